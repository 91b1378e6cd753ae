package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.ChangesRuns;
import org.junit.jupiter.api.AfterEach;

/** Streams of changes from files, with and without snapshots. */
class FileChangesTest extends ChangesRuns {
    private final TemporaryBooks books = new TemporaryBooks();

    @Override
    protected Storage newStorage(long seed) {
        return seed % 2 == 0 ? books.next() : books.next().snapshotEvery(1);
    }

    @AfterEach
    void delete() {
        books.close();
    }
}
