package dev.florin.ledger.testkit;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.PropertyDefaults;

/** The properties, on the storage in memory. */
@PropertyDefaults(tries = 40, edgeCases = EdgeCasesMode.NONE)
class InMemoryPropertiesTest extends LedgerProperties {
    @Override
    protected Storage newStorage() {
        return InMemoryStorage.create();
    }
}
