package dev.florin.ledger.storage.h2;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerRuns;
import org.junit.jupiter.api.AfterEach;

/** Long runs, in H2. */
class H2LedgerRunsTest extends LedgerRuns {
    private final TemporaryDatabases books = new TemporaryDatabases();

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
