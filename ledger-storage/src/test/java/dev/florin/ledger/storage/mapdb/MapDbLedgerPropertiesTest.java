package dev.florin.ledger.storage.mapdb;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerProperties;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.lifecycle.AfterTry;

/** The properties, with their index in MapDB. */
@PropertyDefaults(tries = 4, edgeCases = EdgeCasesMode.NONE)
class MapDbLedgerPropertiesTest extends LedgerProperties {
    private final List<TemporaryMapDbBooks> books = new ArrayList<>();

    @Override
    protected Storage newStorage() {
        books.add(new TemporaryMapDbBooks());
        return books.get(books.size() - 1).next();
    }

    @AfterTry
    void delete() {
        books.forEach(TemporaryMapDbBooks::close);
        books.clear();
    }
}
