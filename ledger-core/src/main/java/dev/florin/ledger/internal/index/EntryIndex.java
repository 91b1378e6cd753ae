package dev.florin.ledger.internal.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The entries of each account, in order of recording: a chain of blocks, each twice as large as the one before it up to
 * {@link #MAX_BLOCK}, cut from shared chunks. An account costs a long, and its entries a long each and what is spare in
 * its last block.
 *
 * <pre>
 *   tail of an account   chunk of its last block (31 bits), offset in it (16), locators in it (17); 0 for none
 *   block of 2^k longs   [0] tail of the full block before it   [1] k   [2] place of the block behind it   [3..] locators
 * </pre>
 *
 * One thread adds; any thread finds. Blocks are written plainly, then the account's tail is stored with release. A
 * finder loads the tail once with acquire and looks at nothing behind it, so it sees the account at one moment.
 */
final class EntryIndex {
    private static final int HEADER = 3;
    private static final int BEFORE = 0;
    private static final int SIZE_BITS = 1;
    private static final int BEHIND = 2;

    private static final int FIRST_BLOCK_BITS = 3;
    private static final int MAX_BLOCK_BITS = 16;

    /** The largest block, in longs. */
    static final int MAX_BLOCK = 1 << MAX_BLOCK_BITS;

    private static final int CHUNK = 1 << 14;

    /** Blocks from this size on have a chunk of their own, so that little is wasted at the end of a shared one. */
    private static final int OWN_CHUNK_BITS = 11;

    private static final int FILL_BITS = 17;
    private static final int OFFSET_BITS = 16;

    private static final int TAILS_BITS = 12;
    private static final int TAILS = 1 << TAILS_BITS;
    private static final VarHandle TAIL = MethodHandles.arrayElementVarHandle(long[].class);

    /** Volatile, so that a reader who sees a longer spine also sees the arrays copied into it; so are the chunks. */
    private volatile long[][] tails = new long[1][];

    private volatile long[][] chunks = new long[4][];
    private int chunkCount;
    private int sharedChunk = -1;
    private int sharedUsed = CHUNK;

    void add(int account, long locator) {
        long[] tailsOfAccount = tailsFor(account);
        int slot = account & (TAILS - 1);
        long tail = tailsOfAccount[slot];
        if (tail == 0) {
            tail = newBlock(FIRST_BLOCK_BITS, 0);
        } else {
            long[] chunk = chunks[chunk(tail)];
            int bits = (int) chunk[offset(tail) + SIZE_BITS];
            if (fill(tail) == (1 << bits) - HEADER) {
                long behind = newBlock(Math.min(bits + 1, MAX_BLOCK_BITS), tail);
                chunk[offset(tail) + BEHIND] = behind;
                tail = behind;
            }
        }
        chunks[chunk(tail)][offset(tail) + HEADER + fill(tail)] = locator;
        TAIL.setRelease(tailsOfAccount, slot, tail + 1);
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
        while (count < limit) {
            if (at == fill(block)) {
                if (samePlace(block, tail)) {
                    break;
                }
                long behind = chunks[chunk(block)][offset(block) + BEHIND];
                block = samePlace(behind, tail) ? tail : behind | capacity(behind);
                at = 0;
                continue;
            }
            int taken = Math.min(limit - count, fill(block) - at);
            found = copy(block, at, found, count, taken, limit);
            count += taken;
            at += taken;
        }
        return count == found.length ? found : Arrays.copyOf(found, count);
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
        while (count < limit) {
            if (at == 0) {
                block = before(block);
                if (block == 0) {
                    break;
                }
                at = fill(block);
                continue;
            }
            int taken = Math.min(limit - count, at);
            found = copy(block, at - taken, found, count, taken, limit);
            reverse(found, count, count + taken);
            count += taken;
            at -= taken;
        }
        return count == found.length ? found : Arrays.copyOf(found, count);
    }

    private long[] copy(long block, int at, long[] found, int count, int taken, int limit) {
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

    private int capacity(long block) {
        return (1 << (int) chunks[chunk(block)][offset(block) + SIZE_BITS]) - HEADER;
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

    /** The place of a new block, its fill 0. */
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
        chunks[chunk][offset + SIZE_BITS] = bits;
        return ((long) chunk << OFFSET_BITS | offset) << FILL_BITS;
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

    private static boolean samePlace(long block, long other) {
        return block >>> FILL_BITS == other >>> FILL_BITS;
    }

    private static int chunk(long block) {
        return (int) (block >>> (OFFSET_BITS + FILL_BITS));
    }

    private static int offset(long block) {
        return (int) (block >>> FILL_BITS) & (1 << OFFSET_BITS) - 1;
    }

    private static int fill(long block) {
        return (int) block & (1 << FILL_BITS) - 1;
    }
}
