package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.util.Objects;

/**
 * One debit or credit of one account. Immutable.
 *
 * @param account the account it changes
 * @param side whether it debits or credits the account
 * @param amount how much, in minor units of the account's asset; at least 1
 */
public record Entry(AccountId account, Side side, Amount amount) {
    /**
     * Checks the amount.
     *
     * @throws MalformedCommandException if the amount is zero
     */
    public Entry {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(side, "side");
        if (amount.isZero()) {
            throw new MalformedCommandException("an entry of account " + account + " has the amount 0; the least is 1");
        }
    }
}
