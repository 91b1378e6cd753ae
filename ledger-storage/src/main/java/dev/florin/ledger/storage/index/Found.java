package dev.florin.ledger.storage.index;

import java.util.Arrays;

/** Numbers that were found, up to a limit. Used by one thread. */
final class Found {
    private final int limit;
    private long[] numbers;
    private int count;

    Found(int limit) {
        this.limit = Math.max(0, limit);
        numbers = new long[Math.min(this.limit, 64)];
    }

    boolean wantsMore() {
        return count < limit;
    }

    /** How many more are wanted. */
    int room() {
        return limit - count;
    }

    void add(long number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, (int) Math.min(limit, 2L * count));
        }
        numbers[count++] = number;
    }

    long[] toArray() {
        return Arrays.copyOf(numbers, count);
    }
}
