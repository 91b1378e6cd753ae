package dev.florin.ledger.storage.maps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders on a file system in memory, where there is one: an index in MapDB that is flushed all the time forces the
 * disk thousands of times, which shows nothing that these tests look for.
 */
public final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension) throws IOException {
        return folder();
    }

    /** A new folder, which the caller deletes. */
    public static Path folder() throws IOException {
        return Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "florin")
                : Files.createTempDirectory("florin");
    }
}
