package dev.florin.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which page of an account's statement. Immutable: each method returns a changed copy.
 *
 * <p>Without a period, a statement has all lines in the order of recording, and grows while others post. With one, its
 * lines are those of the period, in the order of its clock, by what is recorded when its first page is asked for: further
 * pages neither skip nor repeat a line, whatever is recorded meanwhile.
 *
 * @param order the order of lines
 * @param limit the most lines of the page, 1 to {@value #MAX_LIMIT}
 * @param after the last line of the page before, or null for the first page
 * @param period which lines, or null for all
 */
public record StatementQuery(
        Order order,
        int limit,
        @Nullable Cursor after,
        @Nullable Period period) {
    /** The most lines a page can have. */
    public static final int MAX_LIMIT = 10_000;

    /** Checks the limit, and that a cursor is one of such a statement. */
    public StatementQuery {
        Objects.requireNonNull(order, "order");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " lines, not " + limit);
        }
        if (after != null && (period != null) != after.isOfPeriod()) {
            throw new IllegalArgumentException("the cursor " + after + " came from a statement "
                    + (period == null ? "of a period" : "without a period") + ", not from a page of this one");
        }
    }

    /**
     * From the first entry on.
     *
     * @return a query for the first page, of 100 lines
     */
    public static StatementQuery oldestFirst() {
        return new StatementQuery(Order.OLDEST_FIRST, 100, null, null);
    }

    /**
     * From the last entry back.
     *
     * @return a query for the first page, of 100 lines
     */
    public static StatementQuery newestFirst() {
        return new StatementQuery(Order.NEWEST_FIRST, 100, null, null);
    }

    /**
     * Sets the size of the page.
     *
     * @param lines 1 to {@value #MAX_LIMIT}
     * @return a changed copy
     */
    public StatementQuery limit(int lines) {
        return new StatementQuery(order, lines, after, period);
    }

    /**
     * Asks for the lines of a period, with the balances before and after it.
     *
     * @param from the first time in it
     * @param to the first time behind it
     * @return a changed copy, for the first page
     * @throws IllegalArgumentException if the period does not begin before it ends
     */
    public StatementQuery between(Instant from, Instant to) {
        return within(orAllTime().between(new TimeRange(from, to)));
    }

    /**
     * Counts by effective time: which lines are in the period (of all time, unless told otherwise), and their order. Lines
     * of one effective time are in the order of recording.
     *
     * @return a changed copy, for the first page
     */
    public StatementQuery byEffectiveTime() {
        return within(orAllTime().by(Moment.Clock.EFFECTIVE));
    }

    /**
     * Leaves out what was recorded later than a time: the statement as it was back then.
     *
     * @param time what was recorded at exactly this time counts
     * @return a changed copy, for the first page
     */
    public StatementQuery asKnownOn(Instant time) {
        return within(orAllTime().asKnownOn(time));
    }

    private Period orAllTime() {
        return period == null ? Period.ALL_TIME : period;
    }

    private StatementQuery within(Period changed) {
        return new StatementQuery(order, limit, null, changed);
    }

    /**
     * Asks for the lines behind this one.
     *
     * @param line the last line of the page before
     * @return a changed copy
     * @throws IllegalArgumentException if the cursor came from a statement of a period and this is none, or the other way
     *     round
     */
    public StatementQuery after(Cursor line) {
        return new StatementQuery(order, limit, Objects.requireNonNull(line, "line"), period);
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
        /** As recorded; as they are effective, if that is what a period counts by. */
        OLDEST_FIRST,
        /** The same backwards. */
        NEWEST_FIRST
    }

    /**
     * Which lines a statement has, and which time counts.
     *
     * @param clock the time that tells which lines are in the period, and their order
     * @param range the period
     * @param knownOn what was recorded later than this does not count; null if all that is recorded counts
     */
    public record Period(
            Moment.Clock clock, TimeRange range, @Nullable Instant knownOn) {
        private static final Period ALL_TIME = new Period(Moment.Clock.RECORDED, TimeRange.ALWAYS, null);

        /** Checks that all is there. */
        public Period {
            Objects.requireNonNull(clock, "clock");
            Objects.requireNonNull(range, "range");
        }

        private Period between(TimeRange other) {
            return new Period(clock, other, knownOn);
        }

        private Period by(Moment.Clock other) {
            return new Period(other, range, knownOn);
        }

        private Period asKnownOn(Instant time) {
            return new Period(clock, range, Objects.requireNonNull(time, "time"));
        }
    }

    /**
     * Names one line of a statement; stays valid while others post, and when the books are opened again. {@link #toString}
     * is a text to carry around, which {@link #parse} reads.
     *
     * @param position the position of the transfer, at least 0
     * @param entry the index of the entry, as in {@link StatementLine}, 0 to 4,095
     * @param known in a statement of a period, the last position that counts: the first page has fixed it; else -1
     */
    public record Cursor(long position, int entry, long known) {
        /** Positions are counted in 51 bits, so that position and entry fit 63 together. */
        private static final long POSITIONS = 1L << 51;

        private static final Pattern TEXT = Pattern.compile("(\\d{1,16}):(\\d{1,4})(?:@(\\d{1,16}))?");

        /** Checks the ranges. */
        public Cursor {
            if (position < 0
                    || position >= POSITIONS
                    || entry < 0
                    || entry >= Transfer.MAX_ENTRIES
                    || known < -1
                    || known >= POSITIONS
                    || (known >= 0 && position > known)) {
                throw new IllegalArgumentException(
                        "the cursor " + text(position, entry, known) + " did not come from a page of a statement");
            }
        }

        /**
         * Names a line of a statement without a period.
         *
         * @param position the position of the transfer, at least 0
         * @param entry the index of the entry, as in {@link StatementLine}, 0 to 4,095
         */
        public Cursor(long position, int entry) {
            this(position, entry, -1);
        }

        /**
         * Whether it came from a statement of a period.
         *
         * @return false if that had none
         */
        public boolean isOfPeriod() {
            return known >= 0;
        }

        /**
         * Reads what {@link #toString} wrote.
         *
         * @param text the text
         * @return the cursor
         * @throws IllegalArgumentException if it is not such a text
         */
        public static Cursor parse(String text) {
            Matcher parts = TEXT.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no cursor of a statement; one looks like 4711:0 or 4711:0@5000");
            }
            return new Cursor(
                    Long.parseLong(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    parts.group(3) == null ? -1 : Long.parseLong(parts.group(3)));
        }

        /**
         * The cursor as a text that {@link #parse} reads.
         *
         * @return such as {@code 4711:0}
         */
        @Override
        public String toString() {
            return text(position, entry, known);
        }

        private static String text(long position, int entry, long known) {
            return position + ":" + entry + (known == -1 ? "" : "@" + known);
        }
    }
}
