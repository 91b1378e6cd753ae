package dev.florin.ledger.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Recurrence;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.spi.LedgerClock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Dates of calendars, one line a case. */
class CalendarDatesTest {
    record Case(String what, Period every, String zone, String first, String behind, String next) {}

    private static final Period MONTH = Period.ofMonths(1);
    private static final Period DAY = Period.ofDays(1);

    static final List<Case> CASES = List.of(
            new Case("the 31st", MONTH, "UTC", "2026-01-31T08:00:00Z", "2026-01-31T08:00:00Z", "2026-02-28T08:00:00Z"),
            new Case(
                    "comes back", MONTH, "UTC", "2026-01-31T08:00:00Z", "2026-02-28T08:00:00Z", "2026-03-31T08:00:00Z"),
            new Case(
                    "leap day",
                    Period.ofYears(1),
                    "UTC",
                    "2024-02-29T00:00:00Z",
                    "2024-02-29T00:00:00Z",
                    "2025-02-28T00:00:00Z"),
            new Case(
                    "leap day again",
                    Period.ofYears(1),
                    "UTC",
                    "2024-02-29T00:00:00Z",
                    "2027-06-01T00:00:00Z",
                    "2028-02-29T00:00:00Z"),
            new Case(
                    "summer begins",
                    DAY,
                    "Europe/Berlin",
                    "2026-03-27T11:00:00Z",
                    "2026-03-28T11:00:00Z",
                    "2026-03-29T10:00:00Z"),
            new Case(
                    "clocks leave it out",
                    DAY,
                    "Europe/Berlin",
                    "2026-03-28T01:30:00Z",
                    "2026-03-28T01:30:00Z",
                    "2026-03-29T01:30:00Z"),
            new Case(
                    "and go on with it",
                    DAY,
                    "Europe/Berlin",
                    "2026-03-28T01:30:00Z",
                    "2026-03-29T01:30:00Z",
                    "2026-03-30T00:30:00Z"),
            new Case(
                    "clocks show it twice",
                    DAY,
                    "Europe/Berlin",
                    "2026-10-24T00:30:00Z",
                    "2026-10-24T00:30:00Z",
                    "2026-10-25T00:30:00Z"),
            new Case(
                    "but it is once",
                    DAY,
                    "Europe/Berlin",
                    "2026-10-24T00:30:00Z",
                    "2026-10-25T00:30:00Z",
                    "2026-10-26T01:30:00Z"),
            new Case(
                    "a day that was left out",
                    DAY,
                    "Pacific/Apia",
                    "2011-12-29T22:00:00Z",
                    "2011-12-29T22:00:00Z",
                    "2011-12-30T22:00:00Z"),
            new Case(
                    "is no date of its own",
                    DAY,
                    "Pacific/Apia",
                    "2011-12-29T22:00:00Z",
                    "2011-12-30T22:00:00Z",
                    "2011-12-31T22:00:00Z"),
            new Case("long behind", DAY, "UTC", "1678-01-01T00:00:00Z", "2261-12-30T12:00:00Z", "2261-12-31T00:00:00Z"),
            new Case(
                    "months and days",
                    Period.of(0, 1, 1),
                    "UTC",
                    "2026-01-31T00:00:00Z",
                    "2026-01-31T00:00:00Z",
                    "2026-03-01T00:00:00Z"),
            new Case(
                    "an offset",
                    DAY,
                    "+05:45",
                    "2026-01-31T00:00:00Z",
                    "2026-01-31T00:00:00Z",
                    "2026-02-01T00:00:00Z"));

    private static long next(Instant first, Recurrence recurrence, Instant behind) {
        return CalendarDates.next(
                first, recurrence, (Recurrence.Calendar) recurrence.rhythm(), LedgerClock.nanosOf(behind));
    }

    private static Recurrence every(Period period, String zone) {
        return Recurrence.every(period, ZoneId.of(zone));
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void theFirstDateBehindIs(Case c) {
        assertThat(LedgerClock.instantOf(next(Instant.parse(c.first), every(c.every, c.zone), Instant.parse(c.behind))))
                .isEqualTo(c.next);
    }

    @Test
    void behindItsEndAndTheEndOfTimeThereIsNone() {
        Instant first = Instant.parse("2026-01-31T08:00:00Z");
        Recurrence monthly = every(MONTH, "UTC");
        Instant second = Instant.parse("2026-02-28T08:00:00Z");
        assertThat(next(first, monthly.until(second), first)).isEqualTo(LedgerClock.nanosOf(second));
        assertThat(next(first, monthly.until(second.minusNanos(1)), first)).isEqualTo(ScheduleDate.NONE);
        assertThat(next(first, every(Period.ofYears(200), "UTC"), Instant.parse("2226-01-31T08:00:00Z")))
                .isEqualTo(ScheduleDate.NONE);
        assertThat(next(first, every(Period.ofDays(73_000), "UTC"), Instant.parse("2261-01-31T08:00:00Z")))
                .isEqualTo(ScheduleDate.NONE);
    }

    @Test
    void aZoneThatIsNotKnownIsSaidToBe() {
        Recurrence.Calendar lost = new Recurrence.Calendar(DAY, "Atlantis/Poseidonis");
        Recurrence recurrence = new Recurrence(lost, null, 0, Recurrence.Missed.RUN_EACH);
        assertThatThrownBy(() -> next(Instant.EPOCH, recurrence, Instant.EPOCH)).isInstanceOf(DateTimeException.class);
    }

    /** However far behind, it is the first of all dates, counted one by one, that is later. */
    @Property(tries = 300)
    void itIsTheFirstOfAllDatesThatIsLater(
            @ForAll @LongRange(min = 0, max = 2_000_000_000) long firstSecond,
            @ForAll @LongRange(min = 0, max = 300_000_000) long laterBy,
            @ForAll @IntRange(max = 25) int months,
            @ForAll @IntRange(min = 1, max = 40) int days,
            @ForAll @IntRange(max = 3) int where) {
        String zone = List.of("UTC", "Europe/Berlin", "Pacific/Apia", "Australia/Lord_Howe")
                .get(where);
        Period period = months == 0 ? Period.ofDays(days) : Period.of(0, months, days % 2);
        Instant first = Instant.ofEpochSecond(firstSecond);
        Instant behind = first.plusSeconds(laterBy);
        LocalDateTime from = LocalDateTime.ofInstant(first, ZoneId.of(zone));
        Instant expected = first;
        for (int n = 1; !expected.isAfter(behind); n++) {
            expected = from.plus(period.multipliedBy(n)).atZone(ZoneId.of(zone)).toInstant();
        }
        assertThat(LedgerClock.instantOf(next(first, every(period, zone), behind)))
                .isEqualTo(expected);
    }
}
