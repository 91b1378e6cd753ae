package dev.florin.ledger.testkit;

import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The dates of schedules, each counted from the first one: the naive form of telling when a schedule runs next. */
final class ModelDates {
    /** No date any more. */
    static final long NONE = Long.MAX_VALUE;

    private static final BigInteger LATEST = BigInteger.valueOf(NONE - 1);

    private ModelDates() {}

    /** Whether the dates can be told at all: those of a time zone that nobody knows cannot. */
    static boolean areKnown(Schedule schedule) {
        if (!isCalendar(schedule)) {
            return true;
        }
        try {
            return ZoneId.of(calendar(schedule).zone()) != null;
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    static boolean isCalendar(Schedule schedule) {
        return schedule.recurrence() != null && schedule.recurrence().rhythm() instanceof Recurrence.Calendar;
    }

    private static Recurrence.Calendar calendar(Schedule schedule) {
        return (Recurrence.Calendar) schedule.repeats().orElseThrow().rhythm();
    }

    /** The first date behind a moment that is not behind the end; the first date of all is none of them. */
    static long behind(Schedule schedule, long nanos) {
        if (schedule.recurrence() == null) {
            return NONE;
        }
        BigInteger moment = BigInteger.valueOf(nanos);
        BigInteger date = schedule.recurrence().rhythm() instanceof Recurrence.Interval interval
                ? behind(nanosOf(schedule.first()), interval.every(), moment)
                : behind(schedule.first(), calendar(schedule), moment);
        BigInteger last = schedule.recurrence()
                .ends()
                .map(ModelDates::nanosOf)
                .orElse(LATEST)
                .min(LATEST);
        return date.compareTo(last) > 0 ? NONE : date.longValueExact();
    }

    /** How many dates of an interval lie before a moment, the first one among them. */
    static BigInteger countBefore(Schedule schedule, long nanos) {
        Recurrence recurrence = schedule.repeats().orElseThrow();
        BigInteger every = BigInteger.valueOf(
                ((Recurrence.Interval) recurrence.rhythm()).every().toNanos());
        BigInteger end = BigInteger.valueOf(nanos);
        if (recurrence.until() != null) {
            end = end.min(nanosOf(recurrence.until()).add(BigInteger.ONE));
        }
        BigInteger passed = end.subtract(nanosOf(schedule.first())).max(BigInteger.ZERO);
        BigInteger dates = passed.add(every).subtract(BigInteger.ONE).divide(every);
        return recurrence.times() == 0 ? dates : dates.min(BigInteger.valueOf(recurrence.times()));
    }

    private static BigInteger behind(BigInteger first, Duration every, BigInteger moment) {
        BigInteger interval = BigInteger.valueOf(every.toNanos());
        BigInteger passed = moment.subtract(first).max(BigInteger.ZERO).divide(interval);
        return first.add(interval.multiply(passed.add(BigInteger.ONE)));
    }

    private static BigInteger behind(Instant first, Recurrence.Calendar calendar, BigInteger moment) {
        ZoneId zone = ZoneId.of(calendar.zone());
        BigInteger date = nanosOf(first);
        for (int n = 1; date.compareTo(moment) <= 0; n++) {
            date = nanosOf(first.atZone(zone)
                    .toLocalDateTime()
                    .plus(calendar.every().multipliedBy(n))
                    .atZone(zone)
                    .toInstant());
        }
        return date;
    }

    static BigInteger nanosOf(Instant moment) {
        return BigInteger.valueOf(moment.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(moment.getNano()));
    }
}
