package dev.florin.ledger.storage.index;

import dev.florin.ledger.internal.index.LongList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Rising numbers by key, each with the ordinal of the one before it of the same key: entries by account, or referring
 * positions by origin. Adding touches the end of a list and the key's slot of a hash table, however many keys there are.
 *
 * <p>One thread adds; any thread finds. A link is written before its key's tail (release); who sees the tail (acquire) sees
 * the chain behind it. A larger table replaces the old one whole.
 */
final class Chains {
    private static final VarHandle TAIL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long UPPER = 0xFFFF_FFFF_0000_0000L;
    private static final int LEAST_SLOTS = 1 << 10;

    /** Three longs a link: key, number, and ordinal + 1 of the link before it, or 0. */
    private static final int LINK_LONGS = 3;

    private final LongList links = new LongList();

    /** Upper half of the key's hash, then ordinal + 1 of its last link; or 0. */
    private volatile long[] tails;

    private int keys;

    /** Expects so many keys; more have the table grow. */
    Chains(int expected) {
        tails = new long[Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, expected)) * 2)];
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

    private int before(int ordinal) {
        return (int) links.get((long) LINK_LONGS * ordinal + 2);
    }

    /** Adds a number that is above all that were added. */
    void add(long key, long number) {
        long[] table = tails;
        long hash = hash(key);
        int slot = slot(table, key, hash);
        int tail = (int) table[slot];
        links.append(key);
        links.append(number);
        links.append(tail);
        TAIL.setRelease(table, slot, (hash & UPPER) | count());
        if (tail == 0 && ++keys > table.length / 4 * 3) {
            tails = larger(table);
        }
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
        int link = (int) (long) TAIL.getAcquire(table, slot(table, key, hash(key)));
        if (ascending) {
            addRising(link, from, found);
            return;
        }
        for (; link != 0 && found.wantsMore(); link = before(link - 1)) {
            if (number(link - 1) <= from) {
                found.add(number(link - 1));
            }
        }
    }

    private void addRising(int tail, long from, Found found) {
        long[] numbers = new long[16];
        int count = 0;
        for (int link = tail; link != 0 && number(link - 1) >= from; link = before(link - 1)) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number(link - 1);
        }
        while (count > 0 && found.wantsMore()) {
            found.add(numbers[--count]);
        }
    }
}
