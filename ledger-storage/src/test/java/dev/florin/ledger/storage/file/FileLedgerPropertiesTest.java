package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerProperties;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.lifecycle.AfterTry;

/** The properties, on files. */
@PropertyDefaults(tries = 15, edgeCases = EdgeCasesMode.NONE)
class FileLedgerPropertiesTest extends LedgerProperties {
    private final List<TemporaryBooks> books = new ArrayList<>();

    @Override
    protected Storage newStorage() {
        books.add(new TemporaryBooks());
        return books.get(books.size() - 1).next();
    }

    @AfterTry
    void delete() {
        books.forEach(TemporaryBooks::close);
        books.clear();
    }
}
