package dev.florin.ledger.storage.index;

import dev.florin.ledger.internal.index.LongList;
import dev.florin.ledger.spi.Storage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The ids of consecutive positions, and a hash table of their ordinals with linear probing.
 *
 * <p>One thread adds; any thread finds. An id is written before its slot (release); who sees the slot (acquire) sees the
 * id. A larger table replaces the old one whole; a finder still on the old one misses only what was added meanwhile.
 */
final class RecentIds {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private static final long UPPER = 0xFFFF_FFFF_0000_0000L;

    private final long seed;
    private final long firstPosition;

    /** Two longs an id, in order of position. */
    private final LongList ids = new LongList();

    /** Upper half of the hash, then ordinal + 1, or 0: so that what is not there is told apart without looking at ids. */
    private volatile long[] slots;

    RecentIds(long seed, long firstPosition, int expected) {
        this.seed = seed;
        this.firstPosition = firstPosition;
        slots = new long[Math.max(16, Integer.highestOneBit(Math.max(1, expected)) * 2)];
    }

    int count() {
        return (int) (ids.size() / 2);
    }

    long high(int ordinal) {
        return ids.get(2L * ordinal);
    }

    long low(int ordinal) {
        return ids.get(2L * ordinal + 1);
    }

    /** Adds the id of the next position, and its {@link Filter#hash} under the seed. */
    void add(long high, long low, long hash) {
        ids.append(high);
        ids.append(low);
        int count = count();
        long[] table = slots;
        if (count > table.length / 4 * 3) {
            slots = larger(table);
            return;
        }
        place(table, hash, count);
    }

    /** Loads what {@link #add} needs; what it returns means nothing. */
    long touch(long hash) {
        long[] table = slots;
        return table[(int) hash & (table.length - 1)];
    }

    private static void place(long[] table, long hash, int stored) {
        int slot = (int) hash & table.length - 1;
        while (table[slot] != 0) {
            slot = slot + 1 & table.length - 1;
        }
        SLOT.setRelease(table, slot, (hash & UPPER) | stored);
    }

    private long[] larger(long[] table) {
        long[] larger = new long[Math.multiplyExact(table.length, 2)];
        for (int ordinal = 0; ordinal < count(); ordinal++) {
            place(larger, Filter.hash(seed, high(ordinal), low(ordinal)), ordinal + 1);
        }
        return larger;
    }

    /** The position of an id, or {@link Storage.Reader#NOT_FOUND}. */
    long find(long high, long low, long hash) {
        long[] table = slots;
        for (int slot = (int) hash & table.length - 1; ; slot = slot + 1 & table.length - 1) {
            long stored = (long) SLOT.getAcquire(table, slot);
            if (stored == 0) {
                return Storage.Reader.NOT_FOUND;
            }
            int ordinal = (int) stored - 1;
            if (((stored ^ hash) & UPPER) == 0 && high(ordinal) == high && low(ordinal) == low) {
                return firstPosition + ordinal;
            }
        }
    }
}
