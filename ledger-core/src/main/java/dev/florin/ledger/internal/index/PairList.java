package dev.florin.ledger.internal.index;

import java.util.Arrays;

/** Pairs of longs that were found, up to a limit. Used by one thread. */
public final class PairList {
    private final int limit;
    private long[] longs;
    private int count;

    /** @param limit the most pairs to take; none if it is negative */
    public PairList(int limit) {
        this.limit = Math.max(0, limit);
        longs = new long[2 * Math.min(this.limit, 64)];
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public boolean wantsMore() {
        return count < limit;
    }

    public void add(long first, long second) {
        if (2 * count == longs.length) {
            longs = Arrays.copyOf(longs, Math.toIntExact(Math.min(2L * limit, 4L * count)));
        }
        longs[2 * count] = first;
        longs[2 * count + 1] = second;
        count++;
    }

    /** Both longs of each pair, one pair behind the other. */
    public long[] toArray() {
        return Arrays.copyOf(longs, 2 * count);
    }
}
