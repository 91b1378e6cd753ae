package dev.florin.ledger.ownstorage;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerTables;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A ledger over the storage does what the tables of commands say, one new storage after the other. */
class OneFileTablesTest extends LedgerTables {
    @TempDir
    Path root;

    private int count;

    @Override
    protected Storage newStorage() {
        return OneFileStorage.at(root.resolve(Integer.toString(count++)));
    }
}
