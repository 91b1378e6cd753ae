package dev.florin.ledger.testkit;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;

/** The tables, on the storage in memory. */
class InMemoryTablesTest extends LedgerTables {
    @Override
    protected Storage newStorage() {
        return InMemoryStorage.create();
    }
}
