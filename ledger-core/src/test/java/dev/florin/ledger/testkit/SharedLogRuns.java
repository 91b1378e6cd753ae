package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Hold;
import dev.florin.ledger.HoldPage;
import dev.florin.ledger.HoldQuery;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.SchedulePage;
import dev.florin.ledger.ScheduleQuery;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three ledgers over one committed log come to the same books, batch by batch: with clocks that disagree and go back, with time-outs and
 * ticks, with groups of forces that differ, on any storages. Each storage has a subclass; the third ledger is always in memory.
 */
@Timeout(60)
public abstract class SharedLogRuns {
    private static final int REPLICAS = 3;
    private static final Duration START = Duration.ofNanos(Universe.START_NANOS);

    /** No clock is further ahead of the first one, in whole seconds: dates of schedules lie half a second off. */
    private static final Duration MOST_AHEAD = Duration.ofSeconds(3 * (REPLICAS - 1) + 2);

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

    /** Only steps move the time; what a clock makes of it is its own affair. */
    private final AtomicLong passedNanos = new AtomicLong();

    /** Some seconds apart, each going back as well as forth. */
    private LedgerClock skewed(int replica) {
        Random random = new Random(replica);
        return () -> {
            synchronized (random) {
                return START.plusSeconds(3L * replica + random.nextInt(3)).toNanos()
                        + random.nextInt(1000)
                        + passedNanos.get();
            }
        };
    }

    private Ledger open(CommittedLog log, int replica, Storage storage) {
        return Ledger.open(
                storage,
                LedgerOptions.defaults()
                        .clock(skewed(replica))
                        .maxClockLeap(Duration.ofDays(100_000))
                        .sequencer(log::replica));
    }

    private List<Ledger> openAll(CommittedLog log) {
        storages.clear();
        return IntStream.range(0, REPLICAS)
                .mapToObj(replica -> open(log, replica, newHooked(replica)))
                .toList();
    }

    /** Every caller takes the same steps, in groups of its own, and time passes for all. */
    private void take(List<Step> steps, Calls calls) {
        List<Command> commands = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Submit submit) {
                commands.add(submit.command());
            } else if (step instanceof Step.TimePasses time) {
                calls.submit(commands);
                commands.clear();
                passedNanos.addAndGet(time.nanos());
            }
        }
        calls.submit(commands);
    }

    @Test
    void threeLedgersComeToTheSameBooksBatchByBatch() {
        for (long seed = 0; seed < 5; seed++) {
            CommittedLog log = new CommittedLog(seed);
            List<Ledger> ledgers = openAll(log);
            delaySome();
            long runSeed = seed;
            Callers.run(2 * REPLICAS, caller -> {
                List<Step> steps = new RandomCommands(runSeed).takeSteps(150);
                take(steps, new Calls(ledgers.get(caller % REPLICAS), runSeed + caller));
                return caller;
            });
            assertThat(fingerprintsOfIdle(ledgers)).hasSize(1);
            ledgers.forEach(Ledger::close);
            assertSameFrames();
        }
    }

    @Test
    void fingerprintsAreEqualAfterEachBatch() {
        CommittedLog log = new CommittedLog(7);
        List<Ledger> ledgers = openAll(log);
        List<Step> steps = new RandomCommands(7).takeSteps(150);
        for (int i = 0; i < steps.size(); i++) {
            take(List.of(steps.get(i)), new Calls(ledgers.get(i % REPLICAS), i));
            assertThat(fingerprints(ledgers)).as("after %s", steps.get(i)).hasSize(1);
        }
        assertThat(fingerprintsOfIdle(ledgers)).hasSize(1);
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
                take(commands.takeSteps(200), new Calls(second, 1));
            }
            take(commands.takeSteps(200), new Calls(first, 2));
            try (Ledger secondAgain = open(log, 1, kept.get(1));
                    Ledger late = open(log, 2, kept.get(2))) {
                assertThat(fingerprintsOfIdle(List.of(first, secondAgain, late)))
                        .hasSize(1);
            }
        }
        assertSameFrames();
    }

    /** Holds whose time-out passes while no command comes expire by ticks, of which any ledger may send one. */
    @Test
    void ticksLetTheSameExpireEverywhere() {
        CommittedLog log = new CommittedLog(1);
        List<Ledger> ledgers = openAll(log);
        Ledger one = ledgers.get(0);
        SmallBooks.openBank(one);
        SmallBooks.openUser(one, "ada", 1_000);
        for (int i = 0; i < 20; i++) {
            Transfer payment = SmallBooks.transfer("ada", SmallBooks.BANK, 1 + i);
            one.submit(new Hold(payment, Duration.ofSeconds(20 + i)));
            passedNanos.addAndGet(Duration.ofSeconds(4).toNanos());
        }
        assertThat(fingerprintsOfIdle(ledgers)).hasSize(1);
        for (Ledger ledger : ledgers) {
            assertThat(ledger.holds(HoldQuery.all()).holds()).isEmpty();
            assertThat(ledger.balance("ada").available().toLong()).isEqualTo(1_000);
        }
        ledgers.forEach(Ledger::close);
        assertSameFrames();
    }

    /** Each of them offers ticks, and each of them works out the dates of calendars; one of each counts. */
    @Test
    void schedulesRunOnceWhoeverTellsTheTimeAndTheDates() {
        CommittedLog log = new CommittedLog(5);
        List<Ledger> ledgers = openAll(log);
        Ledger one = ledgers.get(0);
        SmallBooks.openBank(one);
        SmallBooks.openUser(one, "ada", 0);
        Instant first = Instant.EPOCH.plus(START).plus(Duration.ofDays(1)).plusMillis(500);
        for (int i = 1; i <= 4; i++) {
            Schedule rent = Schedule.of(SmallBooks.transfer(SmallBooks.BANK, "ada", 1L << (8 * i)), first);
            one.schedule(rent.repeat(Recurrence.every(Period.ofDays(i), ZoneId.of("Europe/Berlin"))
                    .times(12 / i)));
        }
        for (int day = 0; day < 16; day++) {
            passedNanos.addAndGet(Duration.ofDays(1).toNanos());
            assertThat(fingerprintsOfIdle(ledgers)).hasSize(1);
        }
        for (Ledger ledger : ledgers) {
            assertThat(ledger.schedules(ScheduleQuery.all()).schedules()).isEmpty();
            assertThat(SmallBooks.posted(ledger, "ada")).isEqualTo((12L << 8) + (6L << 16) + (4L << 24) + (3L << 32));
        }
        ledgers.forEach(Ledger::close);
        assertSameFrames();
    }

    /** The first storage takes its time now and then, so that larger groups are forced; the second one always does. */
    private void delaySome() {
        Random random = new Random(1);
        storages.get(0).before(append -> LockSupport.parkNanos(append % 7 == 0 ? random.nextInt(8_000_000) : 0));
        storages.get(1).before(append -> LockSupport.parkNanos(1_000_000));
    }

    /** The fingerprints of the ledgers, each told once, as soon as all have come as far. */
    private static List<Fingerprints> fingerprints(List<Ledger> ledgers) {
        return awaited("all have applied the same part of the log", ledgers, ledger -> true);
    }

    /** The same, once all is done that is due or to be worked out: no ledger has a reason to send another tick. */
    private List<Fingerprints> fingerprintsOfIdle(List<Ledger> ledgers) {
        passedNanos.addAndGet(Duration.ofMinutes(5).toNanos());
        return awaited("all that is due is done", ledgers, this::isIdle);
    }

    private boolean isIdle(Ledger ledger) {
        Instant now = Instant.EPOCH.plus(START).plus(MOST_AHEAD).plusNanos(passedNanos.get());
        HoldPage holds = ledger.holds(HoldQuery.all());
        SchedulePage schedules = ledger.schedules(ScheduleQuery.all());
        assertThat(holds.next()).isZero();
        assertThat(schedules.next()).isZero();
        return holds.holds().stream().flatMap(view -> view.expiresAt().stream()).allMatch(now::isBefore)
                && schedules.schedules().stream().allMatch(view -> isKnownAndBehind(view, now));
    }

    private static boolean isKnownAndBehind(ScheduleView view, Instant now) {
        return view.nextDue().map(now::isBefore).orElse(!ModelDates.areKnown(view.schedule()));
    }

    private static List<Fingerprints> awaited(String what, List<Ledger> ledgers, Predicate<Ledger> state) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> ledgers.stream().allMatch(state)
                                ? ledgers.stream().map(Ledger::fingerprints).toList()
                                : List.<Fingerprints>of(),
                        told -> told.stream()
                                        .map(Fingerprints::position)
                                        .distinct()
                                        .count()
                                == 1)
                .stream()
                .distinct()
                .toList();
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
