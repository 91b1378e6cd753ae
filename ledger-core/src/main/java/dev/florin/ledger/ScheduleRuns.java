package dev.florin.ledger;

import java.util.List;

/**
 * Part of the dates of a schedule that have come.
 *
 * @param runs in their order
 * @param next where the next page starts, for {@link Ledger#runs}; 0 if there are no later ones so far
 */
public record ScheduleRuns(List<ScheduleRun> runs, long next) {
    /** The most runs a page can have. */
    public static final int MAX_LIMIT = 10_000;

    /** Copies the list. */
    public ScheduleRuns {
        runs = List.copyOf(runs);
    }
}
