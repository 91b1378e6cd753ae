package dev.florin.ledger.ownstorage;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.DurableStorageContractTest;
import dev.florin.ledger.testkit.StorageKind;
import java.nio.file.Path;

/** The storage keeps the contract of durable storages. */
class OneFileStorageTest extends DurableStorageContractTest {
    /** Where books are: child processes make it by its name. */
    public static final class Kind implements StorageKind {
        @Override
        public Storage at(Path folder) {
            return OneFileStorage.at(folder);
        }
    }

    @Override
    protected StorageKind kind() {
        return new Kind();
    }

    @Override
    protected int usualKills() {
        return 10;
    }
}
