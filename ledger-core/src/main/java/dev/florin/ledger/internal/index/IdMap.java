package dev.florin.ledger.internal.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * From 128-bit ids to numbers of 0 and more; ids are only ever added.
 *
 * <p>One thread writes; any thread reads without a lock. A slot's value is written last (release) and read first
 * (acquire), so a reader that sees the value sees its key. A grown segment replaces the old one whole (release); a
 * reader still on the old one misses only ids that were added after its look-up began.
 *
 * <p>Open addressing with linear probing in 64 segments, so that growing copies a 64th of the map at a time.
 */
public final class IdMap {
    public static final long NONE = -1;

    private static final int SEGMENT_BITS = 6;
    private static final int STRIDE = 3;
    private static final int FIRST_CAPACITY = 16;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle SEGMENTS = MethodHandles.arrayElementVarHandle(long[][].class);

    /** Each segment: upper half, lower half, value + 1 (0 is empty). */
    private final long[][] segments = new long[1 << SEGMENT_BITS][];

    /** Mixed into hashes, so that nobody can choose ids that all meet; what is found does not depend on it. */
    private final long seed;

    private final int[] sizes = new int[1 << SEGMENT_BITS];
    private long size;

    public IdMap() {
        this(0);
    }

    /** {@code seed} is best a number that nobody outside can know. */
    public IdMap(long seed) {
        this.seed = seed;
        for (int i = 0; i < segments.length; i++) {
            segments[i] = new long[FIRST_CAPACITY * STRIDE];
        }
    }

    /** The number of an id, or {@link #NONE}. Any thread. */
    public long get(long high, long low) {
        long hash = hash(high, low);
        long[] table = (long[]) SEGMENTS.getAcquire(segments, segment(hash));
        int capacity = table.length / STRIDE;
        for (int slot = (int) hash & capacity - 1; ; slot = slot + 1 & capacity - 1) {
            int at = slot * STRIDE;
            long value = (long) LONGS.getAcquire(table, at + 2);
            if (value == 0) {
                return NONE;
            }
            if (table[at] == high && table[at + 1] == low) {
                return value - 1;
            }
        }
    }

    /**
     * Where {@link #get} begins to look, for {@link #touch}. Apart from it, so that a loop of many loads does nothing else: the
     * less there is between them, the more are under way together. Any thread: a segment that it does not see grown has the
     * place, too.
     */
    public long place(long high, long low) {
        long hash = hash(high, low);
        int segment = segment(hash);
        int at = ((int) hash & (segments[segment].length / STRIDE - 1)) * STRIDE;
        return (long) segment << Integer.SIZE | at;
    }

    /** Loads what is at a place; what it returns means nothing. Any thread: segments only grow. */
    public long touch(long place) {
        long[] table = segments[(int) (place >>> Integer.SIZE)];
        int at = (int) place;
        // A slot may lie across two cache lines.
        return table[at] ^ table[at + STRIDE - 1];
    }

    /** Adds an id that is not there yet. The writing thread only. */
    public void add(long high, long low, long value) {
        assert value >= 0 && get(high, low) == NONE;
        long hash = hash(high, low);
        int segment = segment(hash);
        long[] table = segments[segment];
        int capacity = table.length / STRIDE;
        if (sizes[segment] * 5L >= capacity * 3L) {
            table = grown(table);
            SEGMENTS.setRelease(segments, segment, table);
        }
        insert(table, hash, high, low, value + 1);
        sizes[segment]++;
        size++;
    }

    /** How many ids there are. The writing thread only. */
    public long size() {
        return size;
    }

    private static void insert(long[] table, long hash, long high, long low, long stored) {
        int capacity = table.length / STRIDE;
        int slot = (int) hash & capacity - 1;
        while (table[slot * STRIDE + 2] != 0) {
            slot = slot + 1 & capacity - 1;
        }
        int at = slot * STRIDE;
        table[at] = high;
        table[at + 1] = low;
        LONGS.setRelease(table, at + 2, stored);
    }

    private long[] grown(long[] table) {
        long[] larger = new long[Math.multiplyExact(table.length, 2)];
        for (int at = 0; at < table.length; at += STRIDE) {
            if (table[at + 2] != 0) {
                insert(larger, hash(table[at], table[at + 1]), table[at], table[at + 1], table[at + 2]);
            }
        }
        return larger;
    }

    private static int segment(long hash) {
        return (int) (hash >>> (Long.SIZE - SEGMENT_BITS));
    }

    private long hash(long high, long low) {
        long mixed = ((high ^ seed) * 0x9E3779B97F4A7C15L ^ low) * 0xD6E8FEB86659FD93L;
        return (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
    }
}
