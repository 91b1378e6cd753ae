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
import org.junit.jupiter.api.Test;

/** What every storage promises; a storage's own test extends this one. */
public abstract class StorageContractTest {
    private static final int ACCOUNTS = 7;

    private final Frames frames = new Frames(1, ACCOUNTS);

    /** Every batch given to the storage, in order. */
    private final List<EffectBatch> given = new ArrayList<>();

    /** The storage under test; the same one during a test. */
    protected abstract Storage storage();

    @Test
    void newBooksAreEmptyAndClean() {
        List<byte[]> replayed = new ArrayList<>();
        try (Storage.Session session = storage().open(batch -> replayed.add(Frames.bytes(batch)))) {
            assertThat(replayed).isEmpty();
            assertThat(session.recovered().cleanShutdown()).isTrue();
            assertThat(session.recovered().bytesCut()).isZero();
            assertThat(session.recovered().notes()).isEmpty();
            assertThat(session.entries(Storage.Entries.POSTED, 0, 0, true, 10)).isEmpty();
            assertThatThrownBy(() -> session.read(1)).isInstanceOf(StorageException.class);
        }
    }

    @Test
    void replaysWhatWasAppendedInOrder() {
        try (Storage.Session session = storage().open(batch -> {})) {
            append(session, frames.transfers(1), frames.next(2, 3, 2));
            append(session, frames.force().next(4096));
            append(session, frames.force().transfers(500), frames.transfers(1));
        }
        assertReplaysAll();
    }

    @Test
    void goesOnBehindWhatWasReplayed() {
        for (int round = 0; round < 4; round++) {
            try (Storage.Session session = openAndCompare()) {
                assertThat(session.recovered().cleanShutdown()).isTrue();
                append(session, frames.force().transfers(3), frames.transfers(1));
                assertReads(session);
                assertEntries(session);
            }
        }
        assertReplaysAll();
    }

    @Test
    void opensTwiceTheSameWithNothingAppended() {
        try (Storage.Session session = storage().open(batch -> {})) {
            append(session, frames.transfers(2));
        }
        assertReplaysAll();
        assertReplaysAll();
    }

    @Test
    void keepsCopies() {
        EffectBatch first = frames.transfers(2);
        byte[] shifted = new byte[first.length() + 24];
        System.arraycopy(first.bytes(), first.offset(), shifted, 8, first.length());
        EffectBatch view = new EffectBatch(shifted, 8, first.length());
        try (Storage.Session session = storage().open(batch -> {})) {
            session.append(List.of(view));
            given.add(first);
            Arrays.fill(shifted, (byte) 0x55);
            assertReads(session);
        }
        assertReplaysAll();
    }

    @Test
    void readsEveryEffectWithItsTime() {
        try (Storage.Session session = storage().open(batch -> {})) {
            append(session, frames.next(2, 5, 2), frames.transfers(1), frames.transfers(7));
            assertReads(session);
            assertThatThrownBy(() -> session.read(0)).isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> session.read(frames.lastPosition() + 1)).isInstanceOf(StorageException.class);
        }
        try (Storage.Session session = openAndCompare()) {
            assertReads(session);
        }
    }

    @Test
    void findsEntriesBothWaysFromAnyLocator() {
        Random random = new Random(3);
        try (Storage.Session session = storage().open(batch -> {})) {
            for (int i = 0; i < 60; i++) {
                append(session, frames.next(2 + random.nextInt(5), 2 + random.nextInt(40)));
            }
            assertEntries(session);
        }
        try (Storage.Session session = openAndCompare()) {
            assertEntries(session);
        }
    }

    @Test
    void findsNoEntriesWhereThereAreNone() {
        try (Storage.Session session = storage().open(batch -> {})) {
            append(session, frames.transfers(10));
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
            try (Storage.Session session = openAndCompare()) {
                questions.ask(index(session), frames.lastPosition(), 20);
                for (int i = 0; i < 25; i++) {
                    EffectBatch batch = frames.force().next(random(effects, random, 1 + random.nextInt(60)));
                    append(session, batch);
                    model.take(batch);
                    questions.ask(index(session), frames.lastPosition(), 2);
                }
                questions.ask(index(session), frames.lastPosition(), 30);
            }
        }
    }

    private List<byte[]> random(RandomEffects effects, Random random, int count) {
        List<byte[]> made = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            made.add(effects.next(random.nextLong(), random.nextLong(), frames.lastPosition() + i));
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
            CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> {
                long reads = 0;
                while (!done.get() || reads == 0) {
                    long last = appended.get();
                    long position = last == 0 ? 0 : 1 + reads * 7919 % last;
                    assertThat(session.datedSums(0, Long.MAX_VALUE, position)).containsExactly(position, 0, 0, 0);
                    assertThat(session.datedSums(0, 0, position)).containsExactly((position + 1) / 2, 0, 0, 0);
                    assertThat(session.dated(0, 1, Long.MAX_VALUE, position, false, 1))
                            .hasSize(position == 0 ? 0 : 2);
                    reads += last == 0 ? 0 : 1;
                }
                return reads;
            });
            for (int i = 0; i < 40 && !reader.isDone(); i++) {
                List<byte[]> group = new ArrayList<>();
                for (long position = frames.lastPosition() + 1; group.size() < 200; position++) {
                    group.add(effects.dated(i, position, 0, position % 2 == 0 ? 1 : -position));
                }
                append(session, frames.force().next(group));
                appended.set(frames.lastPosition());
            }
            done.set(true);
            assertThat(reader.join()).isPositive();
        }
    }

    @Test
    void isOpenOnlyOnceAtATime() {
        try (Storage.Session session = storage().open(batch -> {})) {
            assertThatThrownBy(() -> storage().open(batch -> {})).isInstanceOf(StorageException.class);
            append(session, frames.transfers(1));
        }
        assertReplaysAll();
    }

    @Test
    void aFailedReplayLetsGoOfTheBooks() {
        try (Storage.Session session = storage().open(batch -> {})) {
            append(session, frames.transfers(1));
        }
        assertThatThrownBy(() -> storage().open(batch -> {
                    throw new StorageException("the chain does not fit");
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the chain does not fit");
        assertReplaysAll();
    }

    @Test
    void closesTwiceAndThenRefuses() {
        Storage.Session session = storage().open(batch -> {});
        append(session, frames.transfers(1));
        session.close();
        session.close();
        assertThatThrownBy(() -> session.append(List.of(frames.transfers(1)))).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> session.read(1)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> session.entries(Storage.Entries.POSTED, 0, 0, true, 1))
                .isInstanceOf(StorageException.class);
        assertReplaysAll();
    }

    @Test
    void anEmptyGroupChangesNothing() {
        try (Storage.Session session = storage().open(batch -> {})) {
            session.append(List.of());
        }
        assertReplaysAll();
    }

    @Test
    void readersMeetWhatWasAppendedWhileMoreIsAppended() {
        AtomicLong appended = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        try (Storage.Session session = storage().open(batch -> {})) {
            CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> {
                long reads = 0;
                while (!done.get() || reads == 0) {
                    reads += readSome(session, appended.get(), reads);
                }
                return reads;
            });
            for (int i = 0; i < 100 && !reader.isDone(); i++) {
                append(session, frames.force().transfers(40));
                appended.set(frames.lastPosition());
            }
            done.set(true);
            assertThat(reader.join()).isPositive();
        }
    }

    private static int readSome(Storage.Session session, long last, long salt) {
        if (last == 0) {
            return 0;
        }
        EffectCursor cursor = session.read(1 + salt * 31 % last);
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

    private void append(Storage.Session session, EffectBatch... group) {
        session.append(List.of(group));
        given.addAll(List.of(group));
    }

    private Storage.Session openAndCompare() {
        List<byte[]> replayed = new ArrayList<>();
        Storage.Session session = storage().open(batch -> replayed.add(Frames.bytes(batch)));
        assertThat(replayed)
                .containsExactlyElementsOf(given.stream().map(Frames::bytes).toList());
        return session;
    }

    private void assertReplaysAll() {
        try (Storage.Session session = openAndCompare()) {
            assertThat(session.recovered().cleanShutdown()).isTrue();
            assertReads(session);
            assertEntries(session);
        }
    }

    private void assertReads(Storage.Session session) {
        for (EffectBatch batch : given) {
            EffectCursor expected = batch.cursor();
            while (expected.next()) {
                EffectCursor read = session.read(expected.position());
                assertThat(Frames.bytes(read)).isEqualTo(Frames.bytes(expected));
                assertThat(read.position()).isEqualTo(expected.position());
                assertThat(read.timeNanos()).isEqualTo(expected.timeNanos());
                assertThat(read.next()).isFalse();
            }
        }
    }

    private void assertEntries(Storage.Session session) {
        Random random = new Random(5);
        for (int account = 0; account < ACCOUNTS; account++) {
            long[] all = locators(account);
            assertThat(session.entries(Storage.Entries.POSTED, account, 0, true, Integer.MAX_VALUE))
                    .isEqualTo(all);
            assertThat(session.entries(Storage.Entries.POSTED, account, Long.MAX_VALUE, false, Integer.MAX_VALUE))
                    .isEqualTo(reversed(all));
            for (int i = 0; i < 30; i++) {
                long from = EntryLocator.of(1 + random.nextInt((int) frames.lastPosition() + 1), random.nextInt(5));
                int limit = 1 + random.nextInt(90);
                assertThat(session.entries(Storage.Entries.POSTED, account, from, true, limit))
                        .isEqualTo(Arrays.stream(all)
                                .filter(locator -> locator >= from)
                                .limit(limit)
                                .toArray());
                assertThat(session.entries(Storage.Entries.POSTED, account, from, false, limit))
                        .isEqualTo(Arrays.stream(reversed(all))
                                .filter(locator -> locator <= from)
                                .limit(limit)
                                .toArray());
            }
        }
    }

    private long[] locators(int account) {
        List<Long> locators = new ArrayList<>();
        for (EffectBatch batch : given) {
            EffectCursor cursor = batch.cursor();
            while (cursor.next()) {
                for (int entry = 0; entry < cursor.entryCount(); entry++) {
                    if (cursor.entryAccount(entry) == account) {
                        locators.add(EntryLocator.of(cursor.position(), entry));
                    }
                }
            }
        }
        return locators.stream().mapToLong(Long::longValue).toArray();
    }

    private static long[] reversed(long[] values) {
        long[] reversed = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }
}
