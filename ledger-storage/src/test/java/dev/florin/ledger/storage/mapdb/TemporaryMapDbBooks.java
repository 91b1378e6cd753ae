package dev.florin.ledger.storage.mapdb;

import dev.florin.ledger.storage.maps.InMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders for books that are thrown away, with small segments. */
final class TemporaryMapDbBooks implements AutoCloseable {
    private static final long SEGMENT_BYTES = 64L << 10;

    private final Path root;
    private int count;

    TemporaryMapDbBooks() {
        try {
            root = InMemory.folder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** New books. */
    MapDbStorage next() {
        return MapDbStorage.at(root.resolve(Integer.toString(count++))).segmentBytes(SEGMENT_BYTES);
    }

    /** Deletes all books. */
    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(root)) {
            List<Path> fromTheLeaves = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : fromTheLeaves) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
