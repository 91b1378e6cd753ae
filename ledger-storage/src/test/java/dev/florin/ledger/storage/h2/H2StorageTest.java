package dev.florin.ledger.storage.h2;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.DurableStorageContractTest;
import dev.florin.ledger.testkit.StorageKind;
import java.nio.file.Path;

/** The H2 storage keeps the contract of durable storages, with an index in small parts and with many snapshots. */
class H2StorageTest extends DurableStorageContractTest {
    /** Books in a folder. */
    public static final class H2Kind implements StorageKind {
        @Override
        public Storage at(Path folder) {
            return H2Storage.at(folder).snapshotEvery(1).indexSizes(TemporaryDatabases.SMALL);
        }
    }

    @Override
    protected StorageKind kind() {
        return new H2Kind();
    }
}
