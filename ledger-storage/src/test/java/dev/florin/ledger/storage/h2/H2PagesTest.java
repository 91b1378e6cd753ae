package dev.florin.ledger.storage.h2;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.PagesWhilePosting;

/** Pages while others post, in H2. */
class H2PagesTest extends PagesWhilePosting {
    /** Made when the first storage is asked for, which is before this class has its fields. */
    private TemporaryDatabases books;

    @Override
    protected Storage newStorage() {
        books = new TemporaryDatabases();
        return books.next();
    }

    @Override
    protected void forgetStorage() {
        books.close();
    }
}
