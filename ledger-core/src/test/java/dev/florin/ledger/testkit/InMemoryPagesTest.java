package dev.florin.ledger.testkit;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;

/** Pages while others post, on the storage in memory. */
class InMemoryPagesTest extends PagesWhilePosting {
    @Override
    protected Storage newStorage() {
        return InMemoryStorage.create();
    }
}
