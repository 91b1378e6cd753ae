package dev.florin.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * A date of a schedule that has come.
 *
 * @param number which run of the schedule it was, from 1
 * @param due the date
 * @param receipt where and when it ran
 * @param outcome what became of what was to be done, under an id of its own: a rejection is an outcome like any other
 */
public record ScheduleRun(long number, Instant due, Receipt receipt, Outcome outcome) {
    /** Checks that all is there. */
    public ScheduleRun {
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(receipt, "receipt");
        Objects.requireNonNull(outcome, "outcome");
    }
}
