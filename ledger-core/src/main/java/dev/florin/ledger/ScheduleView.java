package dev.florin.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as the books have it at one position.
 *
 * @param schedule what is done, and when
 * @param receipt where and when it was set up
 * @param status whether a date is to come
 * @param due the next date, or null if there is none, or it is not known yet: dates of a calendar are worked out one by one,
 *     a moment after the one before has run; never, where the time zone is not known
 * @param runs how many dates have run, with whatever outcome
 * @param closing what closed it: the cancellation, or the date, or the working out of the next one, that was the last; or
 *     null
 */
public record ScheduleView(
        Schedule schedule,
        Receipt receipt,
        ScheduleStatus status,
        @Nullable Instant due,
        long runs,
        @Nullable CommandId closing) {
    /** Checks that all is there. */
    public ScheduleView {
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(receipt, "receipt");
        Objects.requireNonNull(status, "status");
    }

    /**
     * The next date.
     *
     * @return empty if there is none, or it is not known yet
     */
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(due);
    }

    /**
     * What closed it.
     *
     * @return empty if it is active
     */
    public Optional<CommandId> closedBy() {
        return Optional.ofNullable(closing);
    }
}
