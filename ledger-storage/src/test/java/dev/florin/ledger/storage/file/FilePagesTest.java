package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.PagesWhilePosting;

/** Pages while others post, on files. */
class FilePagesTest extends PagesWhilePosting {
    /** Made when the first storage is asked for, which is before this class has its fields. */
    private TemporaryBooks books;

    @Override
    protected Storage newStorage() {
        books = new TemporaryBooks();
        return books.next();
    }

    @Override
    protected void forgetStorage() {
        books.close();
    }
}
