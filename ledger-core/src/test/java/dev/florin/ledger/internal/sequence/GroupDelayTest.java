package dev.florin.ledger.internal.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is waited for, and who is not any more. A force is either so short that nothing takes long, or so long that no test waits for all of it. */
@Timeout(60)
class GroupDelayTest {
    private static final long SHORT_NANOS = 200_000;
    private static final long LONG_NANOS = 3_600_000_000_000L;

    private final GroupDelay delay = new GroupDelay(Long.MAX_VALUE);
    private final AtomicInteger asked = new AtomicInteger();

    /** The mean of eight goes there at once. */
    private void force(long nanos) {
        delay.forced(8 * nanos);
    }

    private boolean expects(int handOvers) {
        return delay.answering(handOvers, 1_000) != 0;
    }

    /** So many wait already. */
    private void come(int count) {
        delay.await(() -> {
            asked.incrementAndGet();
            return count;
        });
    }

    @Test
    void nobodyIsWaitedForBeforeAnybodyWasAnswered() {
        come(1);
        assertThat(asked).hasValue(0);
    }

    @Test
    void oneCallerIsNotWaitedForNorAreLargeGroupsNorShortForces() {
        force(LONG_NANOS);
        assertThat(expects(1)).isFalse();
        assertThat(delay.answering(8, 100_000)).isZero();
        come(1);
        assertThat(asked).hasValue(0);
        GroupDelay quick = new GroupDelay();
        quick.forced(50_000);
        assertThat(quick.answering(8, 1_000)).isZero();
    }

    @Test
    void allWhoWereAnsweredAreWaitedForAndOnce() {
        force(LONG_NANOS);
        assertThat(expects(4)).isTrue();
        delay.await(asked::incrementAndGet);
        assertThat(asked).hasValue(4);
        delay.await(asked::incrementAndGet);
        assertThat(asked).hasValue(4);
    }

    @Test
    void theLastFewAreNotWaitedForOnceNoMoreCome() {
        force(LONG_NANOS);
        assertThat(expects(8)).isTrue();
        come(6);
        assertThat(asked).hasValue(2);
        assertThat(expects(8)).isTrue();
    }

    @Test
    void thoseWhoStayAwayAreWaitedForMoreAndMoreSeldom() {
        force(SHORT_NANOS);
        assertThat(skippedAfterEachMiss(8)).containsExactly(1, 2, 4, 8, 16, 32, 64, 64);
    }

    @Test
    void thoseWhoComeAreWaitedForAgain() {
        force(SHORT_NANOS);
        assertThat(skippedAfterEachMiss(4)).containsExactly(1, 2, 4, 8);
        for (int i = 0; i < 4; i++) {
            come(8);
            assertThat(expects(8)).isTrue();
        }
        assertThat(skippedAfterEachMiss(2)).containsExactly(1, 2);
    }

    @Test
    void aForceThatStalledDelaysNobodyForLong() {
        GroupDelay usual = new GroupDelay();
        usual.forced(LONG_NANOS);
        long before = System.nanoTime();
        assertThat(usual.answering(8, 1_000) - before).isLessThan(LONG_NANOS / 1_000);
    }

    /** Each time one comes of eight who are expected: how many groups are answered until they are expected again. */
    private List<Integer> skippedAfterEachMiss(int misses) {
        List<Integer> skipped = new ArrayList<>();
        boolean expected = expects(8);
        assertThat(expected).isTrue();
        for (int i = 0; i < misses; i++) {
            come(1);
            int groups = 0;
            while (!expects(8)) {
                groups++;
            }
            skipped.add(groups);
        }
        return skipped;
    }
}
