package dev.florin.ledger.internal.books;

import java.util.Arrays;

/**
 * Which positions were recorded in which incarnation of the books: each restore begins the next one. Changed by replay
 * alone, before any other thread looks.
 */
public final class Incarnations {
    /** The positions at which the second incarnation and those behind it begin, rising. */
    private long[] starts = new long[0];

    /** The incarnation of the newest position. */
    public int newest() {
        return starts.length + 1;
    }

    /** The incarnation that a position was recorded in. */
    public int at(long position) {
        int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found + 2 : -found;
    }

    /** The positions at which the second incarnation and those behind it begin, rising. */
    public long[] starts() {
        return starts.clone();
    }

    /** Takes note that the next incarnation begins at a position. */
    void begin(long position) {
        starts = Arrays.copyOf(starts, starts.length + 1);
        starts[starts.length - 1] = position;
    }
}
