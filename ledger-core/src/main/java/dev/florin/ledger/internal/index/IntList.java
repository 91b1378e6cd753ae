package dev.florin.ledger.internal.index;

import java.util.Arrays;

/**
 * A list of ints that only grows. One thread appends; any thread reads what it learned of by a load with acquire of
 * something stored with release after the append. The list itself publishes nothing.
 */
final class IntList {
    private static final int CHUNK_BITS = 13;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /** Volatile, so that a reader who sees a longer spine also sees the chunks copied into it. */
    private volatile int[][] chunks = new int[4][];

    private long size;

    void append(int value) {
        int chunk = Math.toIntExact(size >>> CHUNK_BITS);
        if ((size & CHUNK - 1) == 0) {
            addChunk(chunk);
        }
        chunks[chunk][(int) size & CHUNK - 1] = value;
        size++;
    }

    int get(long index) {
        return chunks[(int) (index >>> CHUNK_BITS)][(int) index & CHUNK - 1];
    }

    private void addChunk(int chunk) {
        int[][] spine = chunks;
        if (chunk == spine.length) {
            spine = Arrays.copyOf(spine, 2 * chunk);
        }
        spine[chunk] = new int[CHUNK];
        chunks = spine;
    }
}
