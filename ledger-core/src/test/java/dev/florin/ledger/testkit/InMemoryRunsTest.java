package dev.florin.ledger.testkit;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;

/** Long runs, on the storage in memory. */
class InMemoryRunsTest extends LedgerRuns {
    @Override
    protected Storage newStorage() {
        return InMemoryStorage.create();
    }
}
