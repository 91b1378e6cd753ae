package dev.florin.ledger.internal.books;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.util.Arrays;

/**
 * What the bookkeeper must know of the past: which commands are settled, and where; what effects say, and what refers to
 * them. Answers are a function of the effects before, those not yet forced included. The bookkeeper's thread only.
 *
 * <p>The storage finds what is durable. What may not be is kept here, until {@link #durable} says that it is: so this takes
 * memory for the batches that are under way, and for nothing else.
 */
public final class History {
    public static final long NOT_SETTLED = Storage.Reader.NOT_FOUND;

    private final RecentIds recent;
    private final long[] id = new long[2];
    private final long[] found = new long[1];
    private long durable;
    private Storage.Reader past = NotBegun.INSTANCE;

    /** {@code seed} is mixed into hashes of ids; best a number that nobody outside can know. */
    public History(long seed) {
        recent = new RecentIds(seed);
    }

    /** Looks into this storage from now on. It holds all effects before the next one. */
    public void begin(Storage.Reader storage) {
        past = storage;
    }

    /** The position of the effect that settled a command, or {@link #NOT_SETTLED}. */
    long position(long idHigh, long idLow) {
        long position = recent(idHigh, idLow);
        if (position == NOT_SETTLED) {
            id[0] = idHigh;
            id[1] = idLow;
            past.find(id, 1, found);
            position = found[0];
        }
        return position;
    }

    /** The same for many commands, which takes less time than one after the other: {@code ids} in halves. */
    void positions(long[] ids, int count, long[] positions) {
        durablePositions(ids, count, positions);
        for (int i = 0; i < count; i++) {
            if (positions[i] == NOT_SETTLED) {
                positions[i] = recent(ids[2 * i], ids[2 * i + 1]);
            }
        }
    }

    /** The same without those that only {@link #recent} may know. */
    void durablePositions(long[] ids, int count, long[] positions) {
        past.find(ids, count, positions);
    }

    /** The position of an effect that may not be durable yet, or {@link #NOT_SETTLED}. */
    long recent(long idHigh, long idLow) {
        return recent.position(idHigh, idLow);
    }

    /** Loads what {@link #recent} needs first; what it returns means nothing. */
    long touch(long idHigh, long idLow) {
        return recent.touch(idHigh, idLow);
    }

    /** Loads what {@link #recent} needs then; what it returns means nothing. */
    long touchNewest(long idHigh, long idLow) {
        return recent.touchNewest(idHigh, idLow);
    }

    /** The effect at a position that is durable. */
    EffectCursor read(long position) {
        return past.read(position);
    }

    /**
     * The positions of effects that refer to one, rising, behind another position: at most so many, and only those that are
     * durable as far as is known here. The storage may have later ones, during a replay above all.
     */
    long[] references(long origin, long after, int limit) {
        long[] positions = past.references(origin, after, limit);
        int count = positions.length;
        while (count > 0 && positions[count - 1] > durable) {
            count--;
        }
        return count == positions.length ? positions : Arrays.copyOf(positions, count);
    }

    /** Takes note that a command was settled by the effect at the next position. */
    void settled(long idHigh, long idLow, long position) {
        recent.add(idHigh, idLow, position);
    }

    /** Takes back the last {@link #settled}. */
    void forgetLast() {
        recent.removeLast();
    }

    /** Takes note that the storage finds everything up to a position. */
    void durable(long position) {
        durable = position;
        recent.removeUpTo(position);
    }

    /** How many ids are kept. */
    long recentCount() {
        return recent.size();
    }

    /** To know nothing of the past and to know that there is none are two things: the one must not pass for the other. */
    private enum NotBegun implements Storage.Reader {
        INSTANCE;

        private static IllegalStateException failure() {
            return new IllegalStateException("the past was asked before the storage said where to look");
        }

        @Override
        public void find(long[] ids, int count, long[] positions) {
            throw failure();
        }

        @Override
        public EffectCursor read(long position) {
            throw failure();
        }

        @Override
        public EffectBatch batch(long position) {
            throw failure();
        }

        @Override
        public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
            throw failure();
        }

        @Override
        public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
            throw failure();
        }

        @Override
        public long[] datedSums(int account, long untilNanos, long position) {
            throw failure();
        }

        @Override
        public long[] labelled(Label label, long from, boolean ascending, int limit) {
            throw failure();
        }

        @Override
        public long[] references(long origin, long after, int limit) {
            throw failure();
        }
    }
}
