package dev.florin.ledger.storage.index;

import java.io.IOException;

/** Records in rising order of their keys, one after the other. Used by one thread. */
interface Records {
    /** Moves to the next record; false if there is none. */
    boolean next() throws IOException;

    /** A long of this record. */
    long get(int index);
}
