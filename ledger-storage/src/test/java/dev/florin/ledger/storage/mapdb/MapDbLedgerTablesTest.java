package dev.florin.ledger.storage.mapdb;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerTables;
import org.junit.jupiter.api.AfterEach;

/** The tables, with their index in MapDB. */
class MapDbLedgerTablesTest extends LedgerTables {
    private final TemporaryMapDbBooks books = new TemporaryMapDbBooks();

    @Override
    protected Storage newStorage() {
        return books.next();
    }

    @AfterEach
    void delete() {
        books.close();
    }
}
