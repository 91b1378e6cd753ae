package dev.florin.ledger.internal.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What a clock may do between two stamps, in hours. */
class SteadyClockTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final List<String> reports = new ArrayList<>();
    private long told = 500_000 * HOUR;
    private long passed = Long.MAX_VALUE - HOUR; // the monotonic clock wraps around on the way
    private final SteadyClock clock = clock(2);

    private SteadyClock clock(long boundHours) {
        return new SteadyClock(() -> told, Duration.ofHours(boundHours), () -> passed, reports::add);
    }

    /** The stamp after the clock went on by some hours while others passed, as the hours since the start. */
    private long stamp(long clockHours, long passedHours) {
        told += clockHours * HOUR;
        passed += passedHours * HOUR;
        return clock.nanos() / HOUR - 500_000;
    }

    @Test
    void theFirstStampIsTheClocksWhateverPassed() {
        assertThat(clock.peekNanos()).isEqualTo(told);
        assertThat(stamp(100_000, 0)).isEqualTo(100_000);
        assertThat(reports).isEmpty();
    }

    @Test
    void aClockMayRunAheadByTheBoundOfWhatPassed() {
        stamp(0, 0);
        assertThat(stamp(5, 3)).isEqualTo(5);
        assertThat(stamp(2, 0)).isEqualTo(7);
        assertThat(stamp(1_000, 1_000)).isEqualTo(1_007);
        assertThat(reports).isEmpty();
    }

    @Test
    void aClockThatLeapsFurtherIsNotBelievedUntilItComesBackWithinTheBound() {
        stamp(0, 0);
        assertThat(stamp(6, 3)).isEqualTo(3);
        assertThat(stamp(1, 1)).isEqualTo(4);
        assertThat(stamp(0, 0)).isEqualTo(4);
        assertThat(stamp(90, 0)).isEqualTo(4);
        assertThat(stamp(-91, 0)).isEqualTo(6);
        assertThat(stamp(2, 0)).isEqualTo(8);
    }

    @Test
    void aNanosecondMoreThanTheBoundIsALeap() {
        long start = clock.nanos();
        told += 2 * HOUR + 1;
        assertThat(clock.nanos()).isEqualTo(start);
        told--;
        assertThat(clock.nanos()).isEqualTo(told);
    }

    @Test
    void aLeapIsReportedOnceWithFiguresAndWhatToDo() {
        stamp(0, 0);
        stamp(5, 0);
        stamp(10, 1);
        assertThat(reports)
                .singleElement()
                .asString()
                .contains("2027-01-15T13:00:00Z, PT5H ahead", "PT2H (LedgerOptions.maxClockLeap)")
                .contains("goes on from 2027-01-15T08:00:00Z", "Set the clock right", "close the books and open them");
        stamp(-14, 0);
        assertThat(reports).hasSize(2).last().asString().contains("believed again");
        stamp(50, 0);
        assertThat(reports).hasSize(3);
    }

    @Test
    void stepsBackArePassedOnAndComingBackFromOneIsNoLeap() {
        stamp(0, 0);
        assertThat(stamp(-100, 1)).isEqualTo(-100);
        assertThat(stamp(-1, 1)).isEqualTo(-101);
        assertThat(stamp(103, 0)).isEqualTo(2);
        assertThat(stamp(-50, 0)).isEqualTo(-48);
        assertThat(stamp(53, 0))
                .as("the bound counts from the greatest stamp, and is passed")
                .isEqualTo(2);
        assertThat(reports).hasSize(1);
    }

    @Test
    void lookingIsNoStamp() {
        stamp(0, 0);
        told += 2 * HOUR;
        assertThat(clock.peekNanos()).isEqualTo(told);
        told += HOUR;
        assertThat(clock.peekNanos()).isEqualTo(told - 3 * HOUR);
        passed += HOUR;
        assertThat(clock.peekNanos()).isEqualTo(told);
        assertThat(reports).isEmpty();
    }

    @Test
    void aBoundOfZeroNeverRunsAheadOfWhatPasses() {
        SteadyClock strict = clock(0);
        long start = strict.nanos();
        told += 2;
        passed += 1;
        assertThat(strict.nanos()).isEqualTo(start + 1);
        passed += 1;
        assertThat(strict.nanos()).isEqualTo(start + 2);
    }

    @Test
    void theLargestBoundAndTheEndOfTimeDoNotWrap() {
        SteadyClock trusting = clock(24 * 100_000);
        trusting.nanos();
        told = Long.MAX_VALUE;
        assertThat(trusting.nanos()).isEqualTo(Long.MAX_VALUE);
        passed += HOUR;
        assertThat(trusting.nanos()).isEqualTo(Long.MAX_VALUE);
        told = Long.MIN_VALUE;
        assertThat(trusting.nanos()).isEqualTo(Long.MIN_VALUE);
    }

    /** Whatever the clock does, and however often it is looked at in between. */
    @Property(tries = 200)
    void noStampIsFurtherAheadOfTheGreatestBeforeThanWhatPassedAndTheBound(
            @ForAll long seed, @ForAll @LongRange(min = 0, max = 5) long boundHours) {
        Random random = new Random(seed);
        SteadyClock any = clock(boundHours);
        long greatest = any.nanos();
        for (int i = 0; i < 50; i++) {
            told += random.nextLong(-10 * HOUR, 10 * HOUR);
            long step = random.nextLong(3 * HOUR);
            passed += step;
            long seen = any.peekNanos();
            assertThat(any.nanos()).isEqualTo(seen).isLessThanOrEqualTo(greatest + step + boundHours * HOUR);
            greatest = Math.max(greatest, seen);
        }
    }
}
