package dev.florin.ledger.ownstorage;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.LedgerRuns;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Long runs of a ledger over the storage agree with the model. */
class OneFileRunsTest extends LedgerRuns {
    @TempDir
    Path root;

    private int count;

    @Override
    protected Storage newStorage() {
        return OneFileStorage.at(root.resolve(Integer.toString(count++)));
    }

    @Override
    protected long usualRuns() {
        return 2;
    }
}
