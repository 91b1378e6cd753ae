package dev.florin.ledger.internal.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.spi.LedgerClock;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The date behind a date, at a fixed interval. */
class ScheduleDatesTest {
    private static final long SECOND = 1_000_000_000;
    private static final Recurrence EACH = Recurrence.every(Duration.ofSeconds(10));
    private static final Recurrence ONE = EACH.missed(Recurrence.Missed.RUN_ONE);
    private static final long LATEST = Long.MAX_VALUE - 10 * SECOND;

    record Case(String what, Recurrence recurrence, long due, long now, long runs, long next) {}

    static final List<Case> CASES = List.of(
            new Case("on time", EACH, 0, 0, 0, 10 * SECOND),
            new Case("a little late", EACH, 0, 5, 0, 10 * SECOND),
            new Case("much too late", EACH, 0, 95 * SECOND, 0, 10 * SECOND),
            new Case("on time, skipping", ONE, 0, 0, 0, 10 * SECOND),
            new Case("a little late, skipping", ONE, 0, 10 * SECOND - 1, 0, 10 * SECOND),
            new Case("at the next one, skipping", ONE, 0, 10 * SECOND, 0, 20 * SECOND),
            new Case("much too late, skipping", ONE, 0, 95 * SECOND, 0, 100 * SECOND),
            new Case("the last but one of three", EACH.times(3), 0, 0, 1, 10 * SECOND),
            new Case("the last of three", EACH.times(3), 0, 0, 2, ScheduleDate.NONE),
            new Case("the last that is counted", EACH, 0, 0, ScheduleDate.MOST_RUNS - 1, ScheduleDate.NONE),
            new Case("at the end", until(EACH, 10), 0, 0, 0, 10 * SECOND),
            new Case("behind the end", until(EACH, 10), 1, 1, 0, ScheduleDate.NONE),
            new Case("behind the end, skipping", until(ONE, 10), 0, 10 * SECOND, 0, ScheduleDate.NONE),
            new Case("at the end of time", EACH, LATEST - 1, LATEST, 0, Long.MAX_VALUE - 1),
            new Case("the end of time stands for none", EACH, LATEST, LATEST, 0, ScheduleDate.NONE),
            new Case("behind the end of time", EACH, LATEST + 1, LATEST + 1, 0, ScheduleDate.NONE),
            new Case("behind the end of time, skipping", ONE, 7, Long.MAX_VALUE - 1, 0, ScheduleDate.NONE),
            new Case(
                    "by the calendar",
                    Recurrence.every(Period.ofDays(1), ZoneId.of("UTC")),
                    0,
                    0,
                    0,
                    ScheduleDate.UNPLANNED),
            new Case(
                    "the last by the calendar",
                    Recurrence.every(Period.ofDays(1), ZoneId.of("UTC")).times(1),
                    0,
                    0,
                    0,
                    ScheduleDate.NONE));

    private static Recurrence until(Recurrence recurrence, long second) {
        return recurrence.until(LedgerClock.instantOf(second * SECOND));
    }

    private static Schedules.Open open(Recurrence recurrence, long due, long runs) {
        Schedules.Open open =
                new Schedules.Open(CommandId.of("a schedule"), 1, due, recurrence, List.of(AccountId.of("a")));
        open.runs = runs;
        return open;
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void theNextDateIs(Case c) {
        assertThat(open(c.recurrence, c.due, c.runs).nextNanos(c.now)).isEqualTo(c.next);
    }

    /** Due and present may be farther apart than a long counts. */
    @Property(tries = 2_000)
    void whatIsSkippedIsAllUpToThePresent(
            @ForAll @LongRange(min = -9_214_560_000L, max = 9_214_646_399L) long dueSecond,
            @ForAll @LongRange(max = Long.MAX_VALUE / 2) long laterBy,
            @ForAll @LongRange(min = 1, max = 73_000L * 86_400) long seconds) {
        long due = dueSecond * SECOND;
        long now = due + laterBy < due ? Long.MAX_VALUE - 1 : due + laterBy;
        Recurrence recurrence = Recurrence.every(Duration.ofSeconds(seconds)).missed(Recurrence.Missed.RUN_ONE);
        BigInteger interval = BigInteger.valueOf(seconds).multiply(BigInteger.valueOf(SECOND));
        BigInteger gap = BigInteger.valueOf(now).subtract(BigInteger.valueOf(due));
        BigInteger next = BigInteger.valueOf(due)
                .add(gap.divide(interval).add(BigInteger.ONE).multiply(interval));
        assertThat(open(recurrence, due, 0).nextNanos(now))
                .isEqualTo(next.bitLength() < 64 ? next.longValueExact() : ScheduleDate.NONE);
    }
}
