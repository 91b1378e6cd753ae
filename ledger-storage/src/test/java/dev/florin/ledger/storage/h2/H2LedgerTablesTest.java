package dev.florin.ledger.storage.h2;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerTables;
import org.junit.jupiter.api.AfterEach;

/** The tables, in H2. */
class H2LedgerTablesTest extends LedgerTables {
    private final TemporaryDatabases books = new TemporaryDatabases();

    @Override
    protected Storage newStorage() {
        return books.next();
    }

    @AfterEach
    void delete() {
        books.close();
    }
}
