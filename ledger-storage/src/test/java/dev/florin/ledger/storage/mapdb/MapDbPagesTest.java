package dev.florin.ledger.storage.mapdb;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.PagesWhilePosting;

/** Pages while others post, with their index in MapDB. */
class MapDbPagesTest extends PagesWhilePosting {
    /** Made when the first storage is asked for, which is before this class has its fields. */
    private TemporaryMapDbBooks books;

    @Override
    protected Storage newStorage() {
        books = new TemporaryMapDbBooks();
        return books.next();
    }

    @Override
    protected void forgetStorage() {
        books.close();
    }
}
