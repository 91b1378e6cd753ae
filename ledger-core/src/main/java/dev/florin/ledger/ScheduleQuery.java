package dev.florin.ledger;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which schedules to list, of those that have a date to come, in the order in which they were set up. Immutable: each method returns a changed copy.
 *
 * @param account schedules whose transfer, hold, sweep or payment names this account, or null for all
 * @param limit the most schedules of the page, 1 to {@value #MAX_LIMIT}
 * @param after the cursor of the page before, 0 for the first page
 */
public record ScheduleQuery(@Nullable AccountId account, int limit, long after) {
    /** The most schedules a page can have. */
    public static final int MAX_LIMIT = 10_000;

    /** Checks the limit. */
    public ScheduleQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " schedules, not " + limit);
        }
        if (after < 0) {
            throw new IllegalArgumentException("the cursor " + after + " did not come from a page of schedules");
        }
    }

    /**
     * All schedules that have a date to come.
     *
     * @return a query for the first page, of 1,000 schedules
     */
    public static ScheduleQuery all() {
        return new ScheduleQuery(null, 1_000, 0);
    }

    /**
     * The schedules of an account that have a date to come.
     *
     * @param account the account
     * @return a query for the first page, of 1,000 schedules
     */
    public static ScheduleQuery of(AccountId account) {
        return new ScheduleQuery(Objects.requireNonNull(account, "account"), 1_000, 0);
    }

    /**
     * The schedules of an account that have a date to come.
     *
     * @param accountName the name whose hash is the account's id
     * @return a query for the first page, of 1,000 schedules
     */
    public static ScheduleQuery of(String accountName) {
        return of(AccountId.of(accountName));
    }

    /**
     * Sets the size of the page.
     *
     * @param schedules 1 to {@value #MAX_LIMIT}
     * @return a changed copy
     */
    public ScheduleQuery limit(int schedules) {
        return new ScheduleQuery(account, schedules, after);
    }

    /**
     * Asks for the next page.
     *
     * @param cursor {@link SchedulePage#next()} of the page before
     * @return a changed copy
     */
    public ScheduleQuery after(long cursor) {
        return new ScheduleQuery(account, limit, cursor);
    }

    /**
     * Whose schedules are listed.
     *
     * @return empty for all
     */
    public Optional<AccountId> ofAccount() {
        return Optional.ofNullable(account);
    }
}
