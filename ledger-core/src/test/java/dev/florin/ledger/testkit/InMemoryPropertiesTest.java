package dev.florin.ledger.testkit;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;

/** The properties, on the storage in memory. */
class InMemoryPropertiesTest extends LedgerProperties {
    @Override
    protected Storage newStorage() {
        return InMemoryStorage.create();
    }
}
