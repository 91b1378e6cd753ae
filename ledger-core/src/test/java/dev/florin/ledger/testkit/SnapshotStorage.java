package dev.florin.ledger.testkit;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Books in memory that want snapshots at random moments and keep the newest. Opening offers it, and then only the batches
 * behind it and a random number of those before.
 */
public final class SnapshotStorage implements Storage {
    private final InMemoryStorage storage = InMemoryStorage.create();
    private final Random random;
    private final int oneIn;
    private final AtomicInteger restored = new AtomicInteger();
    private volatile Snapshot newest;
    private volatile boolean wanted;
    private volatile boolean showsAll;
    private volatile Runnable during = () -> {};

    /** A snapshot that was kept. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Snapshot(long from, byte[] body) {}

    /** One snapshot in so many appends, at most; with 0 none that is not asked for. */
    public SnapshotStorage(long seed, int oneIn) {
        this.random = new Random(seed);
        this.oneIn = oneIn;
    }

    /** How often opening went on from a snapshot. */
    public int restored() {
        return restored.get();
    }

    /** The newest snapshot, null if there is none. */
    public Snapshot newest() {
        return newest;
    }

    /** Wants one snapshot at the next append, and runs something at each write of its body, on the thread that takes it. */
    public void take(Runnable duringWrites) {
        during = duringWrites;
        wanted = true;
    }

    /** From now on, all batches before a snapshot are shown, too. */
    public SnapshotStorage showAll() {
        showsAll = true;
        return this;
    }

    /** Has the next opening offer a snapshot, null for none. */
    public void offer(Snapshot snapshot) {
        newest = snapshot;
    }

    @Override
    public Session open(Replay replay) {
        Snapshot offered = newest;
        return new SnapshotSession(storage.open(new Replay() {
            private long skipped;

            @Override
            public void begin(Reader past) {
                replay.begin(past);
                if (offered != null && offer(replay, offered.body)) {
                    restored.incrementAndGet();
                    skipped = showsAll ? 0 : random.nextBoolean() ? offered.from : random.nextLong(offered.from);
                }
            }

            @Override
            public void accept(EffectBatch batch) {
                if (batch.lastPosition() > skipped) {
                    replay.accept(batch);
                }
            }

            @Override
            public void end() {
                replay.end();
            }
        }));
    }

    private static boolean offer(Replay replay, byte[] body) {
        try {
            return replay.restore(new ByteArrayInputStream(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class SnapshotSession extends ForwardingSession {
        SnapshotSession(Session session) {
            super(session);
        }

        @Override
        public boolean wantsSnapshot() {
            if (wanted) {
                wanted = false;
                return true;
            }
            synchronized (random) {
                return oneIn > 0 && random.nextInt(oneIn) == 0;
            }
        }

        @Override
        public void keepSnapshot(long from, SnapshotBody body) {
            ByteArrayOutputStream out = new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int offset, int count) {
                    super.write(bytes, offset, count);
                    during.run();
                }
            };
            try {
                body.writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            newest = new Snapshot(from, out.toByteArray());
        }
    }
}
