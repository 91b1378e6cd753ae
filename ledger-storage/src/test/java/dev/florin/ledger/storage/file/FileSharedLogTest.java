package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.SharedLogRuns;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Three ledgers over one log, two of them on files and one in memory. */
class FileSharedLogTest extends SharedLogRuns {
    @TempDir
    private Path folder;

    private int books;

    @Override
    protected Storage newStorage() {
        return FileStorage.at(folder.resolve("books" + books++)).segmentBytes(64 << 10);
    }
}
