package dev.florin.ledger.internal.books;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.internal.math.Unsigned128;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rules that all movements of money share, each judged over the whole movement, as it was added up; null says that it
 * keeps the rule. Nothing but scratch changes.
 */
final class MovementRules {
    private static final int FROZEN = AccountTable.statusBits(AccountStatus.FROZEN);
    private static final int FROZEN_FOR_DEBITS = AccountTable.statusBits(AccountStatus.FROZEN_FOR_DEBITS);
    private static final int CLOSED = AccountTable.statusBits(AccountStatus.CLOSED);

    private static final long[] NOTHING = new long[2];

    private final Books books;
    private final Movement movement;
    private final LimitRules limits;

    /** Scratch: debits and credits of the one asset that most movements have. */
    private final long[] oneAsset = new long[4];

    /** Scratch: the same of each asset; those of the present movement are the ones that carry its number. */
    private long[] assetSums = new long[0];

    private long[] assetMovements = new long[0];
    private long severalAssets;

    MovementRules(Books books, Movement movement) {
        this.books = books;
        this.movement = movement;
        this.limits = new LimitRules(books);
    }

    /** No account is closed, none frozen, none that is debited frozen for debits; entries in order. */
    @Nullable
    Rejection status() {
        long anyStatus = 0;
        for (int k = 0; k < movement.touchedCount; k++) {
            anyStatus |= books.accounts.flags(movement.touched[k]) & AccountTable.STATUS_MASK;
        }
        if (anyStatus == 0) {
            return null;
        }
        for (int i = 0; i < movement.count; i++) {
            if (!movement.isZero(i) && status(i) == CLOSED) {
                return new Rejection.AccountClosed(id(i));
            }
        }
        for (int i = 0; i < movement.count; i++) {
            if (!movement.isZero(i) && status(i) == FROZEN) {
                return new Rejection.AccountFrozen(id(i));
            }
        }
        for (int i = 0; i < movement.count; i++) {
            if (!movement.isZero(i) && !movement.credits[i] && status(i) == FROZEN_FOR_DEBITS) {
                return new Rejection.AccountFrozenForDebits(id(i));
            }
        }
        return null;
    }

    private int status(int entry) {
        return (int) books.accounts.flags(movement.accounts[entry]) & AccountTable.STATUS_MASK;
    }

    private AccountId id(int entry) {
        return books.accounts.id(movement.accounts[entry]);
    }

    /** Debits equal credits for each asset; assets in the order of their first entries. */
    @Nullable
    Rejection balance() {
        if (movement.touchedCount == 0) {
            return null;
        }
        int first = books.accounts.asset(movement.touched[0]);
        boolean several = false;
        for (int k = 1; k < movement.touchedCount; k++) {
            several |= books.accounts.asset(movement.touched[k]) != first;
        }
        if (!several) {
            return balance(first);
        }
        return balanceOfSeveral();
    }

    private @Nullable Rejection balanceOfSeveral() {
        if (assetMovements.length < books.assets.size()) {
            assetMovements = new long[books.assets.size()];
            assetSums = new long[4 * books.assets.size()];
        }
        severalAssets++;
        for (int k = 0; k < movement.touchedCount; k++) {
            int asset = books.accounts.asset(movement.touched[k]);
            if (assetMovements[asset] != severalAssets) {
                assetMovements[asset] = severalAssets;
                Arrays.fill(assetSums, 4 * asset, 4 * asset + 4, 0);
            }
            Books.addExactly(assetSums, 4 * asset, movement.addedDebits[2 * k], movement.addedDebits[2 * k + 1]);
            Books.addExactly(assetSums, 4 * asset + 2, movement.addedCredits[2 * k], movement.addedCredits[2 * k + 1]);
        }
        for (int i = 0; i < movement.count; i++) {
            int asset = books.accounts.asset(movement.accounts[i]);
            if (assetMovements[asset] == severalAssets) {
                Rejection rejection = balance(asset, assetSums, 4 * asset);
                if (rejection != null) {
                    return rejection;
                }
            }
        }
        return null;
    }

    private @Nullable Rejection balance(int asset) {
        Arrays.fill(oneAsset, 0);
        for (int k = 0; k < movement.touchedCount; k++) {
            Books.addExactly(oneAsset, 0, movement.addedDebits[2 * k], movement.addedDebits[2 * k + 1]);
            Books.addExactly(oneAsset, 2, movement.addedCredits[2 * k], movement.addedCredits[2 * k + 1]);
        }
        return balance(asset, oneAsset, 0);
    }

    private @Nullable Rejection balance(int asset, long[] sums, int at) {
        if (sums[at] == sums[at + 2] && sums[at + 1] == sums[at + 3]) {
            return null;
        }
        return new Rejection.Unbalanced(
                books.assets.get(asset), new Amount(sums[at], sums[at + 1]), new Amount(sums[at + 2], sums[at + 3]));
    }

    /** Some account is debited more than it is credited, or less. */
    @Nullable
    Rejection netEffect() {
        for (int k = 0; k < movement.touchedCount; k++) {
            if (movement.addedDebits[2 * k] != movement.addedCredits[2 * k]
                    || movement.addedDebits[2 * k + 1] != movement.addedCredits[2 * k + 1]) {
                return null;
            }
        }
        return new Rejection.NoEffect();
    }

    /** Some entry moves something. */
    @Nullable
    Rejection anyEffect() {
        return movement.touchedCount == 0 ? new Rejection.NoEffect() : null;
    }

    /** No sum of an account, posted and pending together, passes 2^128 - 1. */
    @Nullable
    Rejection overflow() {
        for (int k = 0; k < movement.touchedCount; k++) {
            Rejection rejection = overflow(k, Side.DEBIT, AccountTable.DEBITS_HIGH, movement.addedDebits);
            if (rejection == null) {
                rejection = overflow(k, Side.CREDIT, AccountTable.CREDITS_HIGH, movement.addedCredits);
            }
            if (rejection != null) {
                return rejection;
            }
        }
        return null;
    }

    private @Nullable Rejection overflow(int k, Side side, int sum, long[] added) {
        int account = movement.touched[k];
        long[] chunk = books.accounts.chunk(account);
        int at = AccountTable.slot(account) + sum;
        long high = chunk[at];
        long low = chunk[at + 1];
        long pendingHigh = chunk[at + AccountTable.PENDING];
        long pendingLow = chunk[at + AccountTable.PENDING + 1];
        if ((pendingHigh | pendingLow) != 0) {
            // Together they fit: that is what this rule keeps.
            high = Unsigned128.addHigh(high, pendingHigh, Unsigned128.carry(low, pendingLow));
            low = Unsigned128.addLow(low, pendingLow);
        }
        return Unsigned128.addOverflows(high, low, added[2 * k], added[2 * k + 1])
                ? new Rejection.SumOverflow(
                        books.accounts.id(account),
                        side,
                        new Amount(high, low),
                        new Amount(added[2 * k], added[2 * k + 1]))
                : null;
    }

    /** No limit is broken by what is posted: judged on the net of each account. */
    @Nullable
    Rejection limitsOfPosting() {
        for (int k = 0; k < movement.touchedCount; k++) {
            if (limits.breaksLower(movement.touched[k], movement.addedDebits, movement.addedCredits, 2 * k)) {
                return limits.belowLower(movement.touched[k], net(k));
            }
        }
        for (int k = 0; k < movement.touchedCount; k++) {
            if (limits.breaksUpper(movement.touched[k], movement.addedDebits, movement.addedCredits, 2 * k)) {
                return limits.aboveUpper(movement.touched[k], net(k));
            }
        }
        return null;
    }

    /** No limit is broken by what is reserved: what comes in does not make up for what goes out. */
    @Nullable
    Rejection limitsOfReserving() {
        for (int k = 0; k < movement.touchedCount; k++) {
            boolean creditNormal = books.accounts.isCreditNormal(movement.touched[k]);
            long[] out =
                    Arrays.copyOfRange(creditNormal ? movement.addedDebits : movement.addedCredits, 2 * k, 2 * k + 2);
            if (limits.breaksLower(
                    movement.touched[k], creditNormal ? out : NOTHING, creditNormal ? NOTHING : out, 0)) {
                return limits.belowLower(movement.touched[k], new Amount(out[0], out[1]));
            }
        }
        for (int k = 0; k < movement.touchedCount; k++) {
            boolean creditNormal = books.accounts.isCreditNormal(movement.touched[k]);
            long[] in =
                    Arrays.copyOfRange(creditNormal ? movement.addedCredits : movement.addedDebits, 2 * k, 2 * k + 2);
            if (limits.breaksUpper(movement.touched[k], creditNormal ? NOTHING : in, creditNormal ? in : NOTHING, 0)) {
                return limits.aboveUpper(movement.touched[k], new Amount(in[0], in[1]));
            }
        }
        return null;
    }

    /** By how much the movement changes an account's balance, up or down. */
    private Amount net(int k) {
        return SignedAmount.difference(
                        new Amount(movement.addedCredits[2 * k], movement.addedCredits[2 * k + 1]),
                        new Amount(movement.addedDebits[2 * k], movement.addedDebits[2 * k + 1]))
                .magnitude();
    }
}
