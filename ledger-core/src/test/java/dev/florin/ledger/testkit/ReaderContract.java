package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link StorageContractTest} asks of readers. */
abstract class ReaderContract {
    static final int ACCOUNTS = 7;

    GivenFrames given;

    /**
     * The storage under test.
     *
     * @return the same books during a test, empty at first
     */
    protected abstract Storage storage();

    @BeforeEach
    void give() {
        given = new GivenFrames(this::storage, ACCOUNTS);
    }

    @Test
    void keepsCopies() {
        EffectBatch first = given.frames().transfers(2);
        byte[] shifted = new byte[first.length() + 24];
        System.arraycopy(first.bytes(), first.offset(), shifted, 8, first.length());
        EffectBatch view = new EffectBatch(shifted, 8, first.length());
        try (Storage.Session session = storage().open(batch -> {})) {
            given.openAccounts(session);
            session.append(List.of(view));
            given.add(first);
            Arrays.fill(shifted, (byte) 0x55);
            given.assertReads(session);
        }
        given.assertReplaysAll();
    }

    @Test
    void readsEveryEffectWithItsTime() {
        try (Storage.Session session = storage().open(batch -> {})) {
            given.append(
                    session,
                    given.frames().next(2, 5, 2),
                    given.frames().transfers(1),
                    given.frames().transfers(7));
            given.assertReads(session);
            assertThatThrownBy(() -> session.read(0)).isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> session.read(given.frames().lastPosition() + 1))
                    .isInstanceOf(StorageException.class);
        }
        try (Storage.Session session = given.open()) {
            given.assertReads(session);
        }
    }

    @Test
    void findsEntriesBothWaysFromAnyLocator() {
        Random random = new Random(3);
        try (Storage.Session session = storage().open(batch -> {})) {
            for (int i = 0; i < 60; i++) {
                given.append(session, given.frames().next(2 + random.nextInt(5), 2 + random.nextInt(40)));
            }
            given.assertEntries(session);
        }
        try (Storage.Session session = given.open()) {
            given.assertEntries(session);
        }
    }

    @Test
    void findsNoEntriesWhereThereAreNone() {
        try (Storage.Session session = storage().open(batch -> {})) {
            given.append(session, given.frames().transfers(10));
            assertThat(session.entries(Storage.Entries.POSTED, 1_000_000, 0, true, 10))
                    .isEmpty();
            assertThat(session.entries(Storage.Entries.POSTED, 0, 0, true, 0)).isEmpty();
            assertThat(session.entries(Storage.Entries.POSTED, 0, 0, false, 10)).isEmpty();
            assertThat(session.entries(Storage.Entries.POSTED, 0, Long.MAX_VALUE, true, 10))
                    .isEmpty();
        }
    }

    @Test
    void findsWhatTheModelFinds() {
        Random random = new Random(11);
        RandomEffects effects = new RandomEffects(random, ACCOUNTS, 20);
        ModelIndex model = new ModelIndex();
        IndexQuestions questions = new IndexQuestions(random, model, ACCOUNTS, 20);
        for (int round = 0; round < 3; round++) {
            try (Storage.Session session = given.open()) {
                questions.ask(index(session), given.frames().lastPosition(), 20);
                for (int i = 0; i < 25; i++) {
                    EffectBatch batch = given.frames().force().next(random(effects, random, 1 + random.nextInt(60)));
                    given.append(session, batch);
                    model.take(batch);
                    questions.ask(index(session), given.frames().lastPosition(), 2);
                }
                questions.ask(index(session), given.frames().lastPosition(), 30);
            }
        }
    }

    private List<byte[]> random(RandomEffects effects, Random random, int count) {
        List<byte[]> made = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            made.add(effects.next(
                    random.nextLong(), random.nextLong(), given.frames().lastPosition() + i));
        }
        return made;
    }

    private static IndexQuestions.Index index(Storage.Session session) {
        return new IndexQuestions.Index() {
            @Override
            public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
                return session.entries(which, account, from, ascending, limit);
            }

            @Override
            public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
                return session.dated(account, fromNanos, from, position, ascending, limit);
            }

            @Override
            public long[] datedSums(int account, long untilNanos, long position) {
                return session.datedSums(account, untilNanos, position);
            }

            @Override
            public long[] labelled(Label label, long from, boolean ascending, int limit) {
                return session.labelled(label, from, ascending, limit);
            }
        };
    }

    /** One account, which has an entry at each position: those effective up to a moment are as many as positions say. */
    @Test
    void sumsAreThoseOfTheirPositionWhileMoreIsAppended() {
        RandomEffects effects = new RandomEffects(new Random(1), 1, 1);
        AtomicLong appended = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        try (Storage.Session session = storage().open(batch -> {})) {
            given.openAccounts(session);
            long before = given.first() - 1;
            CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> {
                long reads = 0;
                while (!done.get() || reads == 0) {
                    long last = appended.get();
                    long count = last == 0 ? 0 : 1 + reads * 7919 % last;
                    long position = before + count;
                    assertThat(session.datedSums(0, Long.MAX_VALUE, position)).containsExactly(count, 0, 0, 0);
                    assertThat(session.datedSums(0, 0, position)).containsExactly((count + 1) / 2, 0, 0, 0);
                    assertThat(session.dated(0, 1, Long.MAX_VALUE, position, false, 1))
                            .hasSize(count == 0 ? 0 : 2);
                    reads += last == 0 ? 0 : 1;
                }
                return reads;
            });
            for (int i = 0; i < 40 && !reader.isDone(); i++) {
                List<byte[]> group = new ArrayList<>();
                for (long count = given.frames().lastPosition() - before + 1; group.size() < 200; count++) {
                    group.add(effects.dated(i, count, 0, count % 2 == 0 ? 1 : -count));
                }
                given.append(session, given.frames().force().next(group));
                appended.set(given.frames().lastPosition() - before);
            }
            done.set(true);
            assertThat(reader.join()).isPositive();
        }
    }

    @Test
    void readersMeetWhatWasAppendedWhileMoreIsAppended() {
        AtomicLong appended = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        try (Storage.Session session = storage().open(batch -> {})) {
            given.openAccounts(session);
            long first = given.first();
            CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> {
                long reads = 0;
                while (!done.get() || reads == 0) {
                    reads += readSome(session, first, appended.get(), reads);
                }
                return reads;
            });
            for (int i = 0; i < 100 && !reader.isDone(); i++) {
                given.append(session, given.frames().force().transfers(40));
                appended.set(given.frames().lastPosition());
            }
            done.set(true);
            assertThat(reader.join()).isPositive();
        }
    }

    private static int readSome(Storage.Session session, long first, long last, long salt) {
        if (last == 0) {
            return 0;
        }
        EffectCursor cursor = session.read(first + salt * 31 % (last - first + 1));
        assertThat(cursor.entryCount()).isEqualTo(2);
        long[] newest = session.entries(Storage.Entries.POSTED, cursor.entryAccount(0), Long.MAX_VALUE, false, 50);
        assertThat(newest).isNotEmpty();
        for (int i = 1; i < newest.length; i++) {
            assertThat(newest[i]).isLessThan(newest[i - 1]);
        }
        EffectCursor found = session.read(EntryLocator.position(newest[0]));
        assertThat(found.entryAccount(EntryLocator.entry(newest[0]))).isEqualTo(cursor.entryAccount(0));
        long[] oldest = session.entries(
                Storage.Entries.POSTED, cursor.entryAccount(0), newest[newest.length - 1], true, newest.length);
        assertThat(oldest).hasSameSizeAs(newest);
        return 1;
    }

    @Test
    void readsTheWholeBatchOfAnyPosition() {
        try (Storage.Session session = storage().open(batch -> {})) {
            given.append(session, given.frames().transfers(3), given.frames().transfers(1));
            EffectBatch first = session.batch(given.first() + 1);
            given.append(session, given.frames().force().next(200, 2));
            given.assertBatches(session);
            assertThat(Frames.bytes(first))
                    .as("in bytes of its own")
                    .isEqualTo(Frames.bytes(given.all().get(1)));
            assertThatThrownBy(() -> session.batch(0)).isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> session.batch(given.frames().lastPosition() + 1))
                    .isInstanceOf(StorageException.class);
        }
        try (Storage.Session session = given.open()) {
            given.assertBatches(session);
        }
    }

    /** Idempotency rests on it: known ids are found, for ever, and others are not. */
    @Test
    void findsManyIdsAtOnceAndForEver() {
        for (int round = 0; round < 3; round++) {
            try (Storage.Session session = given.open()) {
                given.assertFinds(session);
                given.append(
                        session,
                        given.frames().force().transfers(300),
                        given.frames().transfers(1));
                given.assertFinds(session);
            }
        }
    }

    @Test
    void findsIdsThatDifferInOneHalfOnly() {
        RandomEffects effects = new RandomEffects(new Random(2), 1, 1);
        List<byte[]> made = new ArrayList<>();
        long[] ids = new long[2 * 81];
        long[] expected = new long[81];
        long[] halves = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 2, 1L << 32, -2, 7};
        for (int i = 0; i < 81; i++) {
            ids[2 * i] = halves[i / 9];
            ids[2 * i + 1] = halves[i % 9];
            expected[i] = i % 2 == 0 ? given.first() + made.size() : Storage.Reader.NOT_FOUND;
            if (i % 2 == 0) {
                made.add(effects.dated(ids[2 * i], ids[2 * i + 1], 0, 1));
            }
        }
        try (Storage.Session session = storage().open(batch -> {})) {
            given.append(session, given.frames().next(made));
            assertFinds(session, ids, expected);
        }
        try (Storage.Session session = given.open()) {
            assertFinds(session, ids, expected);
        }
    }

    private static void assertFinds(Storage.Reader reader, long[] ids, long[] expected) {
        long[] found = new long[expected.length + 1];
        found[expected.length] = 4711;
        reader.find(ids, expected.length, found);
        assertThat(Arrays.copyOf(found, expected.length)).isEqualTo(expected);
        assertThat(found[expected.length]).as("only as many as asked for").isEqualTo(4711);
    }

    @Test
    void findsWhatRefersToAnEffect() {
        Random random = new Random(17);
        RandomEffects effects = new RandomEffects(random, ACCOUNTS, 5);
        for (int round = 0; round < 2; round++) {
            try (Storage.Session session = given.open()) {
                given.assertReferences(session, random);
                for (int i = 0; i < 10; i++) {
                    given.append(session, given.frames().force().next(random(effects, random, 20)));
                }
                given.assertReferences(session, random);
            }
        }
    }

    /** An interrupt is kept for the one who was interrupted, and closes no file under the others. */
    @Test
    void aReaderInterruptedAgainAndAgainDisturbsNobody() throws InterruptedException {
        try (Storage.Session session = storage().open(batch -> {})) {
            given.append(session, given.frames().transfers(100));
            List<Throwable> faults = new ArrayList<>();
            Thread reader = new Thread(() -> {
                for (int i = 0; i < 3_000; i++) {
                    session.read(given.first() + i % 100);
                }
            });
            reader.setUncaughtExceptionHandler((thread, fault) -> faults.add(fault));
            reader.start();
            while (reader.isAlive()) {
                reader.interrupt();
                session.read(given.first() + 6);
                given.append(session, given.frames().force().transfers(1));
            }
            reader.join();
            assertThat(faults).isEmpty();
        }
        given.assertReplaysAll();
    }

    @Test
    void readersAreAnsweredOrRefusedWhileTheBooksAreClosed() {
        for (int round = 0; round < 5; round++) {
            Storage.Session session = given.open();
            given.append(session, given.frames().force().transfers(50));
            long last = given.frames().lastPosition();
            CompletableFuture<StorageException> reader = CompletableFuture.supplyAsync(() -> {
                for (long i = 0; ; i++) {
                    try {
                        assertThat(session.read(1 + i % last).position()).isEqualTo(1 + i % last);
                        assertThat(session.entries(Storage.Entries.POSTED, 1, 0, true, 5))
                                .isNotEmpty();
                    } catch (StorageException e) {
                        return e;
                    }
                }
            });
            LockSupport.parkNanos(3_000_000);
            session.close();
            assertThat(reader.join()).hasMessageContaining("closed");
        }
    }
}
