package dev.florin.ledger.storage.mapdb;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.maps.InMemory;
import dev.florin.ledger.testkit.SharedLogRuns;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Three ledgers over one log, two of them in MapDB and one in memory. */
class MapDbSharedLogTest extends SharedLogRuns {
    @TempDir(factory = InMemory.class)
    private Path folder;

    private int books;

    @Override
    protected Storage newStorage() {
        return MapDbStorage.at(folder.resolve("books" + books++)).segmentBytes(64 << 10);
    }
}
