package dev.florin.ledger.internal.books;

import dev.florin.ledger.Account;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.internal.math.Unsigned128;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;

/**
 * Judges an account's limits on the net of a whole transfer. The judged figure is {@code in - out}, where {@code in} are
 * the sums on the normal side and {@code out} those on the other; sums have room, that was checked before.
 */
final class LimitRules {
    private static final int NO_PENDING = -1;

    private final Books books;

    /** What {@link #sum} found last. */
    private long sumHigh;

    private long sumLow;
    private final long[] scratch = new long[2];

    LimitRules(Books books) {
        this.books = books;
    }

    /** Whether available, {@code in - (out + pending out)}, would fall below the lower limit. */
    boolean breaksLower(int account, long[] addedDebits, long[] addedCredits, int at) {
        long[] chunk = books.accounts.chunk(account);
        int slot = AccountTable.slot(account);
        long flags = chunk[slot + AccountTable.FLAGS];
        if ((flags & AccountTable.HAS_LOWER) == 0) {
            return false;
        }
        boolean creditNormal = (flags & AccountTable.CREDIT_NORMAL) != 0;
        sum(chunk, slot + inSum(creditNormal), creditNormal ? addedCredits : addedDebits, at, NO_PENDING);
        long inHigh = sumHigh;
        long inLow = sumLow;
        sum(
                chunk,
                slot + inSum(!creditNormal),
                creditNormal ? addedDebits : addedCredits,
                at,
                slot + pending(!creditNormal));
        return differenceBelow(
                inHigh,
                inLow,
                sumHigh,
                sumLow,
                chunk[slot + AccountTable.LOWER_HIGH],
                chunk[slot + AccountTable.LOWER_LOW],
                (flags & AccountTable.LOWER_NEGATIVE) != 0);
    }

    /** Whether {@code (in + pending in) - out} would rise above the upper limit. */
    boolean breaksUpper(int account, long[] addedDebits, long[] addedCredits, int at) {
        long[] chunk = books.accounts.chunk(account);
        int slot = AccountTable.slot(account);
        long flags = chunk[slot + AccountTable.FLAGS];
        if ((flags & AccountTable.HAS_UPPER) == 0) {
            return false;
        }
        boolean creditNormal = (flags & AccountTable.CREDIT_NORMAL) != 0;
        sum(
                chunk,
                slot + inSum(creditNormal),
                creditNormal ? addedCredits : addedDebits,
                at,
                slot + pending(creditNormal));
        long inHigh = sumHigh;
        long inLow = sumLow;
        sum(chunk, slot + inSum(!creditNormal), creditNormal ? addedDebits : addedCredits, at, NO_PENDING);
        // in - out > upper is out - in < -upper.
        return differenceBelow(
                sumHigh,
                sumLow,
                inHigh,
                inLow,
                chunk[slot + AccountTable.UPPER_HIGH],
                chunk[slot + AccountTable.UPPER_LOW],
                (flags & AccountTable.UPPER_NEGATIVE) == 0);
    }

    Rejection belowLower(int account, Amount needed) {
        Account attributes = books.accounts.account(account);
        SignedAmount limit = attributes.lowerLimit().value().orElseThrow();
        SignedAmount available = available(account);
        return new Rejection.BelowLowerLimit(attributes.id(), limit, available, needed, distance(limit, available));
    }

    Rejection aboveUpper(int account, Amount added) {
        Account attributes = books.accounts.account(account);
        SignedAmount limit = attributes.upperLimit().value().orElseThrow();
        SignedAmount present = present(account, normalSide(account), true);
        return new Rejection.AboveUpperLimit(attributes.id(), limit, present, added, distance(present, limit));
    }

    /** {@code to - from}, which is not negative as long as no limit is broken; at most 2^128 - 1 is told. */
    private static Amount distance(SignedAmount from, SignedAmount to) {
        BigInteger distance = to.toBigInteger().subtract(from.toBigInteger());
        return Amount.of(distance.min(Amount.MAX.toBigInteger()));
    }

    /** The settled balance, signed by the normal side. */
    SignedAmount posted(int account) {
        return signed(
                normalSide(account),
                books.accounts.sum(account, AccountTable.DEBITS_HIGH),
                books.accounts.sum(account, AccountTable.CREDITS_HIGH));
    }

    /** Posted less what holds have reserved on the way out. */
    SignedAmount available(int account) {
        return present(account, normalSide(account), false);
    }

    /** What a limit judges, signed by a side: posted less pending out, or posted plus pending in. */
    SignedAmount present(int account, Side side, boolean pendingIn) {
        Amount debits = books.accounts.sum(account, AccountTable.DEBITS_HIGH);
        Amount credits = books.accounts.sum(account, AccountTable.CREDITS_HIGH);
        if ((side == Side.CREDIT) == pendingIn) {
            credits = credits.plus(books.accounts.sum(account, AccountTable.PENDING_CREDITS_HIGH));
        } else {
            debits = debits.plus(books.accounts.sum(account, AccountTable.PENDING_DEBITS_HIGH));
        }
        return signed(side, debits, credits);
    }

    private Side normalSide(int account) {
        return books.accounts.isCreditNormal(account) ? Side.CREDIT : Side.DEBIT;
    }

    private static SignedAmount signed(Side side, Amount debits, Amount credits) {
        return side == Side.CREDIT
                ? SignedAmount.difference(credits, debits)
                : SignedAmount.difference(debits, credits);
    }

    private static int inSum(boolean credit) {
        return credit ? AccountTable.CREDITS_HIGH : AccountTable.DEBITS_HIGH;
    }

    private static int pending(boolean credit) {
        return credit ? AccountTable.PENDING_CREDITS_HIGH : AccountTable.PENDING_DEBITS_HIGH;
    }

    /** Sets {@link #sumHigh} and {@link #sumLow} to a posted sum, what is added to it, and a pending sum. */
    private void sum(long[] chunk, int posted, long[] added, int at, int pendingSum) {
        scratch[0] = chunk[posted];
        scratch[1] = chunk[posted + 1];
        Books.addExactly(scratch, 0, added[at], added[at + 1]);
        if (pendingSum != NO_PENDING) {
            Books.addExactly(scratch, 0, chunk[pendingSum], chunk[pendingSum + 1]);
        }
        sumHigh = scratch[0];
        sumLow = scratch[1];
    }

    /** Whether {@code a - b < limit}, where the limit is a magnitude and a sign; exact over the whole range. */
    private static boolean differenceBelow(
            long aHigh, long aLow, long bHigh, long bLow, long limitHigh, long limitLow, boolean limitNegative) {
        if (limitNegative) {
            // a + |limit| < b; if the sum passes 2^128 it is above any b.
            return !Unsigned128.addOverflows(aHigh, aLow, limitHigh, limitLow)
                    && Unsigned128.compare(
                                    Unsigned128.addHigh(aHigh, limitHigh, Unsigned128.carry(aLow, limitLow)),
                                    Unsigned128.addLow(aLow, limitLow),
                                    bHigh,
                                    bLow)
                            < 0;
        }
        // a < b + limit; if the sum passes 2^128 it is above any a.
        return Unsigned128.addOverflows(bHigh, bLow, limitHigh, limitLow)
                || Unsigned128.compare(
                                aHigh,
                                aLow,
                                Unsigned128.addHigh(bHigh, limitHigh, Unsigned128.carry(bLow, limitLow)),
                                Unsigned128.addLow(bLow, limitLow))
                        < 0;
    }
}
