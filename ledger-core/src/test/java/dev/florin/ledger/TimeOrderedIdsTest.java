package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeOrderedIdsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Instant now = NOON;
    private final TimeOrderedIds ids = new TimeOrderedIds(() -> now, 1, 2);

    @ParameterizedTest
    @CsvSource({
        // instant, the first 16 hexadecimal digits with the version's 7 in them
        "1970-01-01T00:00:00.001Z,       00000000-0001-7000",
        "1970-01-01T00:00:00.001000245Z, 00000000-0001-7001",
        "1970-01-01T00:00:00.001500Z,    00000000-0001-7800",
        "1970-01-01T00:00:00.001999999Z, 00000000-0001-7fff",
        "1970-01-01T00:00:00.002Z,       00000000-0002-7000",
        // The instant of the example in RFC 9562, appendix A.6.
        "2022-02-22T19:22:22Z,           017f22e2-79b0-7000",
    })
    void theHighHalfIsTheTimeInTheLayoutOfVersion7(Instant instant, String high) {
        now = instant;
        assertThat(nextId()).asString().startsWith(high);
    }

    @Test
    void theVariantIsThatOfRfc9562() {
        for (int i = 0; i < 100; i++) {
            assertThat(nextId().toUuid().variant()).isEqualTo(2);
            assertThat(nextId().toUuid().version()).isEqualTo(7);
        }
    }

    @Test
    void idsRiseWhileTheClockStandsStillAndRunAheadOfItWhenTheMillisecondIsFull() {
        List<CommandId> made = take(10_000);
        assertStrictlyRising(made);
        assertThat(millis(made.get(0))).isEqualTo(NOON.toEpochMilli());
        assertThat(millis(made.get(4_095))).isEqualTo(NOON.toEpochMilli());
        assertThat(millis(made.get(4_096))).isEqualTo(NOON.toEpochMilli() + 1);
    }

    @Test
    void idsRiseWhenTheClockStepsBackAndFollowItOnceItHasCaughtUp() {
        List<CommandId> made = new ArrayList<>(take(10));
        now = NOON.minusSeconds(3_600);
        made.addAll(take(10));
        assertThat(millis(made.get(19))).isEqualTo(NOON.toEpochMilli());
        now = NOON.plusSeconds(1);
        made.addAll(take(10));
        assertThat(millis(made.get(20))).isEqualTo(NOON.toEpochMilli() + 1_000);
        assertStrictlyRising(made);
    }

    @Test
    void generatorsWithOtherKeysGiveOtherIdsAtTheSameTime() {
        Set<Long> lows = new HashSet<>();
        for (int key = 0; key < 100; key++) {
            TimeOrderedIds other = new TimeOrderedIds(() -> NOON, key, -key);
            for (int i = 0; i < 100; i++) {
                lows.add(other.next(CommandId::of).low());
            }
        }
        assertThat(lows).hasSize(10_000);
    }

    @Test
    void everyRandomBitIsSetAboutHalfTheTime() {
        int[] set = new int[62];
        List<CommandId> made = take(10_000);
        for (CommandId id : made) {
            for (int bit = 0; bit < set.length; bit++) {
                set[bit] += (int) ((id.low() >>> bit) & 1);
            }
        }
        // Ten standard deviations of 50 to either side; the keys are fixed, so the outcome is too.
        assertThat(Arrays.stream(set).boxed().toList())
                .allSatisfy(count -> assertThat(count).isBetween(4_500, 5_500));
    }

    @Test
    void nextIsOfTheTimeOfTheCall() {
        long before = System.currentTimeMillis();
        long made = millis(CommandId.next());
        // Ids of tests that ran before may have run ahead of the clock, by far less than a minute.
        assertThat(made).isBetween(before, System.currentTimeMillis() + 60_000);
    }

    @Test
    void eightThreadsEachSeeRisingIdsAndNoneTwice() throws Exception {
        int threads = 8;
        int each = 50_000;
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<List<CommandId>> work = () -> {
            List<CommandId> made = new ArrayList<>(each);
            start.await();
            for (int i = 0; i < each; i++) {
                // Accounts and commands draw on one generator; as one kind their ids can be compared.
                made.add(
                        i % 2 == 0
                                ? CommandId.next()
                                : CommandId.of(AccountId.next().toUuid()));
            }
            return made;
        };
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Set<CommandId> all = new HashSet<>();
            for (Future<List<CommandId>> result : executor.invokeAll(Collections.nCopies(threads, work))) {
                List<CommandId> made = result.get();
                assertStrictlyRising(made);
                all.addAll(made);
            }
            assertThat(all).hasSize(threads * each);
        } finally {
            executor.shutdownNow();
        }
    }

    private static void assertStrictlyRising(List<CommandId> made) {
        for (int i = 1; i < made.size(); i++) {
            if (made.get(i - 1).compareTo(made.get(i)) >= 0) {
                fail("id %d, %s, is not greater than the one before, %s", i, made.get(i), made.get(i - 1));
            }
        }
    }

    private CommandId nextId() {
        return ids.next(CommandId::of);
    }

    private List<CommandId> take(int count) {
        return Stream.generate(this::nextId).limit(count).toList();
    }

    private static long millis(CommandId id) {
        return id.high() >>> 16;
    }
}
