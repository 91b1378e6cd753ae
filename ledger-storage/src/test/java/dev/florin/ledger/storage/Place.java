package dev.florin.ledger.storage;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.file.FileStorage;
import dev.florin.ledger.storage.h2.H2Storage;
import dev.florin.ledger.storage.mapdb.MapDbStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What keeps books in tests of moves.
 *
 * @param name for the names of tests
 * @param storage makes books in a folder, or those in memory
 */
record Place(String name, Function<Path, Storage> storage) {
    static final Place MEMORY = new Place("memory", folder -> InMemoryStorage.create());
    static final Place FILES = new Place("files", FileStorage::at);

    private static final List<Place> ALL = List.of(
            MEMORY,
            FILES,
            new Place("h2", H2Storage::at),
            new Place("mapdb", MapDbStorage::at),
            new Place(
                    "small files",
                    folder -> FileStorage.at(folder).segmentBytes(64 << 10).snapshotEvery(20_000)));

    /** New books; those in memory are in the object that is returned. */
    Storage in(Path folder) {
        return storage.apply(folder);
    }

    /** A line for each storage. */
    static List<Place> all() {
        return ALL;
    }

    /** All ways to move. */
    static Stream<Arguments> moves() {
        return ALL.stream().flatMap(from -> ALL.stream().map(to -> Arguments.of(from, to)));
    }

    @Override
    public String toString() {
        return name;
    }
}
