package dev.florin.ledger;

import dev.florin.ledger.money.Asset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts to list: with a prefix in the order of their names (by code point), else in the order of their opening.
 * Immutable: each method returns a changed copy.
 *
 * @param namePrefix accounts whose name starts with it; empty for all, those without a name included
 * @param asset accounts of this asset, or null for any
 * @param code accounts with this code, or null for any
 * @param status accounts with this status, or null for any
 * @param limit the most accounts of the page, 1 to {@value #MAX_LIMIT}
 * @param after where the page before ended, or null for the first page
 */
public record AccountQuery(
        String namePrefix,
        @Nullable Asset asset,
        @Nullable Integer code,
        @Nullable AccountStatus status,
        int limit,
        @Nullable Cursor after) {
    /** The most accounts a page can have. */
    public static final int MAX_LIMIT = 10_000;

    /** Checks the limit. */
    public AccountQuery {
        Objects.requireNonNull(namePrefix, "namePrefix");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " accounts, not " + limit);
        }
    }

    /**
     * Where a page ended. Accounts that are opened or renamed later do not move it.
     *
     * @param name the name of the last account looked at
     * @param number how many accounts had been opened before it
     */
    public record Cursor(String name, long number) {
        /** Checks the range. */
        public Cursor {
            Objects.requireNonNull(name, "name");
            if (number < 0 || number > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("the cursor " + number + " did not come from a page of accounts");
            }
        }
    }

    /**
     * All accounts.
     *
     * @return a query for the first page, of 1,000 accounts
     */
    public static AccountQuery all() {
        return new AccountQuery("", null, null, null, 1_000, null);
    }

    /**
     * Accounts whose name starts with a prefix.
     *
     * @param prefix for example {@code users:}
     * @return a query for the first page, of 1,000 accounts
     */
    public static AccountQuery prefix(String prefix) {
        return new AccountQuery(prefix, null, null, null, 1_000, null);
    }

    /**
     * Only accounts of an asset.
     *
     * @param unit the asset
     * @return a changed copy
     */
    public AccountQuery withAsset(Asset unit) {
        return new AccountQuery(namePrefix, Objects.requireNonNull(unit, "unit"), code, status, limit, after);
    }

    /**
     * Only accounts with a code.
     *
     * @param number the code, 0 for accounts without one
     * @return a changed copy
     */
    public AccountQuery withCode(int number) {
        return new AccountQuery(namePrefix, asset, number, status, limit, after);
    }

    /**
     * Only accounts with a status.
     *
     * @param only the status
     * @return a changed copy
     */
    public AccountQuery withStatus(AccountStatus only) {
        return new AccountQuery(namePrefix, asset, code, Objects.requireNonNull(only, "only"), limit, after);
    }

    /**
     * Sets the size of the page.
     *
     * @param accounts 1 to {@value #MAX_LIMIT}
     * @return a changed copy
     */
    public AccountQuery limit(int accounts) {
        return new AccountQuery(namePrefix, asset, code, status, accounts, after);
    }

    /**
     * Asks for the next page.
     *
     * @param cursor {@link AccountPage#cursor()} of the page before
     * @return a changed copy
     */
    public AccountQuery after(Cursor cursor) {
        return new AccountQuery(namePrefix, asset, code, status, limit, Objects.requireNonNull(cursor, "cursor"));
    }
}
