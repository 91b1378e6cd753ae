package dev.florin.ledger.storage.index;

/**
 * What an index has done since it was opened.
 *
 * @param flushes how often a part went from memory to the disk
 * @param flushNanos how long that took
 * @param merges how often runs were merged
 * @param mergeNanos how long that took, rests and flushes in between included
 * @param waits how often adding waited because the disk was too slow
 * @param waitNanos how long
 */
public record IndexFigures(long flushes, long flushNanos, long merges, long mergeNanos, long waits, long waitNanos) {
    static final IndexFigures NONE = new IndexFigures(0, 0, 0, 0, 0, 0);

    IndexFigures flushed(long nanos) {
        return new IndexFigures(flushes + 1, flushNanos + nanos, merges, mergeNanos, waits, waitNanos);
    }

    IndexFigures merged(long nanos) {
        return new IndexFigures(flushes, flushNanos, merges + 1, mergeNanos + nanos, waits, waitNanos);
    }

    IndexFigures waited(long nanos) {
        return new IndexFigures(flushes, flushNanos, merges, mergeNanos, waits + 1, waitNanos + nanos);
    }
}
