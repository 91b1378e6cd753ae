package dev.florin.ledger.internal.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The entries of each account, in order of recording: a chain of blocks, each twice as large as the one before it up to
 * a limit, cut from shared chunks. An account costs a long, and its entries a long each and what is spare in its last
 * block. Adding an entry touches two places: the account's tail and the end of its last block.
 *
 * <pre>
 *   tail of an account   its last block: chunk (30 bits), offset / 8 (13), log2 of its size (4), locators in it (17)
 *   block of 2^k longs   [0] the full block before it   [1] the block behind it, without its fill   [2..] locators
 * </pre>
 *
 * One thread adds; any thread finds. Blocks are written plainly, then the account's tail is stored with release. A
 * finder loads the tail once with acquire and looks at nothing behind it, so it sees the account at one moment.
 */
final class EntryIndex {
    private static final int BEFORE = 0;
    private static final int BEHIND = 1;
    private static final int HEADER = 2;

    private static final int FILL_BITS = 17;
    private static final int SIZE_BITS = 4;
    private static final int OFFSET_BITS = 13;
    private static final int OFFSET_UNIT_BITS = 3;

    private static final int FIRST_BLOCK_BITS = 3;
    private static final int MAX_BLOCK_BITS = 15;

    private static final int CHUNK = 1 << 14;

    /** Blocks from this size on have a chunk of their own, so that little is wasted at the end of a shared one. */
    private static final int OWN_CHUNK_BITS = 11;

    private static final int TAILS_BITS = 12;
    private static final int TAILS = 1 << TAILS_BITS;
    private static final VarHandle TAIL = MethodHandles.arrayElementVarHandle(long[].class);

    /** Volatile, so that a reader who sees a longer spine also sees the arrays copied into it; so are the chunks. */
    private volatile long[][] tails = new long[1][];

    private volatile long[][] chunks = new long[4][];
    private int chunkCount;
    private int sharedChunk;
    private int sharedUsed = CHUNK;

    void add(int account, long locator) {
        long[] tailsOfMany = tailsFor(account);
        int slot = account & (TAILS - 1);
        long tail = tailsOfMany[slot];
        if (fill(tail) == capacity(tail)) {
            tail = grow(tail);
        }
        chunks[chunk(tail)][offset(tail) + HEADER + fill(tail)] = locator;
        TAIL.setRelease(tailsOfMany, slot, tail + 1);
    }

    /** The block behind the last one of an account, or its first one if the tail is 0. */
    private long grow(long tail) {
        if (tail == 0) {
            return newBlock(FIRST_BLOCK_BITS, 0);
        }
        long behind = newBlock(Math.min(sizeBits(tail) + 1, MAX_BLOCK_BITS), tail);
        chunks[chunk(tail)][offset(tail) + BEHIND] = behind;
        return behind;
    }

    long[] find(int account, long from, boolean ascending, int limit) {
        long tail = tail(account);
        if (tail == 0 || limit <= 0) {
            return new long[0];
        }
        return ascending ? ascending(tail, from, limit) : descending(tail, from, limit);
    }

    private long[] ascending(long tail, long from, int limit) {
        long block = tail;
        while (first(block) > from && before(block) != 0) {
            block = before(block);
        }
        int at = lowerBound(block, from);
        long[] found = new long[Math.min(limit, 64)];
        int count = 0;
        while (true) {
            int taken = Math.min(limit - count, fill(block) - at);
            found = copy(block, at, taken, found, count, limit);
            count += taken;
            if (count == limit || place(block) == place(tail)) {
                return Arrays.copyOf(found, count);
            }
            long behind = chunks[chunk(block)][offset(block) + BEHIND];
            block = place(behind) == place(tail) ? tail : behind + capacity(behind);
            at = 0;
        }
    }

    private long[] descending(long tail, long from, int limit) {
        long block = tail;
        while (first(block) > from) {
            block = before(block);
            if (block == 0) {
                return new long[0];
            }
        }
        int at = from == Long.MAX_VALUE ? fill(block) : lowerBound(block, from + 1);
        long[] found = new long[Math.min(limit, 64)];
        int count = 0;
        while (true) {
            int taken = Math.min(limit - count, at);
            found = copy(block, at - taken, taken, found, count, limit);
            reverse(found, count, count + taken);
            count += taken;
            block = before(block);
            if (count == limit || block == 0) {
                return Arrays.copyOf(found, count);
            }
            at = fill(block);
        }
    }

    private long[] copy(long block, int at, int taken, long[] found, int count, int limit) {
        long[] target = count + taken <= found.length
                ? found
                : Arrays.copyOf(found, (int) Math.min(limit, Math.max(2L * found.length, count + taken)));
        System.arraycopy(chunks[chunk(block)], offset(block) + HEADER + at, target, count, taken);
        return target;
    }

    private static void reverse(long[] values, int start, int end) {
        for (int low = start, high = end - 1; low < high; low++, high--) {
            long value = values[low];
            values[low] = values[high];
            values[high] = value;
        }
    }

    /** The index of the first locator in a block that is not below one; the block's fill if there is none. */
    private int lowerBound(long block, long locator) {
        long[] chunk = chunks[chunk(block)];
        int base = offset(block) + HEADER;
        int low = 0;
        int high = fill(block);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (chunk[base + middle] < locator) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long first(long block) {
        return chunks[chunk(block)][offset(block) + HEADER];
    }

    private long before(long block) {
        return chunks[chunk(block)][offset(block) + BEFORE];
    }

    private long tail(int account) {
        long[][] spine = tails;
        int index = account >>> TAILS_BITS;
        if (index >= spine.length || spine[index] == null) {
            return 0;
        }
        return (long) TAIL.getAcquire(spine[index], account & (TAILS - 1));
    }

    private long[] tailsFor(int account) {
        long[][] spine = tails;
        int index = account >>> TAILS_BITS;
        if (index < spine.length && spine[index] != null) {
            return spine[index];
        }
        if (index >= spine.length) {
            spine = Arrays.copyOf(spine, Math.max(2 * spine.length, index + 1));
        }
        spine[index] = new long[TAILS];
        tails = spine;
        return spine[index];
    }

    private long newBlock(int bits, long before) {
        int size = 1 << bits;
        int chunk;
        int offset = 0;
        if (bits >= OWN_CHUNK_BITS) {
            chunk = addChunk(size);
        } else {
            if (CHUNK - sharedUsed < size) {
                sharedChunk = addChunk(CHUNK);
                sharedUsed = 0;
            }
            chunk = sharedChunk;
            offset = sharedUsed;
            sharedUsed += size;
        }
        chunks[chunk][offset + BEFORE] = before;
        long place = (long) chunk << OFFSET_BITS | offset >>> OFFSET_UNIT_BITS;
        return (place << SIZE_BITS | bits) << FILL_BITS;
    }

    private int addChunk(int size) {
        long[][] spine = chunks;
        int chunk = chunkCount++;
        if (chunk == spine.length) {
            spine = Arrays.copyOf(spine, 2 * chunk);
        }
        spine[chunk] = new long[size];
        chunks = spine;
        return chunk;
    }

    private static long place(long block) {
        return block >>> (SIZE_BITS + FILL_BITS);
    }

    private static int chunk(long block) {
        return (int) (place(block) >>> OFFSET_BITS);
    }

    private static int offset(long block) {
        return ((int) place(block) & ((1 << OFFSET_BITS) - 1)) << OFFSET_UNIT_BITS;
    }

    private static int sizeBits(long block) {
        return (int) (block >>> FILL_BITS) & ((1 << SIZE_BITS) - 1);
    }

    /** How many locators a block can hold; 0 for the tail of an account without entries. */
    private static int capacity(long block) {
        return block == 0 ? 0 : (1 << sizeBits(block)) - HEADER;
    }

    private static int fill(long block) {
        return (int) block & ((1 << FILL_BITS) - 1);
    }
}
