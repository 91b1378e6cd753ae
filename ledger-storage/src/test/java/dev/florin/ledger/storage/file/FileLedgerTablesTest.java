package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerTables;
import org.junit.jupiter.api.AfterEach;

/** The tables, on files. */
class FileLedgerTablesTest extends LedgerTables {
    private final TemporaryBooks books = new TemporaryBooks();

    @Override
    protected Storage newStorage() {
        return books.next();
    }

    @AfterEach
    void delete() {
        books.close();
    }
}
