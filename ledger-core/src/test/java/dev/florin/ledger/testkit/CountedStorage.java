package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Another storage, new and empty, of which is counted what is read and looked for. Its labels may all have one hash. Any
 * thread.
 */
public final class CountedStorage implements Storage {
    private final Storage storage;
    private final boolean labelsCollide;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong searches = new AtomicLong();
    private volatile long last;

    private CountedStorage(Storage storage, boolean labelsCollide) {
        this.storage = storage;
        this.labelsCollide = labelsCollide;
    }

    /**
     * Counts.
     *
     * @param storage new and empty
     * @return a storage over it
     */
    public static CountedStorage of(Storage storage) {
        return new CountedStorage(storage, false);
    }

    /**
     * Finds every effect that there is by any label.
     *
     * @param storage new and empty
     * @return a storage over it
     */
    public static CountedStorage withCollidingLabels(Storage storage) {
        return new CountedStorage(storage, true);
    }

    /** How many effects were read since the count was taken last. */
    public long takeReads() {
        return reads.getAndSet(0);
    }

    /** How often entries, sums or labels were looked for since the count was taken last. */
    public long takeSearches() {
        return searches.getAndSet(0);
    }

    @Override
    public Session open(Replay replay) {
        return new CountedSession(storage.open(replay));
    }

    private final class CountedSession extends ForwardingSession {
        CountedSession(Session session) {
            super(session);
        }

        @Override
        public void append(Iterable<EffectBatch> group) {
            session.append(group);
            group.forEach(batch -> last = batch.lastPosition());
        }

        @Override
        public EffectCursor read(long position) {
            reads.incrementAndGet();
            return session.read(position);
        }

        @Override
        public long[] entries(Entries which, int account, long from, boolean ascending, int limit) {
            searches.incrementAndGet();
            return session.entries(which, account, from, ascending, limit);
        }

        @Override
        public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
            searches.incrementAndGet();
            return session.dated(account, fromNanos, from, position, ascending, limit);
        }

        @Override
        public long[] datedSums(int account, long untilNanos, long position) {
            searches.incrementAndGet();
            return session.datedSums(account, untilNanos, position);
        }

        @Override
        public long[] labelled(Label label, long from, boolean ascending, int limit) {
            searches.incrementAndGet();
            if (!labelsCollide) {
                return session.labelled(label, from, ascending, limit);
            }
            return (ascending
                            ? LongStream.rangeClosed(Math.max(from, 1), last)
                            : LongStream.iterate(
                                    Math.min(from, last), position -> position > 0, position -> position - 1))
                    .limit(limit)
                    .toArray();
        }
    }
}
