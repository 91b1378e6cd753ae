package dev.florin.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which movements to list: of those that were posted (transfers, captures, reversals, refunds, sweeps), those that meet
 * all filters. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * TransferQuery.newestFirst().account("users:alice").metadata("order", "4711").recordedBetween(monday, tuesday)
 * }</pre>
 *
 * <p>A filter that can meet nothing, such as an empty reference, is refused, rather than left out: a query without filters
 * lists everything, and only such a one does.
 *
 * @param filter what must hold
 * @param order by position: the newest first, or the oldest
 * @param limit the most movements of the page, 1 to {@value #MAX_LIMIT}
 * @param after the cursor of the page before, or null for the first page
 */
public record TransferQuery(
        Filter filter,
        StatementQuery.Order order,
        int limit,
        @Nullable Cursor after) {
    /** The most movements a page can have. */
    public static final int MAX_LIMIT = 1_000;

    /** Checks the limit. */
    public TransferQuery {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(order, "order");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " transfers, not " + limit);
        }
    }

    /**
     * From the last movement back.
     *
     * @return a query for the first page, of 100 movements, without filters
     */
    public static TransferQuery newestFirst() {
        return new TransferQuery(Filter.NONE, StatementQuery.Order.NEWEST_FIRST, 100, null);
    }

    /**
     * From the first movement on.
     *
     * @return a query for the first page, of 100 movements, without filters
     */
    public static TransferQuery oldestFirst() {
        return new TransferQuery(Filter.NONE, StatementQuery.Order.OLDEST_FIRST, 100, null);
    }

    /**
     * Keeps those that moved something on an account.
     *
     * @param id the account
     * @return a changed copy
     */
    public TransferQuery account(AccountId id) {
        return where(filter.withAccount(Objects.requireNonNull(id, "id")));
    }

    /**
     * Keeps those that moved something on an account.
     *
     * @param name the name whose hash is the account's id
     * @return a changed copy
     */
    public TransferQuery account(String name) {
        return account(AccountId.of(name));
    }

    /**
     * Keeps those with a reference.
     *
     * @param text the whole reference, 1 to 1,024 bytes of UTF-8
     * @return a changed copy
     * @throws IllegalArgumentException if no reference is like that
     */
    public TransferQuery reference(String text) {
        return where(filter.withReference(Objects.requireNonNull(text, "text")));
    }

    /**
     * Keeps those with a code.
     *
     * @param number the code, from 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1: 0 stands for no code
     */
    public TransferQuery code(int number) {
        return where(filter.withCode(number));
    }

    /**
     * Keeps those whose metadata has a key, whatever its value. Several keys must all be there.
     *
     * @param key 1 to 128 bytes of UTF-8
     * @return a changed copy
     * @throws IllegalArgumentException if no key is like that
     */
    public TransferQuery metadata(String key) {
        return where(filter.withKey(Objects.requireNonNull(key, "key")));
    }

    /**
     * Keeps those whose metadata has a key with a value. Several pairs must all be there.
     *
     * @param key 1 to 128 bytes of UTF-8
     * @param value the whole value, at most 4,096 bytes of UTF-8; may be empty
     * @return a changed copy
     * @throws IllegalArgumentException if no pair is like that, or another value was asked for already
     */
    public TransferQuery metadata(String key, String value) {
        return where(filter.withPair(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
    }

    /**
     * Keeps those that were recorded in a range of time.
     *
     * @param from the first time in it
     * @param to the first time behind it
     * @return a changed copy
     * @throws IllegalArgumentException if the range does not begin before it ends
     */
    public TransferQuery recordedBetween(Instant from, Instant to) {
        return where(filter.withRecorded(new TimeRange(from, to)));
    }

    /**
     * Keeps those that are effective in a range of time; one without an effective time is effective when it was recorded.
     *
     * @param from the first time in it
     * @param to the first time behind it
     * @return a changed copy
     * @throws IllegalArgumentException if the range does not begin before it ends
     */
    public TransferQuery effectiveBetween(Instant from, Instant to) {
        return where(filter.withEffective(new TimeRange(from, to)));
    }

    /**
     * Sets the filters.
     *
     * @param other what must hold
     * @return a changed copy
     */
    public TransferQuery where(Filter other) {
        return new TransferQuery(other, order, limit, after);
    }

    /**
     * Sets the size of the page.
     *
     * @param transfers 1 to {@value #MAX_LIMIT}
     * @return a changed copy
     */
    public TransferQuery limit(int transfers) {
        return new TransferQuery(filter, order, transfers, after);
    }

    /**
     * Asks for the next page.
     *
     * @param cursor that of the page before
     * @return a changed copy
     */
    public TransferQuery after(Cursor cursor) {
        return new TransferQuery(filter, order, limit, Objects.requireNonNull(cursor, "cursor"));
    }

    /**
     * Where the page starts.
     *
     * @return empty for the first page
     */
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(after);
    }

    /**
     * What must hold of movements: each part that is there.
     *
     * @param account moved something on this account, or null
     * @param reference has this reference, or null
     * @param code has this code, from 1, or null
     * @param keys its metadata has these keys
     * @param metadata its metadata has these pairs
     * @param recorded recorded in this range, or null
     * @param effective effective in this range, or null
     */
    public record Filter(
            @Nullable AccountId account,
            @Nullable String reference,
            @Nullable Integer code,
            Set<String> keys,
            Map<String, String> metadata,
            @Nullable TimeRange recorded,
            @Nullable TimeRange effective) {
        /** Everything. */
        public static final Filter NONE = new Filter(null, null, null, Set.of(), Map.of(), null, null);

        /**
         * Checks that something can meet it.
         *
         * @throws IllegalArgumentException if no movement can; the message says which part is why
         */
        public Filter {
            FilterRules.reference(reference);
            FilterRules.code(code);
            keys = FilterRules.keys(keys);
            metadata = FilterRules.metadata(metadata);
        }

        Filter withAccount(AccountId other) {
            return new Filter(other, reference, code, keys, metadata, recorded, effective);
        }

        Filter withReference(String other) {
            return new Filter(account, other, code, keys, metadata, recorded, effective);
        }

        Filter withCode(int other) {
            return new Filter(account, reference, other, keys, metadata, recorded, effective);
        }

        Filter withKey(String other) {
            return new Filter(account, reference, code, FilterRules.plus(keys, other), metadata, recorded, effective);
        }

        Filter withPair(String key, String value) {
            return new Filter(
                    account, reference, code, keys, FilterRules.plus(metadata, key, value), recorded, effective);
        }

        Filter withRecorded(TimeRange other) {
            return new Filter(account, reference, code, keys, metadata, other, effective);
        }

        Filter withEffective(TimeRange other) {
            return new Filter(account, reference, code, keys, metadata, recorded, other);
        }
    }

    /**
     * Where a page starts: behind a position. Stays valid while others post, and when the books are opened again. {@link
     * #toString} is a text to carry around, which {@link #parse} reads.
     *
     * @param position from 1
     */
    public record Cursor(long position) {
        /** Checks the range. */
        public Cursor {
            if (position < 1) {
                throw new IllegalArgumentException("the cursor " + position + " did not come from a page of transfers");
            }
        }

        /**
         * Reads what {@link #toString} wrote.
         *
         * @param text the text
         * @return the cursor
         * @throws IllegalArgumentException if it is not such a text
         */
        public static Cursor parse(String text) {
            if (!text.matches("\\d{1,18}")) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no cursor of transfers; one is a number such as 4711");
            }
            return new Cursor(Long.parseLong(text));
        }

        /**
         * The cursor as a text that {@link #parse} reads.
         *
         * @return digits
         */
        @Override
        public String toString() {
            return Long.toString(position);
        }
    }
}
