package dev.florin.ledger.storage.h2;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.SharedLogRuns;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Three ledgers over one log, two of them in H2 and one in memory. */
class H2SharedLogTest extends SharedLogRuns {
    @TempDir
    private Path folder;

    private int books;

    @Override
    protected Storage newStorage() {
        return H2Storage.at(folder.resolve("books" + books++));
    }
}
