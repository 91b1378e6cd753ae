package dev.florin.ledger.storage.index;

/** Adds hashes to a filter, many at a time, so that their blocks are waited for together. One thread. */
final class FilterWriter {
    private static final int TOGETHER = 64;

    private final Filter filter;
    private final long[] waiting = new long[TOGETHER];
    private int count;

    /** So that loads with no other purpose are not left out. */
    @SuppressWarnings("unused")
    private long loaded;

    FilterWriter(Filter filter) {
        this.filter = filter;
    }

    /** Adds a hash, at the latest with {@link #flush}. */
    void add(long hash) {
        waiting[count++] = hash;
        if (count == TOGETHER) {
            flush();
        }
    }

    void flush() {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits ^= filter.touch(waiting[i]);
        }
        loaded = bits;
        for (int i = 0; i < count; i++) {
            filter.add(waiting[i]);
        }
        count = 0;
    }
}
