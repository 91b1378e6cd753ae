package dev.florin.ledger.storage.index;

import dev.florin.ledger.internal.index.LongList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Rising numbers by key, each with the ordinal of the one before it of the same key: entries by account, or referring
 * positions by origin. Adding touches the end of a list and the key's slot of a hash table, however many keys there are, and a
 * few links of the same key.
 *
 * <p>Each link also leaps to one further back, so far that any link of a chain is found in logarithmic time (Myers, An
 * applicative random-access stack, 1983).
 *
 * <p>One thread adds; any thread finds. A link is written before its key's tail (release); who sees the tail (acquire) sees
 * the chain behind it. A larger table replaces the old one whole.
 */
final class Chains {
    private static final VarHandle TAIL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long UPPER = 0xFFFF_FFFF_0000_0000L;
    private static final int LEAST_SLOTS = 1 << 10;

    /**
     * Four longs a link: key, number, where it leads to, and how many links its chain has up to it. It leads to the link it
     * leaps to (upper half) and the one before it (lower half): each as ordinal + 1, or 0, which stands for the end of the chain.
     */
    private static final int LINK_LONGS = 4;

    private final LongList links = new LongList();

    /** Upper half of the key's hash, then ordinal + 1 of its last link; or 0. */
    private volatile long[] tails;

    private int keys;

    /** Expects so many keys; more have the table grow. */
    Chains(int expected) {
        tails = new long[Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, expected / 2 * 3)) * 2)];
    }

    /** How many keys there are. The adding thread. */
    int keys() {
        return keys;
    }

    int count() {
        return (int) (links.size() / LINK_LONGS);
    }

    long key(int ordinal) {
        return links.get((long) LINK_LONGS * ordinal);
    }

    long number(int ordinal) {
        return links.get((long) LINK_LONGS * ordinal + 1);
    }

    // Below, a link is told by its ordinal + 1, and 0 is the end of its chain.

    private long numberOf(int link) {
        return number(link - 1);
    }

    private int before(int link) {
        return (int) of(link, 2);
    }

    private int leap(int link) {
        return link == 0 ? 0 : (int) (of(link, 2) >>> 32);
    }

    private int length(int link) {
        return link == 0 ? 0 : (int) of(link, 3);
    }

    private long of(int link, int field) {
        return links.get((long) LINK_LONGS * (link - 1) + field);
    }

    /** Adds a number that is above all that were added. */
    void add(long key, long number) {
        long[] table = tails;
        long hash = hash(key);
        int slot = slot(table, key, hash);
        int tail = (int) table[slot];
        links.append(key);
        links.append(number);
        links.append((long) leapOfNext(tail) << 32 | tail);
        links.append(length(tail) + 1L);
        TAIL.setRelease(table, slot, (hash & UPPER) | count());
        if (tail == 0 && ++keys > table.length / 4 * 3) {
            tails = larger(table);
        }
    }

    /** Where {@link #add} begins to look for a key. The adding thread, as below. */
    int place(long key) {
        return (int) hash(key) & (tails.length - 1);
    }

    /** Loads what is at a place: the last link, most likely, of what has its place there. */
    int touch(int place) {
        return (int) tails[place];
    }

    /** Loads a link that {@link #touch} gave; what it returns means nothing. */
    long touchLink(int link) {
        return link == 0 ? 0 : key(link - 1);
    }

    /** Leaps double where two of the same length come together, as carries do in a skew-binary number. */
    private int leapOfNext(int tail) {
        int once = leap(tail);
        int twice = leap(once);
        return length(tail) - length(once) == length(once) - length(twice) ? twice : tail;
    }

    private static long hash(long key) {
        return Filter.hash(0, key, 0);
    }

    /** The slot of a key, or the free one where it goes. */
    private int slot(long[] table, long key, long hash) {
        int slot = (int) hash & table.length - 1;
        while (true) {
            long tail = (long) TAIL.getAcquire(table, slot);
            if (tail == 0 || (((tail ^ hash) & UPPER) == 0 && key((int) tail - 1) == key)) {
                return slot;
            }
            slot = slot + 1 & table.length - 1;
        }
    }

    private long[] larger(long[] table) {
        long[] larger = new long[Math.multiplyExact(table.length, 2)];
        for (long tail : table) {
            if (tail != 0) {
                long key = key((int) tail - 1);
                larger[slot(larger, key, hash(key))] = tail;
            }
        }
        return larger;
    }

    /** Takes the numbers of a key from one on, in rising order or backwards, until enough were found. */
    void find(long key, long from, boolean ascending, Found found) {
        long[] table = tails;
        int tail = (int) (long) TAIL.getAcquire(table, slot(table, key, hash(key)));
        if (ascending) {
            addRising(tail, from, found);
            return;
        }
        for (int link = notAbove(tail, from); link != 0 && found.wantsMore(); link = before(link)) {
            found.add(numberOf(link));
        }
    }

    private void addRising(int tail, long from, Found found) {
        int below = from == Long.MIN_VALUE ? 0 : notAbove(tail, from - 1);
        long[] numbers = new long[Math.min(length(tail) - length(below), found.room())];
        int link = ofLength(tail, length(below) + numbers.length);
        for (int i = numbers.length - 1; i >= 0; i--) {
            numbers[i] = numberOf(link);
            link = before(link);
        }
        for (long number : numbers) {
            found.add(number);
        }
    }

    /** The last link of a chain whose number is not above another. */
    private int notAbove(int tail, long number) {
        int link = tail;
        while (link != 0 && numberOf(link) > number) {
            int leap = leap(link);
            link = leap != 0 && numberOf(leap) > number ? leap : before(link);
        }
        return link;
    }

    /** The link of a chain up to which it has so many. */
    private int ofLength(int tail, int length) {
        int link = tail;
        while (length(link) > length) {
            int leap = leap(link);
            link = length(leap) >= length ? leap : before(link);
        }
        return link;
    }
}
