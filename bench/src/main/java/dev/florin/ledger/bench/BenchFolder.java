package dev.florin.ledger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A new folder on the disk that is measured, deleted with all that is in it. */
public final class BenchFolder implements AutoCloseable {
    /** Where the folders are made; a file system in memory would measure nothing. */
    private static final Path PARENT = Path.of(System.getProperty("florin.bench.dir", "bench-books"));

    private final Path path;

    /** Makes it. */
    public BenchFolder() {
        try {
            Files.createDirectories(PARENT);
            path = Files.createTempDirectory(PARENT, "books");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
