package dev.florin.ledger.internal.codec;

import dev.florin.ledger.CommandId;

/**
 * What SCHEDULE_FIRED and SCHEDULE_PLANNED say: a date has run, or the one behind it is known.
 *
 * @param schedule the schedule
 * @param position that of the effect that set it up
 * @param dueNanos the date that has run
 * @param nextNanos the next one, or {@link #NONE} or {@link #UNPLANNED}
 * @param runs how many dates have run, this one included; at most 2^32 - 1
 */
public record ScheduleDate(CommandId schedule, long position, long dueNanos, long nextNanos, long runs) {
    /** There is no next date. */
    public static final long NONE = Long.MAX_VALUE;

    /** The primary has yet to say which one it is. */
    public static final long UNPLANNED = Long.MIN_VALUE;

    /** The most runs that can be counted. */
    public static final long MOST_RUNS = 0xFFFF_FFFFL;
}
