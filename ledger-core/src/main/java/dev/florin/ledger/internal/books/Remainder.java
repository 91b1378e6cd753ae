package dev.florin.ledger.internal.books;

import dev.florin.ledger.Side;
import dev.florin.ledger.internal.math.Unsigned128;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectCursor;

/**
 * What is left of the entries of a hold, or of a movement that may be refunded: accounts, sides and 128-bit amounts, one
 * for each entry. The bookkeeper's thread only.
 */
final class Remainder {
    final int[] accounts;
    final boolean[] credits;

    /** Upper and lower half of each amount. */
    final long[] amounts;

    Remainder(int count) {
        accounts = new int[count];
        credits = new boolean[count];
        amounts = new long[2 * count];
    }

    /** The entries of an effect. */
    static Remainder of(EffectCursor effect) {
        Remainder entries = new Remainder(effect.entryCount());
        for (int i = 0; i < entries.count(); i++) {
            entries.set(
                    i,
                    effect.entryAccount(i),
                    effect.entrySide(i) == Side.CREDIT,
                    effect.amountHigh(i),
                    effect.amountLow(i));
        }
        return entries;
    }

    int count() {
        return accounts.length;
    }

    Amount amount(int entry) {
        return new Amount(amounts[2 * entry], amounts[2 * entry + 1]);
    }

    void set(int entry, int account, boolean credit, long high, long low) {
        accounts[entry] = account;
        credits[entry] = credit;
        amounts[2 * entry] = high;
        amounts[2 * entry + 1] = low;
    }

    boolean isNothing() {
        return isNothing(amounts);
    }

    static boolean isNothing(long[] amounts) {
        long bits = 0;
        for (long half : amounts) {
            bits |= half;
        }
        return bits == 0;
    }

    /** Takes amounts off, each at most what is left. */
    static void subtract(long[] from, long[] amounts) {
        for (int at = 0; at < from.length; at += 2) {
            subtract(from, at, amounts[at], amounts[at + 1]);
        }
    }

    static void subtract(long[] from, int at, long high, long low) {
        if (Unsigned128.compare(from[at], from[at + 1], high, low) < 0) {
            throw new ArithmeticException("more was taken than there is, behind the check");
        }
        from[at] = Unsigned128.subtractHigh(from[at], high, Unsigned128.borrow(from[at + 1], low));
        from[at + 1] = Unsigned128.subtractLow(from[at + 1], low);
    }

    static void add(long[] to, long[] amounts) {
        for (int at = 0; at < to.length; at += 2) {
            Books.addExactly(to, at, amounts[at], amounts[at + 1]);
        }
    }
}
