package dev.florin.ledger.cli.write;

import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.show.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Moments and periods as people write them: a date is the whole of that day in UTC, a time is that moment. */
public final class When {
    private static final Duration DAY = Duration.ofDays(1);

    private When() {}

    /**
     * Where a period begins.
     *
     * @param what the option, for messages
     * @param text a date, whose first moment it is, or a time
     * @return the first moment in the period
     * @throws BadInputException if it is neither
     */
    public static Instant from(String what, String text) {
        try {
            return Times.parse(text);
        } catch (DateTimeException e) {
            throw new BadInputException(
                    what + " '" + text + "' is not a date like 2026-01-31 or a time like 2026-01-31T12:00:00Z");
        }
    }

    /**
     * Where a period ends.
     *
     * @param what the option, for messages
     * @param text a date, which is in the period to its end, or a time, which is not
     * @return the first moment behind the period
     * @throws BadInputException if it is neither
     */
    public static Instant to(String what, String text) {
        Instant time = from(what, text);
        return Times.isDate(text) ? time.plus(DAY) : time;
    }

    /**
     * A moment.
     *
     * @param what the option, for messages
     * @param text a date, whose last moment it is, or a time
     * @return the moment
     * @throws BadInputException if it is neither
     */
    public static Instant at(String what, String text) {
        return Times.isDate(text) ? to(what, text).minusNanos(1) : from(what, text);
    }
}
