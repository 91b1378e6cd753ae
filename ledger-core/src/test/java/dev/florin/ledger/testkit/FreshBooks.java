package dev.florin.ledger.testkit;

import dev.florin.ledger.internal.books.Books;
import dev.florin.ledger.internal.books.History;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;

/** Books without a ledger around them. */
public final class FreshBooks {
    private FreshBooks() {}

    /** Books that look back into a storage. */
    public static Books over(IdMap accountIds, Storage.Reader past) {
        Books books = new Books(accountIds, new History(0));
        books.history().begin(past);
        return books;
    }

    /** Books over a storage that stays empty: what a batch held is forgotten when it is used again. */
    public static Books forgetful() {
        return over(new IdMap(), storage());
    }

    /** A storage to append to and to look into. */
    public static Storage.Session storage() {
        return InMemoryStorage.create().open(batch -> {});
    }
}
