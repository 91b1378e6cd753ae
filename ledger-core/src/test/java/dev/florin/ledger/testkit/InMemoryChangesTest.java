package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.Storage;

class InMemoryChangesTest extends ChangesRuns {
    @Override
    protected Storage newStorage(long seed) {
        return new SnapshotStorage(seed, seed % 2 == 0 ? 0 : 30);
    }
}
