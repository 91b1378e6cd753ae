package dev.florin.ledger;

import java.util.List;

/**
 * Part of a list of schedules that have a date to come, all of one position.
 *
 * @param schedules in the order in which they were set up
 * @param next where the next page starts, for {@link ScheduleQuery#after}; 0 if this is the last one
 */
public record SchedulePage(List<ScheduleView> schedules, long next) {
    /** Copies the list. */
    public SchedulePage {
        schedules = List.copyOf(schedules);
    }
}
