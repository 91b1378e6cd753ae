package dev.florin.ledger.memory;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.StorageContractTest;

/** The in-memory storage keeps the contract of storages. */
class InMemoryStorageTest extends StorageContractTest {
    private final Storage storage = InMemoryStorage.create();

    @Override
    protected Storage storage() {
        return storage;
    }
}
