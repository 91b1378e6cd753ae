package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerRuns;
import org.junit.jupiter.api.AfterEach;

/** Long runs, on files. */
class FileLedgerRunsTest extends LedgerRuns {
    private final TemporaryBooks books = new TemporaryBooks();

    @Override
    protected Storage newStorage() {
        return books.next();
    }

    @Override
    protected long usualRuns() {
        return 5;
    }

    @AfterEach
    void delete() {
        books.close();
    }
}
