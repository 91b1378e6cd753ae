package dev.florin.ledger;

import java.util.Objects;

/**
 * Which accounts to list, in the order of their opening. Immutable: each method returns a changed copy.
 *
 * @param namePrefix accounts whose name starts with it; empty for all, those without a name included
 * @param limit the most accounts of the page, 1 to {@value #MAX_LIMIT}
 * @param after the cursor of the page before, 0 for the first page
 */
public record AccountQuery(String namePrefix, int limit, long after) {
    /** The most accounts a page can have. */
    public static final int MAX_LIMIT = 10_000;

    /** Checks the limit. */
    public AccountQuery {
        Objects.requireNonNull(namePrefix, "namePrefix");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " accounts, not " + limit);
        }
        if (after < 0 || after > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the cursor " + after + " did not come from a page of accounts");
        }
    }

    /**
     * All accounts.
     *
     * @return a query for the first page, of 1,000 accounts
     */
    public static AccountQuery all() {
        return new AccountQuery("", 1_000, 0);
    }

    /**
     * Accounts whose name starts with a prefix.
     *
     * @param prefix for example {@code users:}
     * @return a query for the first page, of 1,000 accounts
     */
    public static AccountQuery prefix(String prefix) {
        return new AccountQuery(prefix, 1_000, 0);
    }

    /**
     * Sets the size of the page.
     *
     * @param accounts 1 to {@value #MAX_LIMIT}
     * @return a changed copy
     */
    public AccountQuery limit(int accounts) {
        return new AccountQuery(namePrefix, accounts, after);
    }

    /**
     * Asks for the next page.
     *
     * @param cursor {@link AccountPage#next()} of the page before
     * @return a changed copy
     */
    public AccountQuery after(long cursor) {
        return new AccountQuery(namePrefix, limit, cursor);
    }
}
