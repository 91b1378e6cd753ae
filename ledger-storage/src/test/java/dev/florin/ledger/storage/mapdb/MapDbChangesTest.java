package dev.florin.ledger.storage.mapdb;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.ChangesRuns;
import org.junit.jupiter.api.AfterEach;

/** Streams of changes with their index in MapDB, with and without snapshots. */
class MapDbChangesTest extends ChangesRuns {
    private final TemporaryMapDbBooks books = new TemporaryMapDbBooks();

    @Override
    protected Storage newStorage(long seed) {
        return seed % 2 == 0 ? books.next() : books.next().snapshotEvery(1);
    }

    @AfterEach
    void delete() {
        books.close();
    }
}
