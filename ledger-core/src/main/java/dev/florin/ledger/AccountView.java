package dev.florin.ledger;

import java.util.Objects;

/**
 * An account as the books hold it at one position.
 *
 * @param account its attributes
 * @param status what it takes part in
 * @param balance its sums
 * @param opened the receipt of its opening
 */
public record AccountView(Account account, AccountStatus status, Balance balance, Receipt opened) {
    /** Checks that all parts are there. */
    public AccountView {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(balance, "balance");
        Objects.requireNonNull(opened, "opened");
    }
}
