package dev.florin.ledger.testkit;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;

/** Three ledgers over one log, on storages in memory. */
class InMemorySharedLogTest extends SharedLogRuns {
    @Override
    protected Storage newStorage() {
        return InMemoryStorage.create();
    }
}
