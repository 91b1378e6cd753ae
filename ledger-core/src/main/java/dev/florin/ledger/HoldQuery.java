package dev.florin.ledger;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which open holds to list, in the order of their placing. Immutable: each method returns a changed copy.
 *
 * @param account holds with an entry of this account, or null for all
 * @param limit the most holds of the page, 1 to {@value #MAX_LIMIT}
 * @param after the cursor of the page before, 0 for the first page
 */
public record HoldQuery(@Nullable AccountId account, int limit, long after) {
    /** The most holds a page can have. */
    public static final int MAX_LIMIT = 10_000;

    /** Checks the limit. */
    public HoldQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " holds, not " + limit);
        }
        if (after < 0) {
            throw new IllegalArgumentException("the cursor " + after + " did not come from a page of holds");
        }
    }

    /**
     * All open holds.
     *
     * @return a query for the first page, of 1,000 holds
     */
    public static HoldQuery all() {
        return new HoldQuery(null, 1_000, 0);
    }

    /**
     * The open holds of an account.
     *
     * @param account the account
     * @return a query for the first page, of 1,000 holds
     */
    public static HoldQuery of(AccountId account) {
        return new HoldQuery(Objects.requireNonNull(account, "account"), 1_000, 0);
    }

    /**
     * The open holds of an account.
     *
     * @param accountName the name whose hash is the account's id
     * @return a query for the first page, of 1,000 holds
     */
    public static HoldQuery of(String accountName) {
        return of(AccountId.of(accountName));
    }

    /**
     * Sets the size of the page.
     *
     * @param holds 1 to {@value #MAX_LIMIT}
     * @return a changed copy
     */
    public HoldQuery limit(int holds) {
        return new HoldQuery(account, holds, after);
    }

    /**
     * Asks for the next page.
     *
     * @param cursor {@link HoldPage#next()} of the page before
     * @return a changed copy
     */
    public HoldQuery after(long cursor) {
        return new HoldQuery(account, limit, cursor);
    }

    /**
     * Whose holds are listed.
     *
     * @return empty for all
     */
    public Optional<AccountId> ofAccount() {
        return Optional.ofNullable(account);
    }
}
