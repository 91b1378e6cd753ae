package dev.florin.ledger.storage.h2;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerProperties;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.lifecycle.AfterTry;

/** The properties, in H2. */
@PropertyDefaults(tries = 6, edgeCases = EdgeCasesMode.NONE)
class H2LedgerPropertiesTest extends LedgerProperties {
    private final List<TemporaryDatabases> books = new ArrayList<>();

    @Override
    protected Storage newStorage() {
        books.add(new TemporaryDatabases());
        return books.get(books.size() - 1).next();
    }

    @AfterTry
    void delete() {
        books.forEach(TemporaryDatabases::close);
        books.clear();
    }
}
