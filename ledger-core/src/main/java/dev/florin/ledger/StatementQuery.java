package dev.florin.ledger;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of an account's statement. Immutable: each method returns a changed copy.
 *
 * @param order the order of lines
 * @param limit the most lines of the page, 1 to {@value #MAX_LIMIT}
 * @param after the last line of the page before, or null for the first page
 */
public record StatementQuery(
        Order order, int limit, @Nullable Cursor after) {
    /** The most lines a page can have. */
    public static final int MAX_LIMIT = 10_000;

    /** Checks the limit. */
    public StatementQuery {
        Objects.requireNonNull(order, "order");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " lines, not " + limit);
        }
    }

    /**
     * From the first entry on.
     *
     * @return a query for the first page, of 100 lines
     */
    public static StatementQuery oldestFirst() {
        return new StatementQuery(Order.OLDEST_FIRST, 100, null);
    }

    /**
     * From the last entry back.
     *
     * @return a query for the first page, of 100 lines
     */
    public static StatementQuery newestFirst() {
        return new StatementQuery(Order.NEWEST_FIRST, 100, null);
    }

    /**
     * Sets the size of the page.
     *
     * @param lines 1 to {@value #MAX_LIMIT}
     * @return a changed copy
     */
    public StatementQuery limit(int lines) {
        return new StatementQuery(order, lines, after);
    }

    /**
     * Asks for the lines behind this one.
     *
     * @param line the last line of the page before
     * @return a changed copy
     */
    public StatementQuery after(Cursor line) {
        return new StatementQuery(order, limit, Objects.requireNonNull(line, "line"));
    }

    /**
     * The line the page starts behind.
     *
     * @return empty for the first page
     */
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(after);
    }

    /** The order of a statement's lines. */
    public enum Order {
        /** As recorded. */
        OLDEST_FIRST,
        /** As recorded, backwards. */
        NEWEST_FIRST
    }

    /**
     * Names one line of a statement; stays valid while others post.
     *
     * @param position the position of the transfer, at least 0
     * @param entry the index of the entry, as in {@link StatementLine}, 0 to 4,095
     */
    public record Cursor(long position, int entry) {
        /** Positions are counted in 51 bits, so that position and entry fit 63 together. */
        private static final long POSITIONS = 1L << 51;

        /** Checks the ranges. */
        public Cursor {
            if (position < 0 || position >= POSITIONS || entry < 0 || entry >= Transfer.MAX_ENTRIES) {
                throw new IllegalArgumentException(
                        "the cursor " + position + ":" + entry + " did not come from a page of a statement");
            }
        }
    }
}
