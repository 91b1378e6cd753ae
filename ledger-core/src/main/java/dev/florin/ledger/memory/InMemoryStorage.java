package dev.florin.ledger.memory;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.index.JournalIndex;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the books in memory: for tests and caches. Volatile: they last as long as this object. Closing a session leaves
 * them as they are, and opening again replays them; one session may be open at a time.
 *
 * <p>Thread-safe as {@link Storage.Session} asks: one thread appends and closes, any thread reads at the same time and
 * never waits. A frame is stored plainly before the index publishes it with release; readers come through the index.
 */
public final class InMemoryStorage implements Storage {
    private static final Recovered CLEAN = new Recovered(true, 0, List.of());

    private final AtomicBoolean inUse = new AtomicBoolean();
    private final JournalIndex index = new JournalIndex(new SecureRandom().nextLong());

    /** Volatile, so that a reader who sees a longer array also sees the frames copied into it. */
    private volatile byte[][] frames = new byte[16][];

    private int frameCount;

    private InMemoryStorage() {}

    /**
     * Makes empty books.
     *
     * @return the storage
     */
    public static InMemoryStorage create() {
        return new InMemoryStorage();
    }

    @Override
    public Session open(Replay replay) {
        if (!inUse.compareAndSet(false, true)) {
            throw new StorageException("these books in memory are open already; close their ledger first");
        }
        boolean opened = false;
        try {
            MemorySession session = new MemorySession();
            replay.begin(session);
            for (int frame = 0; frame < frameCount; frame++) {
                replay.accept(batch(frame));
            }
            replay.end();
            opened = true;
            return session;
        } finally {
            if (!opened) {
                inUse.set(false);
            }
        }
    }

    private EffectBatch batch(int frame) {
        byte[] bytes = frames[frame];
        return new EffectBatch(bytes, 0, bytes.length);
    }

    private void add(EffectBatch batch) {
        byte[] copy = Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length());
        byte[][] all = frames;
        if (frameCount == all.length) {
            all = Arrays.copyOf(all, 2 * frameCount);
        }
        all[frameCount] = copy;
        frames = all;
        index.add(new EffectBatch(copy, 0, copy.length), frameCount);
        frameCount++;
    }

    private final class MemorySession implements Session {
        private volatile boolean closed;

        @Override
        public void append(Iterable<EffectBatch> group) {
            requireOpen();
            for (EffectBatch batch : group) {
                add(batch);
            }
        }

        @Override
        public EffectCursor read(long position) {
            long batch = batchOf(position);
            EffectCursor cursor = new EffectCursor(
                    frames[(int) index.place(batch)],
                    index.start(position),
                    index.end(batch, position),
                    position,
                    index.timeNanos(batch, position));
            cursor.next();
            return cursor;
        }

        @Override
        public EffectBatch batch(long position) {
            return InMemoryStorage.this.batch((int) index.place(batchOf(position)));
        }

        private long batchOf(long position) {
            requireOpen();
            long batch = index.batchOf(position);
            if (batch < 0) {
                throw new StorageException("position " + position + " is not in these books, which end with position "
                        + index.lastPosition());
            }
            return batch;
        }

        @Override
        public long[] entries(Entries which, int account, long from, boolean ascending, int limit) {
            requireOpen();
            return index.entries(which, account, from, ascending, limit);
        }

        @Override
        public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
            requireOpen();
            return index.dated(account, fromNanos, from, position, ascending, limit);
        }

        @Override
        public long[] datedSums(int account, long untilNanos, long position) {
            requireOpen();
            return index.datedSums(account, untilNanos, position);
        }

        @Override
        public long[] labelled(Label label, long from, boolean ascending, int limit) {
            requireOpen();
            return index.labelled(label, from, ascending, limit);
        }

        @Override
        public void find(long[] ids, int count, long[] positions) {
            requireOpen();
            index.find(ids, count, positions);
        }

        @Override
        public long[] references(long origin, long after, int limit) {
            requireOpen();
            return index.references(origin, after, limit);
        }

        @Override
        public boolean wantsSnapshot() {
            return false;
        }

        /** Forgets it: these books are not read from a disk. */
        @Override
        public void keepSnapshot(long from, SnapshotBody body) {}

        @Override
        public Recovered recovered() {
            return CLEAN;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                inUse.set(false);
            }
        }

        private void requireOpen() {
            if (closed) {
                throw new StorageException("this session of the books in memory is closed; open the books again");
            }
        }
    }
}
