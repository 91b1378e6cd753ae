package dev.florin.ledger.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of made-up minutes. */
class VerdictTest {
    private static final long MIB = 1 << 20;
    private static final Verdict.Alive STEADY = new Verdict.Alive(500 * MIB, 0, 500 * MIB, 0);

    private final List<Minute> minutes = new ArrayList<>();

    private void minutes(int count, double perSecond, double p99, long anonymousMib) {
        for (int i = 0; i < count; i++) {
            Latencies latencies = new Latencies(1_000, 1, 2, p99, 10, 20, 30);
            ProcessMemory memory = new ProcessMemory(anonymousMib * 2 * MIB, anonymousMib * MIB, 20);
            minutes.add(new Minute(minutes.size() + 1, perSecond, latencies, 1.5, 0, memory, 0, 0, 0));
        }
    }

    private Verdict verdict(Verdict.Alive alive) {
        return Verdict.of(minutes, alive, 10);
    }

    @Test
    void sameToTheEndIsNoDecline() {
        minutes(60, 20_000, 5, 800);

        assertThat(verdict(STEADY).declined()).isFalse();
        assertThat(verdict(STEADY).lines()).noneMatch(line -> line.startsWith("DECLINE"));
    }

    @Test
    void theFirstMinuteIsNotCompared() {
        minutes(1, 1_000, 500, 2_000);
        minutes(59, 20_000, 5, 800);

        assertThat(verdict(STEADY).declined()).isFalse();
    }

    @Test
    void aRateThatFellIsADecline() {
        minutes(50, 20_000, 5, 800);
        minutes(10, 17_900, 5, 800);

        assertThat(verdict(STEADY).declined()).isTrue();
        assertThat(verdict(STEADY).lines())
                .contains("DECLINE: answered/s: 20,000.00 in minutes 2 to 6, 17,900.00 in minutes 56 to 60 (-10.5 %)");
    }

    @Test
    void withinTheToleranceIsNone() {
        minutes(50, 20_000, 5, 800);
        minutes(10, 18_100, 5.4, 870);

        assertThat(verdict(STEADY).declined()).isFalse();
    }

    @Test
    void aGrowingPercentileIsADecline() {
        minutes(50, 20_000, 5, 800);
        minutes(10, 20_000, 5.6, 800);

        assertThat(verdict(STEADY).lines()).anyMatch(line -> line.startsWith("DECLINE: p99 ms: 5.00"));
        assertThat(verdict(STEADY).declined()).isTrue();
    }

    @Test
    void growingMemoryIsADecline() {
        minutes(50, 20_000, 5, 800);
        minutes(10, 20_000, 5, 900);

        assertThat(verdict(STEADY).lines()).anyMatch(line -> line.startsWith("DECLINE: anonymous memory MiB"));
        assertThat(verdict(STEADY).declined()).isTrue();
    }

    @Test
    void aGrowingHeapIsADeclineBeyondWhatTheIndexMayKeep() {
        minutes(60, 20_000, 5, 800);

        // 18 bits for each of 100 million transfers are 214 MiB, three portions 99 MiB, a tenth of 500 MiB is 50: 863
        // MiB.
        assertThat(verdict(new Verdict.Alive(500 * MIB, 0, 860 * MIB, 100_000_000))
                        .declined())
                .isFalse();
        Verdict grown = verdict(new Verdict.Alive(500 * MIB, 0, 870 * MIB, 100_000_000));
        assertThat(grown.declined()).isTrue();
        assertThat(grown.lines()).anyMatch(line -> line.startsWith("DECLINE: alive in the heap MiB: 500.0"));
    }

    @Test
    void whatWasNeverHandedOverIsADecline() {
        minutes(60, 20_000, 5, 800);
        Minute last = minutes.get(30);
        minutes.set(30, new Minute(31, 20_000, last.latencies(), 1.5, 0, last.memory(), 0, 5, 1));

        assertThat(verdict(STEADY).lines()).contains("DECLINE: abandoned: 1 transfers that were due");
        assertThat(verdict(STEADY).declined()).isTrue();
    }

    @Test
    void threeMinutesAreTheLeast() {
        minutes(2, 20_000, 5, 800);
        assertThat(verdict(STEADY).declined()).isTrue();

        minutes(1, 10_000, 5, 800);
        assertThat(verdict(STEADY).lines())
                .contains("DECLINE: answered/s: 20,000.00 in minutes 2 to 2, 10,000.00 in minutes 3 to 3 (-50.0 %)");
    }
}
