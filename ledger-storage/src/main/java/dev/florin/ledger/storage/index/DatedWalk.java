package dev.florin.ledger.storage.index;

import java.io.IOException;

/** A place among the dated entries of an account, in the order of effective times and recording. Used by one thread. */
abstract class DatedWalk {
    /** Effective time and locator of each of the next entries. */
    private long[] pairs = new long[0];

    private int at;

    /** Effective time and locator of each of some more entries; none if there are no more. */
    abstract long[] more() throws IOException;

    /** Moves to the next entry; false if there is none. */
    boolean next() throws IOException {
        at += 2;
        if (at >= pairs.length) {
            pairs = more();
            at = 0;
        }
        return pairs.length > 0;
    }

    long effectiveNanos() {
        return pairs[at];
    }

    long locator() {
        return pairs[at + 1];
    }

    /** A walk through entries that were found. */
    static DatedWalk of(long[] found) {
        return new DatedWalk() {
            private boolean done;

            @Override
            long[] more() {
                long[] all = done ? new long[0] : found;
                done = true;
                return all;
            }
        };
    }
}
