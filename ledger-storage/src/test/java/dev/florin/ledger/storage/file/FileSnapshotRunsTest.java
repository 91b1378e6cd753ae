package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerRuns;
import org.junit.jupiter.api.AfterEach;

/** Long runs, on files with a snapshot whenever one can be taken. */
class FileSnapshotRunsTest extends LedgerRuns {
    private final TemporaryBooks books = new TemporaryBooks();

    @Override
    protected Storage newStorage() {
        return books.next().snapshotEvery(1);
    }

    @Override
    protected long usualRuns() {
        return 4;
    }

    @AfterEach
    void delete() {
        books.close();
    }
}
