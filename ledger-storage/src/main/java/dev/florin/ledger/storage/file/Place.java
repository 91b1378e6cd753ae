package dev.florin.ledger.storage.file;

/** Where a frame is, in a long: the number of its segment, and its offset there, below 2^36. */
final class Place {
    private static final int OFFSET_BITS = 36;

    private Place() {}

    static long of(long segment, long offset) {
        return segment << OFFSET_BITS | offset;
    }

    static long segment(long place) {
        return place >>> OFFSET_BITS;
    }

    static long offset(long place) {
        return place & ((1L << OFFSET_BITS) - 1);
    }
}
