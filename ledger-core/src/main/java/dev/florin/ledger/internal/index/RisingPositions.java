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
        return position == Long.MAX_VALUE ? new long[0] : from(position + 1, true, limit);
    }

    /** The positions from one on, itself included, rising or falling. */
    long[] from(long position, boolean ascending, int limit) {
        int known = count;
        long[] all = positions;
        int found = Arrays.binarySearch(all, 0, known, position);
        int below = found < 0 ? -1 - found : found;
        if (ascending) {
            return Arrays.copyOfRange(all, below, below + Math.min(Math.max(0, limit), known - below));
        }
        int upTo = found < 0 ? below : found + 1;
        long[] falling = new long[Math.min(Math.max(0, limit), upTo)];
        for (int i = 0; i < falling.length; i++) {
            falling[i] = all[upTo - 1 - i];
        }
        return falling;
    }
}
