package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link StorageContractTest} asks about snapshots: they are kept and offered, or never wanted. */
abstract class SnapshotContract extends SessionContract {
    /** What opening offered, and which batches it showed. */
    private static final class Offered implements Storage.Replay {
        private final boolean takes;
        private final List<byte[]> bodies = new ArrayList<>();
        private final List<Long> sequences = new ArrayList<>();

        Offered(boolean takes) {
            this.takes = takes;
        }

        @Override
        public boolean restore(InputStream body) throws IOException {
            assertThat(sequences).as("none after the first batch").isEmpty();
            bodies.add(body.readAllBytes());
            return takes;
        }

        @Override
        public void accept(EffectBatch batch) {
            sequences.add(batch.sequence());
        }
    }

    private Offered open(boolean takes) {
        Offered offered = new Offered(takes);
        storage().open(offered).close();
        return offered;
    }

    private static byte[] body(int seed) {
        byte[] body = new byte[10_000];
        new Random(seed).nextBytes(body);
        return body;
    }

    /** Appends, and asks whether a snapshot is wanted. */
    private boolean appendSome(Storage.Session session) {
        boolean wanted = false;
        for (int i = 0; i < 30; i++) {
            given.append(session, given.frames().force().transfers(20));
            wanted |= session.wantsSnapshot();
        }
        return wanted;
    }

    @Test
    void aSnapshotThatIsKeptIsOfferedAndOtherwiseNoneIsWanted() {
        boolean wanted = false;
        long from = 0;
        int last = 3;
        for (int i = 1; i <= last; i++) {
            try (Storage.Session session = given.open()) {
                wanted |= appendSome(session);
                byte[] body = body(i);
                from = given.frames().lastPosition();
                session.keepSnapshot(from, out -> out.write(body));
                given.append(
                        session,
                        given.frames().force().transfers(2),
                        given.frames().transfers(1));
                given.assertReads(session);
            }
        }
        long lastSequence = given.frames().lastSequence();
        Offered taken = open(true);
        if (taken.bodies.isEmpty()) {
            assertThat(wanted)
                    .as("a storage that offers no snapshot wants none")
                    .isFalse();
        } else {
            assertThat(taken.bodies).as("the newest").hasSize(1);
            assertThat(taken.bodies.get(0)).isEqualTo(body(last));
            assertThat(taken.sequences).as("what is behind it").endsWith(lastSequence - 1, lastSequence);
            assertConsecutive(taken.sequences);
        }
        Offered declined = open(false);
        assertThat(declined.sequences).as("all, if none is taken").hasSize((int) lastSequence);
        assertConsecutive(declined.sequences);
        given.assertReplaysAll();
    }

    private static void assertConsecutive(List<Long> sequences) {
        for (int i = 1; i < sequences.size(); i++) {
            assertThat(sequences.get(i)).isEqualTo(sequences.get(i - 1) + 1);
        }
    }

    @Test
    void aSnapshotThatFailsHarmsNothing() {
        byte[] first = body(1);
        try (Storage.Session session = storage().open(batch -> {})) {
            appendSome(session);
            session.keepSnapshot(given.frames().lastPosition(), out -> out.write(first));
            appendSome(session);
            Storage.SnapshotBody fails = out -> {
                out.write(body(2));
                throw new IOException("no state to be had");
            };
            try {
                session.keepSnapshot(given.frames().lastPosition(), fails);
            } catch (StorageException e) {
                assertThat(e).hasMessageContaining("no state to be had");
            }
            given.append(session, given.frames().force().transfers(1));
            given.assertReads(session);
        }
        for (byte[] body : open(false).bodies) {
            assertThat(Arrays.equals(body, first)).as("a whole one").isTrue();
        }
        given.assertReplaysAll();
    }

    /** What the body of an offered snapshot makes the ledger throw is told, and the books are let go. */
    @Test
    void aSnapshotThatIsNotUnderstoodIsToldAndLetsGoOfTheBooks() {
        boolean kept;
        try (Storage.Session session = storage().open(batch -> {})) {
            appendSome(session);
            session.keepSnapshot(given.frames().lastPosition(), out -> out.write(body(1)));
        }
        kept = !open(false).bodies.isEmpty();
        Storage.Replay refusing = new Storage.Replay() {
            @Override
            public boolean restore(InputStream body) {
                throw new StorageException("this is no state");
            }

            @Override
            public void accept(EffectBatch batch) {}
        };
        if (kept) {
            assertThatThrownBy(() -> storage().open(refusing))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("this is no state");
        } else {
            storage().open(refusing).close();
        }
        given.assertReplaysAll();
    }
}
