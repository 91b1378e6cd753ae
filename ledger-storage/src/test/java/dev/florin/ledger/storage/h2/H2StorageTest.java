package dev.florin.ledger.storage.h2;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.StorageContractTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The H2 storage keeps the contract of storages. */
class H2StorageTest extends StorageContractTest {
    @TempDir
    Path folder;

    @Override
    protected Storage storage() {
        return H2Storage.at(folder.resolve("books"));
    }
}
