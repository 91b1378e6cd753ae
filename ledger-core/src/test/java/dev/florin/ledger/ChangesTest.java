package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Faults;
import dev.florin.ledger.testkit.Gate;
import dev.florin.ledger.testkit.HookedStorage;
import dev.florin.ledger.testkit.WholeJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream of changes: in order, each once, only what is published, and nobody waits for its reader. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangesTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(40);

    private final InMemoryStorage memory = InMemoryStorage.create();
    private final HookedStorage storage = new HookedStorage(memory);
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(storage);
        openBank(ledger);
        openUser(ledger, "user", 0);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private long last() {
        return ledger.fingerprints().position();
    }

    private static List<Long> positions(List<Effect> effects) {
        return effects.stream().map(effect -> effect.receipt().position()).toList();
    }

    private static List<Long> from(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** Everything up to a position, in bites of a size. */
    private static List<Effect> upTo(ChangeStream stream, long last, int most) throws InterruptedException {
        List<Effect> all = new ArrayList<>();
        while (stream.position() < last) {
            List<Effect> some = stream.next(most, LONG);
            assertThat(some).isNotEmpty().hasSizeLessThanOrEqualTo(most);
            all.addAll(some);
            assertThat(stream.position())
                    .isEqualTo(some.get(some.size() - 1).receipt().position());
        }
        return all;
    }

    @Test
    void whatIsThereComesAtOnceAndInOrder() throws InterruptedException {
        Receipt paid = ledger.post(transfer(BANK, "user", 5));
        try (ChangeStream stream = ledger.changes(0)) {
            List<Effect> effects = stream.next(100, AT_ONCE);
            assertThat(positions(effects)).isEqualTo(from(1, 3));
            assertThat(effects.get(2).receipt()).isEqualTo(paid);
            assertThat(stream.position()).isEqualTo(3);
            assertThat(stream.next(100, AT_ONCE)).isEmpty();
        }
    }

    @Test
    void itWaitsForTheNextEffectOrForSoLong() throws InterruptedException {
        try (ChangeStream stream = ledger.changes(last())) {
            long start = System.nanoTime();
            assertThat(stream.next(10, Duration.ofMillis(60))).isEmpty();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(60_000_000);
            Callers<Receipt> later = Callers.start(1, caller -> {
                LockSupport.parkNanos(30_000_000);
                return ledger.post(transfer(BANK, "user", 1));
            });
            List<Effect> effects = stream.next(10, LONG);
            assertThat(effects)
                    .singleElement()
                    .satisfies(effect -> assertThat(effect.receipt())
                            .isEqualTo(later.results().get(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
    void anyDurationIsAWait(long seconds) throws InterruptedException {
        ledger.post(transfer(BANK, "user", 1));
        try (ChangeStream stream = ledger.changes(2)) {
            assertThat(stream.next(10, Duration.ofSeconds(seconds))).hasSize(1);
        }
    }

    /** A reader that polled would take as long as its period. */
    @Test
    void aReaderThatWaitsIsWokenByThePublication() throws InterruptedException {
        int rounds = 200;
        long[] nanos = new long[rounds];
        try (ChangeStream stream = ledger.changes(last())) {
            for (int i = 0; i < rounds; i++) {
                CompletableFuture<Long> posted = new CompletableFuture<>();
                Thread writer = new Thread(() -> {
                    LockSupport.parkNanos(1_000_000); // the reader waits by then, mostly
                    ledger.post(transfer(BANK, "user", 1));
                    posted.complete(System.nanoTime());
                });
                writer.start();
                assertThat(stream.next(10, LONG)).hasSize(1);
                nanos[i] = System.nanoTime() - posted.join();
            }
        }
        Arrays.sort(nanos);
        assertThat(nanos[rounds / 2])
                .as("median nanoseconds behind the outcome")
                .isLessThan(10_000_000);
    }

    @Test
    void whatIsAppendedAndNotYetPublishedIsNotShown() throws InterruptedException {
        Gate gate = new Gate();
        storage.after(append -> gate.pass());
        try (ChangeStream stream = ledger.changes(last())) {
            CompletableFuture<Outcome> outcome =
                    ledger.submitAsync(transfer(BANK, "user", 1)).toCompletableFuture();
            gate.awaitReached();
            assertThat(stream.next(10, Duration.ofMillis(30))).isEmpty();
            gate.open();
            outcome.join();
            assertThat(stream.next(10, AT_ONCE)).hasSize(1);
        }
    }

    @Test
    void manyReadersBesideWritersSeeEveryPositionOnceInOrder() {
        int writers = 4;
        int each = 800;
        long end = last() + (long) writers * each;
        Callers<List<Effect>> readers = Callers.start(12, reader -> {
            try (ChangeStream stream = ledger.changes(reader % 3)) {
                return upTo(stream, end, 1 + reader * 37);
            }
        });
        Callers.run(writers, writer -> {
            for (int i = 0; i < each; i++) {
                ledger.submit(transfer(BANK, "user", 1));
            }
            return null;
        });
        List<List<Effect>> seen = readers.results();
        ledger.close();
        List<Effect> journal = WholeJournal.effects(memory);
        for (int reader = 0; reader < seen.size(); reader++) {
            assertThat(seen.get(reader)).isEqualTo(journal.subList(reader % 3, (int) end));
        }
    }

    @Test
    void allWhoWaitAreWoken() {
        long last = last();
        Callers<List<Effect>> readers = Callers.start(40, reader -> {
            try (ChangeStream stream = ledger.changes(last)) {
                return stream.next(10, LONG);
            }
        });
        LockSupport.parkNanos(50_000_000);
        ledger.post(transfer(BANK, "user", 1));
        assertThat(readers.results())
                .allSatisfy(effects -> assertThat(positions(effects)).contains(last + 1));
    }

    /** A group is one batch; a stream may end in its midst, and another go on there. */
    @Test
    void effectsOfAGroupStayInOrderWhereverTheStreamIsCut() throws InterruptedException {
        long before = last();
        ledger.post(Group.of(CommandId.of("g"), transfer(BANK, "user", 1), transfer(BANK, "user", 2)));
        List<Effect> whole;
        try (ChangeStream stream = ledger.changes(before)) {
            whole = stream.next(10, AT_ONCE);
        }
        assertThat(positions(whole)).isEqualTo(from(before + 1, before + 3));
        assertThat(whole.get(0).members()).isEqualTo(2);
        for (int cut = 1; cut < 3; cut++) {
            List<Effect> parts = new ArrayList<>();
            try (ChangeStream first = ledger.changes(before)) {
                parts.addAll(first.next(cut, AT_ONCE));
                try (ChangeStream second = ledger.changes(first.position())) {
                    parts.addAll(second.next(10, AT_ONCE));
                }
            }
            assertThat(parts).isEqualTo(whole);
        }
    }

    @Test
    void largeEffectsComeInSmallerBites() throws InterruptedException {
        String text = "v".repeat(4_000);
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Transfer.Builder large =
                    Transfer.of(CommandId.next()).debit(BANK, 1).credit("user", 1);
            for (int key = 0; key < 4; key++) {
                large.metadata("key" + key, text);
            }
            commands.add(large.build());
        }
        long before = last();
        ledger.submitAll(commands);
        try (ChangeStream stream = ledger.changes(before)) {
            List<Effect> first = stream.next(ChangeStream.MOST_EFFECTS, AT_ONCE);
            assertThat(first).hasSizeBetween(2, 599);
            assertThat(positions(upTo(stream, before + 600, 1_000)))
                    .isEqualTo(from(before + 1 + first.size(), before + 600));
        }
    }

    @Test
    void streamsThatTheBooksDoNotHaveAreRefused() {
        long last = last();
        for (long position : new long[] {-1, Long.MIN_VALUE, last + 1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> ledger.changes(position))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Long.toString(position))
                    .hasMessageContaining(Long.toString(last));
            assertThatThrownBy(() -> ledger.changesPublisher(position)).isInstanceOf(IllegalArgumentException.class);
        }
        try (ChangeStream stream = ledger.changes(last)) {
            for (int most : new int[] {0, -1, ChangeStream.MOST_EFFECTS + 1}) {
                assertThatThrownBy(() -> stream.next(most, AT_ONCE)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void aReaderThatIsInterruptedMissesNothing() throws InterruptedException {
        try (ChangeStream stream = ledger.changes(last())) {
            Thread reader = Thread.currentThread();
            new Thread(() -> {
                        LockSupport.parkNanos(30_000_000);
                        reader.interrupt();
                    })
                    .start();
            assertThatThrownBy(() -> stream.next(10, LONG)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> stream.next(10, LONG)).isInstanceOf(InterruptedException.class);
            Receipt paid = ledger.post(transfer(BANK, "user", 1));
            assertThat(stream.next(10, LONG))
                    .singleElement()
                    .satisfies(effect -> assertThat(effect.receipt()).isEqualTo(paid));
        }
    }

    @Test
    void closingTheStreamEndsItsWait() throws InterruptedException {
        ChangeStream stream = ledger.changes(last());
        Callers<Throwable> waiting = waiting(stream);
        stream.close();
        stream.close();
        assertThat(waiting.results().get(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> stream.next(1, AT_ONCE)).isInstanceOf(IllegalStateException.class);
        assertThat(stream.position()).isEqualTo(last());
    }

    private static Callers<Throwable> waiting(ChangeStream stream) {
        Callers<Throwable> waiting = Callers.start(
                1,
                caller -> Faults.thrownBy(() -> {
                    try {
                        stream.next(10, LONG);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }));
        LockSupport.parkNanos(30_000_000);
        return waiting;
    }

    @Test
    void closingTheLedgerEndsTheWait() {
        Callers<Throwable> waiting = waiting(ledger.changes(last()));
        ChangeStream behind = ledger.changes(0);
        ledger.close();
        assertThat(waiting.results().get(0)).isInstanceOf(LedgerClosedException.class);
        assertThatThrownBy(() -> behind.next(10, AT_ONCE)).isInstanceOf(LedgerClosedException.class);
        assertThatThrownBy(() -> ledger.changes(0)).isInstanceOf(LedgerClosedException.class);
        assertThatThrownBy(() -> ledger.changesPublisher(0)).isInstanceOf(LedgerClosedException.class);
    }

    @Test
    void aFaultEndsTheWait() {
        Callers<Throwable> waiting = waiting(ledger.changes(last()));
        ChangeStream behind = ledger.changes(0);
        storage.before(append -> {
            throw new StorageException("the disk is gone");
        });
        assertThatThrownBy(() -> ledger.post(transfer(BANK, "user", 1))).isInstanceOf(OutcomeUnknownException.class);
        assertThat(waiting.results().get(0)).isInstanceOf(LedgerFailedException.class);
        assertThatThrownBy(() -> behind.next(10, AT_ONCE)).isInstanceOf(LedgerFailedException.class);
    }

    /** Whatever a reader does when the books are closed under it, it is told so, and not of files. */
    @Test
    void readersInFullFlightAreToldThatTheLedgerIsClosed() {
        List<Command> commands = IntStream.range(0, 3_000)
                .<Command>mapToObj(i -> transfer(BANK, "user", 1))
                .toList();
        ledger.submitAll(commands);
        Callers<Throwable> readers = Callers.start(
                4,
                reader -> Faults.thrownBy(() -> {
                    while (true) {
                        try (ChangeStream stream = ledger.changes(0)) {
                            upTo(stream, 3_002, 7);
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }
                }));
        LockSupport.parkNanos(30_000_000);
        ledger.close();
        assertThat(readers.results())
                .allSatisfy(thrown -> assertThat(thrown).isInstanceOf(LedgerClosedException.class));
    }

    @Test
    void onTheLedgersOwnThreadItDoesNotWait() {
        try (ChangeStream stream = ledger.changes(last())) {
            Gate gate = new Gate();
            storage.before(append -> gate.pass());
            CompletableFuture<Throwable> thrown = ledger.submitAsync(transfer(BANK, "user", 1))
                    .thenApply(outcome -> {
                        assertThat(next(stream, AT_ONCE)).hasSize(1);
                        assertThat(next(stream, AT_ONCE)).isEmpty();
                        return Faults.thrownBy(() -> next(stream, LONG));
                    })
                    .toCompletableFuture();
            gate.open();
            assertThat(thrown.join()).isInstanceOf(IllegalStateException.class).hasMessageContaining("own thread");
        }
    }

    private static List<Effect> next(ChangeStream stream, Duration wait) {
        try {
            return stream.next(10, wait);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aReadThatFailsPassesNothingOver() throws InterruptedException {
        storage.reading(position -> {
            if (position > 1) {
                throw new StorageException("position " + position + " is damaged");
            }
        });
        try (ChangeStream stream = ledger.changes(0)) {
            assertThatThrownBy(() -> stream.next(10, LONG)).isInstanceOf(StorageException.class);
            assertThat(stream.position()).isZero();
            storage.reading(position -> {});
            assertThat(positions(stream.next(10, LONG))).isEqualTo(from(1, 2));
        }
    }
}
