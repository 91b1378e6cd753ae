package dev.florin.ledger.bench;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Another storage, how often and how long it appended (one append is one force), and how long snapshots took. */
public final class TimedStorage implements Storage {
    private final Storage storage;
    private final LongAdder appends = new LongAdder();
    private final LongAdder appendNanos = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicBoolean snapshotWanted = new AtomicBoolean();
    private final AtomicInteger snapshots = new AtomicInteger();
    private volatile boolean inSnapshot;
    private volatile long snapshotNanos;

    TimedStorage(Storage storage) {
        this.storage = storage;
    }

    /**
     * What was appended up to a moment.
     *
     * @param appends how often, which is how many forces
     * @param nanos how long it took
     * @param bytes of effects and the headers of their batches
     */
    public record Figures(long appends, long nanos, long bytes) {
        /**
         * What came in between.
         *
         * @param before an earlier moment
         * @return the difference
         */
        public Figures since(Figures before) {
            return new Figures(appends - before.appends, nanos - before.nanos, bytes - before.bytes);
        }
    }

    /**
     * What was appended up to now.
     *
     * @return the sums since the storage was opened
     */
    public Figures figures() {
        return new Figures(appends.sum(), appendNanos.sum(), bytes.sum());
    }

    /** Wants a snapshot with the next append, whatever the storage wants. */
    void wantSnapshot() {
        snapshotWanted.set(true);
    }

    /** Whether one is being taken. */
    boolean isInSnapshot() {
        return inSnapshot;
    }

    /** How many were taken. */
    int snapshots() {
        return snapshots.get();
    }

    /** How long the last one took. */
    long snapshotNanos() {
        return snapshotNanos;
    }

    @Override
    public Session open(Replay replay) {
        return new Timed(storage.open(replay));
    }

    private final class Timed implements Session {
        private final Session session;

        Timed(Session session) {
            this.session = session;
        }

        @Override
        public void append(Iterable<EffectBatch> group) {
            long start = System.nanoTime();
            session.append(group);
            appendNanos.add(System.nanoTime() - start);
            appends.increment();
            for (EffectBatch batch : group) {
                bytes.add(batch.length());
            }
        }

        @Override
        public EffectCursor read(long position) {
            return session.read(position);
        }

        @Override
        public long[] entries(Entries which, int account, long from, boolean ascending, int limit) {
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

        @Override
        public EffectBatch batch(long position) {
            return session.batch(position);
        }

        @Override
        public void find(long[] ids, int count, long[] positions) {
            session.find(ids, count, positions);
        }

        @Override
        public long[] references(long origin, long after, int limit) {
            return session.references(origin, after, limit);
        }

        @Override
        public boolean wantsSnapshot() {
            return snapshotWanted.getAndSet(false) || session.wantsSnapshot();
        }

        @Override
        public void keepSnapshot(long from, SnapshotBody body) {
            long start = System.nanoTime();
            inSnapshot = true;
            try {
                session.keepSnapshot(from, body);
                snapshots.incrementAndGet();
            } finally {
                snapshotNanos = System.nanoTime() - start;
                inSnapshot = false;
            }
        }

        @Override
        public Recovered recovered() {
            return session.recovered();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
