package dev.florin.ledger.storage.mapdb;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerRuns;
import org.junit.jupiter.api.AfterEach;

/** Long runs, with their index in MapDB. */
class MapDbLedgerRunsTest extends LedgerRuns {
    private final TemporaryMapDbBooks books = new TemporaryMapDbBooks();

    @Override
    protected Storage newStorage() {
        return books.next();
    }

    @Override
    protected long usualRuns() {
        return 2;
    }

    @AfterEach
    void delete() {
        books.close();
    }
}
