package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;

/** A journal as it is replayed. */
public final class WholeBatches {
    private WholeBatches() {}

    /** All batches of books that nobody has open, from the first one on. */
    public static List<byte[]> of(Storage storage) {
        List<byte[]> batches = new ArrayList<>();
        storage.open(batch -> batches.add(Frames.bytes(batch))).close();
        return batches;
    }
}
