package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link StorageContractTest} asks of opening, appending and closing. */
abstract class SessionContract extends ReaderContract {
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
            given.append(session, given.frames().transfers(1), given.frames().next(2, 3, 2));
            given.append(session, given.frames().force().next(4096));
            given.append(
                    session,
                    given.frames().force().transfers(500),
                    given.frames().transfers(1));
        }
        given.assertReplaysAll();
    }

    @Test
    void goesOnBehindWhatWasReplayed() {
        for (int round = 0; round < 4; round++) {
            try (Storage.Session session = given.open()) {
                assertThat(session.recovered().cleanShutdown()).isTrue();
                given.append(
                        session,
                        given.frames().force().transfers(3),
                        given.frames().transfers(1));
                given.assertReads(session);
                given.assertEntries(session);
            }
        }
        given.assertReplaysAll();
    }

    @Test
    void opensTwiceTheSameWithNothingAppended() {
        try (Storage.Session session = storage().open(batch -> {})) {
            given.append(session, given.frames().transfers(2));
        }
        given.assertReplaysAll();
        given.assertReplaysAll();
    }

    @Test
    void isOpenOnlyOnceAtATime() {
        try (Storage.Session session = storage().open(batch -> {})) {
            assertThatThrownBy(() -> storage().open(batch -> {})).isInstanceOf(StorageException.class);
            given.append(session, given.frames().transfers(1));
        }
        given.assertReplaysAll();
    }

    @Test
    void closesTwiceAndThenRefuses() {
        Storage.Session session = storage().open(batch -> {});
        given.append(session, given.frames().transfers(1));
        session.close();
        session.close();
        assertThatThrownBy(() -> session.append(List.of(given.frames().transfers(1))))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> session.read(1)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> session.entries(Storage.Entries.POSTED, 0, 0, true, 1))
                .isInstanceOf(StorageException.class);
        given.assertReplaysAll();
    }

    @Test
    void anEmptyGroupChangesNothing() {
        try (Storage.Session session = storage().open(batch -> {})) {
            session.append(List.of());
        }
        given.assertReplaysAll();
    }

    @Test
    void theReplayIsToldWhereItBeginsAndEnds() {
        try (Storage.Session session = given.open()) {
            given.append(session, given.frames().transfers(2), given.frames().transfers(3));
        }
        List<String> calls = new ArrayList<>();
        long[] ids = idsOf(given.all());
        storage()
                .open(new Storage.Replay() {
                    private Storage.Reader reader;

                    @Override
                    public void begin(Storage.Reader past) {
                        calls.add("begin");
                        reader = past;
                    }

                    @Override
                    public void accept(EffectBatch batch) {
                        calls.add("batch " + batch.sequence());
                        int before = (int) batch.firstPosition() - 1;
                        long[] found = new long[before];
                        reader.find(ids, before, found);
                        for (int i = 0; i < before; i++) {
                            assertThat(found[i]).isEqualTo(i + 1);
                            assertThat(reader.read(i + 1).position()).isEqualTo(i + 1);
                        }
                    }

                    @Override
                    public void end() {
                        calls.add("end");
                    }
                })
                .close();
        assertThat(calls).containsExactly("begin", "batch 1", "batch 2", "batch 3", "end");
    }

    private static long[] idsOf(List<EffectBatch> batches) {
        List<Long> ids = new ArrayList<>();
        for (EffectBatch batch : batches) {
            EffectCursor effect = batch.cursor();
            while (effect.next()) {
                ids.add(effect.idHigh());
                ids.add(effect.idLow());
            }
        }
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    /** Whatever it is that the replay throws, and wherever: the books are let go, as they were. */
    @Test
    void aReplayThatFailsLetsGoOfTheBooks() {
        try (Storage.Session session = storage().open(batch -> {})) {
            given.append(session, given.frames().transfers(1));
        }
        for (String where : List.of("begin", "accept", "end")) {
            assertThatThrownBy(() -> storage().open(new FailingReplay(where, new StorageException("it does not fit"))))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("it does not fit");
            IllegalCallerException other = new IllegalCallerException("not a fault of the storage");
            assertThatThrownBy(() -> storage().open(new FailingReplay(where, other)))
                    .as("handed on as it is")
                    .isSameAs(other);
            given.assertReplaysAll();
        }
    }

    private record FailingReplay(String where, RuntimeException fault) implements Storage.Replay {
        @Override
        public void begin(Storage.Reader past) {
            fail("begin");
        }

        @Override
        public void accept(EffectBatch batch) {
            fail("accept");
        }

        @Override
        public void end() {
            fail("end");
        }

        private void fail(String here) {
            if (where.equals(here)) {
                throw fault;
            }
        }
    }

    @Test
    void batchesThatDoNotFollowAreRefusedChangeNothingAndEndTheSession() {
        try (Storage.Session session = storage().open(batch -> {})) {
            given.append(session, given.frames().transfers(1));
        }
        long sequence = given.frames().lastSequence();
        long position = given.frames().lastPosition();
        for (long[] behind : new long[][] {
            {sequence + 4, position + 4},
            {sequence + 4, position},
            {sequence, position + 4},
            {sequence - 1, position - 1}
        }) {
            try (Storage.Session session = given.open()) {
                EffectBatch wrong = new Frames(behind[0], ACCOUNTS)
                        .goOnBehind(behind[0], behind[1])
                        .transfers(1);
                EffectBatch right =
                        new Frames(9, ACCOUNTS).goOnBehind(sequence, position).transfers(1);
                assertThatThrownBy(() -> session.append(List.of(wrong)))
                        .as("behind batch %s and position %s", behind[0], behind[1])
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("batch " + (sequence + 1))
                        .hasMessageContaining("position " + (position + 1));
                assertThatThrownBy(() -> session.append(List.of(right)))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("an append failed before");
                assertThat(session.read(position).entryCount()).isEqualTo(2);
                assertThatThrownBy(() -> session.read(position + 1)).isInstanceOf(StorageException.class);
            }
        }
        try (Storage.Session session = given.open()) {
            given.append(session, given.frames().force().transfers(1));
        }
        given.assertReplaysAll();
    }

    @Test
    void interruptsDisturbNeitherReadingNorAppendingNorClosing() {
        Storage.Session session = storage().open(batch -> {});
        Thread.currentThread().interrupt();
        given.append(session, given.frames().transfers(1), given.frames().transfers(1));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        long last = given.frames().lastPosition();
        assertThat(session.read(last).position()).isEqualTo(last);
        assertThat(Thread.interrupted()).isTrue();
        given.append(session, given.frames().force().transfers(1));
        Thread.currentThread().interrupt();
        session.close();
        assertThat(Thread.interrupted()).isTrue();
        given.assertReplaysAll();
    }
}
