package dev.florin.ledger.cli.posted;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * Which time of a movement is its date, and between which dates all of them lie. Dates are those of UTC.
 *
 * @param byEffective whether it is the effective time, and not the recorded one
 * @param first the earliest date
 * @param last the latest date
 */
public record Dates(boolean byEffective, LocalDate first, LocalDate last) {
    /** Checks that the dates are there. */
    public Dates {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
    }

    /**
     * The date of a moment.
     *
     * @param time the moment
     * @return its date in UTC
     */
    public static LocalDate of(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    LocalDate of(Movement movement) {
        return of(byEffective ? movement.effective() : movement.receipt().recordedTime());
    }
}
