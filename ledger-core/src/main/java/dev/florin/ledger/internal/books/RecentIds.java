package dev.florin.ledger.internal.books;

/**
 * The ids that the last effects settled. Positions are dense and rise by one, so ids leave in the order in which they came,
 * all up to a position at once, or the last one alone. One thread.
 *
 * <p>A ring by position, and hash chains through it from newer to older ones, as compressors keep them to find repetitions:
 * a chain ends at the first position that has left, so leaving costs nothing.
 */
final class RecentIds {
    private static final int FIRST_CAPACITY = 1024;

    /** A place in the ring: upper half, lower half, the position before in the same chain. */
    private static final int STRIDE = 3;

    private static final int BEFORE = 2;

    private final long seed;

    /** The capacity is a power of two; there are twice as many chains. */
    private long[] ring = new long[FIRST_CAPACITY * STRIDE];

    /** The newest position of each chain. */
    private long[] newest = new long[2 * FIRST_CAPACITY];

    /** Everything up to here has left. */
    private long gone;

    private long last;

    RecentIds(long seed) {
        this.seed = seed;
    }

    /** The position of the effect that settled a command, or {@link History#NOT_SETTLED}. */
    long position(long high, long low) {
        long position = newest[chain(high, low)];
        while (position > gone) {
            int at = place(position);
            if (ring[at] == high && ring[at + 1] == low) {
                return position;
            }
            position = ring[at + BEFORE];
        }
        return History.NOT_SETTLED;
    }

    /** Loads what {@link #position} needs first; what it returns means nothing. */
    long touch(long high, long low) {
        return newest[chain(high, low)];
    }

    /** Loads what {@link #position} needs then; what it returns means nothing. */
    long touchNewest(long high, long low) {
        return ring[place(touch(high, low))];
    }

    /** Adds an id that is not there yet, at the position behind the last one; while there is none, at any behind it. */
    void add(long high, long low, long position) {
        if (gone == last && position > last) {
            gone = position - 1;
        } else if (position != last + 1) {
            throw new IllegalArgumentException("position " + position + " cannot follow position " + last);
        } else if (size() == newest.length / 2) {
            grow();
        }
        last = position;
        insert(high, low, position);
    }

    private void insert(long high, long low, long position) {
        int at = place(position);
        int chain = chain(high, low);
        ring[at] = high;
        ring[at + 1] = low;
        ring[at + BEFORE] = newest[chain];
        newest[chain] = position;
    }

    private void grow() {
        long[] old = ring;
        int oldMask = newest.length / 2 - 1;
        ring = new long[Math.multiplyExact(old.length, 2)];
        newest = new long[newest.length * 2];
        for (long position = gone + 1; position <= last; position++) {
            int at = (int) (position & oldMask) * STRIDE;
            insert(old[at], old[at + 1], position);
        }
    }

    /** Removes the id that was added last. */
    void removeLast() {
        if (gone == last) {
            throw new IllegalStateException("no id is left to be removed");
        }
        int at = place(last);
        newest[chain(ring[at], ring[at + 1])] = ring[at + BEFORE];
        last--;
    }

    /** Removes all up to a position. */
    void removeUpTo(long position) {
        if (position > gone) {
            gone = position;
            last = Math.max(last, position);
        }
    }

    long size() {
        return last - gone;
    }

    private int place(long position) {
        return (int) (position & (newest.length / 2 - 1)) * STRIDE;
    }

    private int chain(long high, long low) {
        long mixed = ((high ^ seed) * 0x9E3779B97F4A7C15L ^ low) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return (int) (mixed >>> 32) & (newest.length - 1);
    }
}
