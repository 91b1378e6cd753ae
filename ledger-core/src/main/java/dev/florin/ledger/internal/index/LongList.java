package dev.florin.ledger.internal.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A list of longs that only grows. One thread appends; any thread reads. An element is written plainly, then the size
 * is stored with release: whoever loaded the size with acquire may read every element below it plainly.
 */
public final class LongList {
    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final VarHandle SIZE;

    static {
        try {
            SIZE = MethodHandles.lookup().findVarHandle(LongList.class, "size", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Volatile, so that a reader who sees a longer spine also sees the chunks copied into it. */
    private volatile long[][] chunks = new long[4][];

    private long size;

    /** Appends an element. The appending thread only. */
    public void append(long value) {
        long at = size;
        int chunk = Math.toIntExact(at >>> CHUNK_BITS);
        if ((at & CHUNK - 1) == 0) {
            addChunk(chunk);
        }
        chunks[chunk][(int) at & CHUNK - 1] = value;
        SIZE.setRelease(this, at + 1);
    }

    /** The element at an index below a size that this thread has seen. */
    public long get(long index) {
        return chunks[(int) (index >>> CHUNK_BITS)][(int) index & CHUNK - 1];
    }

    /** How many elements there are; all below are visible to who asked. */
    public long size() {
        return (long) SIZE.getAcquire(this);
    }

    private void addChunk(int chunk) {
        long[][] spine = chunks;
        if (chunk == spine.length) {
            spine = Arrays.copyOf(spine, 2 * chunk);
        }
        spine[chunk] = new long[CHUNK];
        chunks = spine;
    }
}
