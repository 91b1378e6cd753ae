package dev.florin.ledger.internal.index;

import java.util.Arrays;

/** Positions, rising. One thread adds; any thread looks, and finds what is below the count (volatile) in place. */
final class RisingPositions {
    private volatile long[] positions = new long[1];
    private volatile int count;

    void add(long position) {
        int known = count;
        long[] room = positions;
        if (known == room.length) {
            room = Arrays.copyOf(room, known * 2);
            positions = room;
        }
        room[known] = position;
        count = known + 1;
    }

    /** The positions behind one, at most {@code limit} of them. */
    long[] after(long position, int limit) {
        int known = count;
        int from = Arrays.binarySearch(positions, 0, known, position + 1);
        int first = from < 0 ? -1 - from : from;
        return Arrays.copyOfRange(positions, first, first + Math.min(limit, known - first));
    }
}
