package dev.florin.ledger;

import java.util.List;

/**
 * Part of a list of accounts, each shown at one and the same position.
 *
 * @param accounts in the order of their opening
 * @param next the cursor of the next page, 0 if this is the last one
 */
public record AccountPage(List<AccountView> accounts, long next) {
    /** Copies the list. */
    public AccountPage {
        accounts = List.copyOf(accounts);
    }
}
