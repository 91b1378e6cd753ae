package dev.florin.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a {@link Schedule} repeats. Immutable: each method returns a changed copy.
 *
 * @param rhythm how dates follow each other
 * @param until the last moment at which a date may lie, or null for no end
 * @param times how many runs there are at most, rejected ones included, or 0 for no bound
 * @param missed what becomes of dates that passed while the books were closed
 */
public record Recurrence(Rhythm rhythm, @Nullable Instant until, int times, Missed missed) {
    /** How dates follow each other. */
    public sealed interface Rhythm permits Interval, Calendar {}

    /**
     * Dates at a fixed distance.
     *
     * @param every 1 second to 73,000 days
     */
    public record Interval(Duration every) implements Rhythm {
        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofDays(73_000);

        /**
         * Checks the distance.
         *
         * @throws MalformedCommandException if it is outside its range
         */
        public Interval {
            if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
                throw new MalformedCommandException(
                        "a schedule repeats every " + every + "; it takes 1 second to 73,000 days");
            }
        }
    }

    /**
     * Dates of a calendar: the n-th one is the first, as the zone's clocks show it, plus n periods. So what begins on the
     * 31st falls on the last day of shorter months and comes back to the 31st. A time of day that clocks leave out is
     * moved on by as much as they are set forward, of one that they show twice the first is meant, as {@link
     * java.time.ZonedDateTime} has it. The rules of the zone are those that are known where and when a date is worked out:
     * when the one before it has run.
     *
     * @param every at least a day, at most 2,400 months and 73,000 days; years are kept as months are, normalised
     * @param zone the id of a time zone; one that is not known where the books are open holds up this schedule alone
     */
    public record Calendar(Period every, String zone) implements Rhythm {
        private static final long MOST_MONTHS = 2_400;
        private static final int MOST_DAYS = 73_000;
        private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9~/._+:-]{1,64}");

        /**
         * Checks period and zone.
         *
         * @throws MalformedCommandException if the period is zero, has a negative part or is too long, or the zone's id has
         *     another form than ids of zones have
         */
        public Calendar {
            if (every.isZero() || every.isNegative() || isTooLong(every)) {
                throw new MalformedCommandException(
                        "a schedule repeats every " + every
                                + "; a period has no negative part, is at least a day, and at most 2,400 months and 73,000 days");
            }
            every = every.normalized();
            if (!ZONE.matcher(zone).matches()) {
                throw new MalformedCommandException("'" + zone + "' is no id of a time zone, such as Europe/Berlin");
            }
        }

        private static boolean isTooLong(Period every) {
            return every.getYears() * 12L + every.getMonths() > MOST_MONTHS || every.getDays() > MOST_DAYS;
        }
    }

    /** What becomes of dates that passed while the books were closed, or while the ledger could not run them. */
    public enum Missed {
        /** Each of them runs, once, in order. */
        RUN_EACH,
        /** The first of them runs, late; the others up to then are skipped. */
        RUN_ONE
    }

    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if the end is outside the years 1678 to 2261, or the number of runs is negative
     */
    public Recurrence {
        Objects.requireNonNull(rhythm, "rhythm");
        Objects.requireNonNull(missed, "missed");
        if (until != null) {
            FormRules.time("the end of a schedule", until);
        }
        if (times < 0) {
            throw new MalformedCommandException(
                    "a schedule runs " + times + " times; it takes 1 to 2147483647, or 0 for no bound");
        }
    }

    /**
     * At a fixed distance, for ever; missed dates run each.
     *
     * @param interval 1 second to 73,000 days
     * @return the recurrence
     */
    public static Recurrence every(Duration interval) {
        return new Recurrence(new Interval(interval), null, 0, Missed.RUN_EACH);
    }

    /**
     * By the calendar, for ever; missed dates run each.
     *
     * @param period at least a day
     * @param zone the time zone whose clocks and calendar count
     * @return the recurrence
     */
    public static Recurrence every(Period period, ZoneId zone) {
        return new Recurrence(new Calendar(period, zone.getId()), null, 0, Missed.RUN_EACH);
    }

    /**
     * Ends it at a moment.
     *
     * @param last the last moment at which a date may lie
     * @return a changed copy
     */
    public Recurrence until(Instant last) {
        return new Recurrence(rhythm, Objects.requireNonNull(last, "last"), times, missed);
    }

    /**
     * Ends it after so many runs.
     *
     * @param runs at least 1
     * @return a changed copy
     * @throws MalformedCommandException if it is less
     */
    public Recurrence times(int runs) {
        if (runs < 1) {
            throw new MalformedCommandException("a schedule runs " + runs + " times; the least is 1");
        }
        return new Recurrence(rhythm, until, runs, missed);
    }

    /**
     * Sets what becomes of missed dates.
     *
     * @param what run each, or one for all
     * @return a changed copy
     */
    public Recurrence missed(Missed what) {
        return new Recurrence(rhythm, until, times, what);
    }

    /**
     * The last moment at which a date may lie.
     *
     * @return empty for no end
     */
    public Optional<Instant> ends() {
        return Optional.ofNullable(until);
    }
}
