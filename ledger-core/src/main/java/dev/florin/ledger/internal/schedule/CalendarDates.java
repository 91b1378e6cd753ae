package dev.florin.ledger.internal.schedule;

import dev.florin.ledger.Recurrence;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.spi.LedgerClock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;

/**
 * The dates of a calendar: the n-th is the first, as the zone's clocks show it, plus n periods. They never fall with n, and
 * two can be the same moment where clocks leave out a day; then they are one date. Any thread.
 */
public final class CalendarDates {
    private CalendarDates() {}

    /**
     * The first date behind a moment.
     *
     * @return {@link ScheduleDate#NONE} if it would be behind the end of the schedule, or of the time that can be counted
     * @throws DateTimeException if the zone is not known here
     */
    public static long next(Instant first, Recurrence recurrence, Recurrence.Calendar calendar, long behindNanos) {
        ZoneId zone = ZoneId.of(calendar.zone());
        Instant behind = LedgerClock.instantOf(behindNanos);
        LocalDateTime from = LocalDateTime.ofInstant(first, zone);
        int high = 1;
        while (!date(from, calendar.every(), high, zone).isAfter(behind)) {
            // No date lies behind year 2262 before this: high at most doubles the years that have gone by.
            high *= 2;
        }
        int low = high / 2;
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (date(from, calendar.every(), middle, zone).isAfter(behind)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return counted(date(from, calendar.every(), high, zone), recurrence);
    }

    private static Instant date(LocalDateTime from, Period every, int n, ZoneId zone) {
        return from.plus(every.multipliedBy(n)).atZone(zone).toInstant();
    }

    private static long counted(Instant date, Recurrence recurrence) {
        Instant until = recurrence.until();
        if (until != null && date.isAfter(until)) {
            return ScheduleDate.NONE;
        }
        try {
            return LedgerClock.nanosOf(date);
        } catch (ArithmeticException e) {
            return ScheduleDate.NONE;
        }
    }
}
