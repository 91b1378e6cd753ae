package dev.florin.ledger.memory;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
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
    private final MemoryIndex index = new MemoryIndex((place, length) -> batch((int) place));

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
        index.requireNext(List.of(batch));
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

        /** Of the thread that appends. */
        private boolean failed;

        @Override
        public void append(Iterable<EffectBatch> group) {
            requireOpen();
            if (failed) {
                throw new StorageException(
                        "an append failed before, so nothing more can be appended; close the books and open them again");
            }
            failed = true;
            for (EffectBatch batch : group) {
                add(batch);
            }
            failed = false;
        }

        @Override
        public EffectCursor read(long position) {
            return open().read(position);
        }

        @Override
        public EffectBatch batch(long position) {
            return open().batch(position);
        }

        @Override
        public long[] entries(Entries which, int account, long from, boolean ascending, int limit) {
            return open().entries(which, account, from, ascending, limit);
        }

        @Override
        public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
            return open().dated(account, fromNanos, from, position, ascending, limit);
        }

        @Override
        public long[] datedSums(int account, long untilNanos, long position) {
            return open().datedSums(account, untilNanos, position);
        }

        @Override
        public long[] labelled(Label label, long from, boolean ascending, int limit) {
            return open().labelled(label, from, ascending, limit);
        }

        @Override
        public void find(long[] ids, int count, long[] positions) {
            open().find(ids, count, positions);
        }

        @Override
        public long[] references(long origin, long after, int limit) {
            return open().references(origin, after, limit);
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

        private MemoryIndex open() {
            requireOpen();
            return index;
        }

        private void requireOpen() {
            if (closed) {
                throw new StorageException("this session of the books in memory is closed; open the books again");
            }
        }
    }
}
