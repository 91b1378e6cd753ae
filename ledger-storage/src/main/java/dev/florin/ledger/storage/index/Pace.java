package dev.florin.ledger.storage.index;

import java.io.IOException;

/** Is asked after each piece that was written and forced whether to go on, and takes its time to answer. */
@FunctionalInterface
interface Pace {
    /** Throws if the work is to be given up. */
    void pieceForced() throws IOException;
}
