package dev.florin.ledger.storage.h2;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.ChangesRuns;
import org.junit.jupiter.api.AfterEach;

/** Streams of changes from H2, with and without snapshots. */
class H2ChangesTest extends ChangesRuns {
    private final TemporaryDatabases books = new TemporaryDatabases();

    @Override
    protected Storage newStorage(long seed) {
        return seed % 2 == 0 ? books.next() : books.next().snapshotEvery(1);
    }

    @AfterEach
    void delete() {
        books.close();
    }
}
