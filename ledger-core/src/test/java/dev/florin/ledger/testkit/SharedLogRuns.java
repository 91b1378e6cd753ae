package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three ledgers over one committed log come to the same books, batch by batch: with clocks that disagree and leap, with
 * groups of forces that differ, on any storages. Each storage has a subclass; the third ledger is always in memory.
 */
@Timeout(60)
public abstract class SharedLogRuns {
    private static final int REPLICAS = 3;

    /**
     * Makes an empty storage, which can be opened again after it was closed.
     *
     * @return the storage
     */
    protected abstract Storage newStorage();

    private final List<HookedStorage> storages = new ArrayList<>();

    private Storage newHooked(int replica) {
        Storage storage = replica == REPLICAS - 1 ? InMemoryStorage.create() : newStorage();
        HookedStorage hooked = new HookedStorage(storage);
        storages.add(hooked);
        return hooked;
    }

    /** Hours apart, each going its own way, back as well as forth. */
    private static LedgerClock skewed(int replica) {
        Random random = new Random(replica);
        return () -> {
            synchronized (random) {
                return Duration.ofHours(1000 + 7L * replica + random.nextInt(3)).toNanos() + random.nextInt(1000);
            }
        };
    }

    private Ledger open(CommittedLog log, int replica, Storage storage) {
        return Ledger.open(
                storage, LedgerOptions.defaults().clock(skewed(replica)).sequencer(log::replica));
    }

    @Test
    void threeLedgersComeToTheSameBooksBatchByBatch() {
        for (long seed = 0; seed < 5; seed++) {
            storages.clear();
            CommittedLog log = new CommittedLog(seed);
            List<Ledger> ledgers = IntStream.range(0, REPLICAS)
                    .mapToObj(replica -> open(log, replica, newHooked(replica)))
                    .toList();
            delaySome();
            long runSeed = seed;
            Callers.run(2 * REPLICAS, caller -> {
                List<Command> commands = new RandomCommands(runSeed).take(150);
                return new Calls(ledgers.get(caller % REPLICAS), runSeed + caller).submit(commands);
            });
            assertThat(fingerprints(ledgers, log)).hasSize(1);
            ledgers.forEach(Ledger::close);
            assertSameFrames();
        }
    }

    @Test
    void fingerprintsAreEqualAfterEachBatch() {
        CommittedLog log = new CommittedLog(7);
        List<Ledger> ledgers = IntStream.range(0, REPLICAS)
                .mapToObj(replica -> open(log, replica, newHooked(replica)))
                .toList();
        List<Command> commands = new RandomCommands(7).take(120);
        for (int i = 0; i < commands.size(); i++) {
            ledgers.get(i % REPLICAS).submit(commands.get(i));
            assertThat(fingerprints(ledgers, log))
                    .as("after %s", commands.get(i))
                    .hasSize(1);
        }
        ledgers.forEach(Ledger::close);
        assertSameFrames();
    }

    @Test
    void aLedgerThatWasAwayAndOneThatComesLateCatchUp() {
        CommittedLog log = new CommittedLog(3);
        List<HookedStorage> kept = new ArrayList<>();
        IntStream.range(0, REPLICAS).forEach(replica -> kept.add((HookedStorage) newHooked(replica)));
        RandomCommands commands = new RandomCommands(3);
        try (Ledger first = open(log, 0, kept.get(0))) {
            try (Ledger second = open(log, 1, kept.get(1))) {
                new Calls(second, 1).submit(commands.take(200));
            }
            new Calls(first, 2).submit(commands.take(200));
            try (Ledger secondAgain = open(log, 1, kept.get(1));
                    Ledger late = open(log, 2, kept.get(2))) {
                assertThat(fingerprints(List.of(first, secondAgain, late), log)).hasSize(1);
            }
        }
        assertSameFrames();
    }

    /** The first storage takes its time now and then, so that larger groups are forced; the second one always does. */
    private void delaySome() {
        Random random = new Random(1);
        storages.get(0).before(append -> LockSupport.parkNanos(append % 7 == 0 ? random.nextInt(8_000_000) : 0));
        storages.get(1).before(append -> LockSupport.parkNanos(1_000_000));
    }

    /** The fingerprints of the ledgers, each told once, as soon as all have come as far. */
    private static List<Fingerprints> fingerprints(List<Ledger> ledgers, CommittedLog log) {
        Awaitility.await("all have applied the same part of the log")
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> ledgers.stream()
                                .map(ledger -> ledger.fingerprints().position())
                                .distinct()
                                .count()
                        == 1);
        assertThat(log.size()).isPositive();
        return ledgers.stream().map(Ledger::fingerprints).distinct().toList();
    }

    private void assertSameFrames() {
        List<EffectBatch> expected = storages.get(0).frames();
        assertThat(expected).hasSizeGreaterThan(10);
        for (HookedStorage storage : storages) {
            List<EffectBatch> frames = storage.frames();
            assertThat(frames).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                EffectBatch frame = frames.get(i);
                assertThat(digest(frame)).as("state after batch %s", i + 1).isEqualTo(digest(expected.get(i)));
                assertThat(frame.chain())
                        .as("chain after batch %s", i + 1)
                        .isEqualTo(expected.get(i).chain());
                assertThat(withoutForces(frame)).isEqualTo(withoutForces(expected.get(i)));
            }
        }
    }

    private static String digest(EffectBatch frame) {
        return HexFormat.of().toHexDigits(frame.stateDigestHigh())
                + HexFormat.of().toHexDigits(frame.stateDigestLow());
    }

    /** All of a frame but what was forced before it, and the checksum over that. */
    private static byte[] withoutForces(EffectBatch frame) {
        byte[] bytes = Frames.bytes(frame);
        Arrays.fill(bytes, EffectBatch.CHECKSUM, EffectBatch.CHECKSUM + Integer.BYTES, (byte) 0);
        Arrays.fill(bytes, EffectBatch.FORCED_SEQUENCE, EffectBatch.FORCED_SEQUENCE + Long.BYTES, (byte) 0);
        return bytes;
    }
}
