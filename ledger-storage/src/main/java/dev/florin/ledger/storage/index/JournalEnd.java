package dev.florin.ledger.storage.index;

import java.io.IOException;

/** Shows an index whether a journal is the one it was made of. */
@FunctionalInterface
public interface JournalEnd {
    /** Whether the journal has the batch that the index ends with, whole, at its place and with its chain. */
    boolean has(Tip tip) throws IOException;
}
