package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sums of an account at a {@link Moment}; all zero if it was opened later.
 *
 * @param account the account's id
 * @param asset the unit of all sums here
 * @param normalSide the side that raises the balance, as it is now: it signs the balances of the past, too, as in
 *     statements
 * @param debits the sum of all debits that count
 * @param credits the sum of all credits that count
 * @param pending what holds reserved by then; null by effective time, since holds have none
 * @param moment what was asked for
 * @param position nothing behind this position counts: the last position that was recorded by then, 0 if none was
 * @param isFinal whether nothing that is recorded from now on can change these sums. By recorded time that is so once
 *     something, anything, was recorded at the moment or later; by effective time only for a moment that says {@linkplain
 *     Moment#asKnownOn as known on when}, once something was recorded then or later. While it is not so, the same question
 *     may be answered otherwise later
 */
public record PastBalance(
        AccountId account,
        Asset asset,
        Side normalSide,
        Amount debits,
        Amount credits,
        @Nullable Pending pending,
        Moment moment,
        long position,
        boolean isFinal) {
    /** Checks that all is there. */
    public PastBalance {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(normalSide, "normalSide");
        Objects.requireNonNull(debits, "debits");
        Objects.requireNonNull(credits, "credits");
        Objects.requireNonNull(moment, "moment");
    }

    /**
     * The settled balance: credits less debits for a credit-normal account, debits less credits for a debit-normal one.
     *
     * @return minor units, signed by the normal side
     */
    public SignedAmount posted() {
        return signed(debits, credits);
    }

    /**
     * What could still go out: posted less what holds had reserved on the way out.
     *
     * @return minor units, signed by the normal side; empty by effective time
     */
    public Optional<SignedAmount> available() {
        if (pending == null) {
            return Optional.empty();
        }
        return Optional.of(
                normalSide == Side.CREDIT
                        ? signed(debits.plus(pending.debits), credits)
                        : signed(debits, credits.plus(pending.credits)));
    }

    private SignedAmount signed(Amount debitSum, Amount creditSum) {
        return normalSide == Side.CREDIT
                ? SignedAmount.difference(creditSum, debitSum)
                : SignedAmount.difference(debitSum, creditSum);
    }

    /**
     * What holds that were open would have posted when captured.
     *
     * @param debits minor units
     * @param credits minor units
     */
    public record Pending(Amount debits, Amount credits) {
        /** Checks that both are there. */
        public Pending {
            Objects.requireNonNull(debits, "debits");
            Objects.requireNonNull(credits, "credits");
        }
    }
}
