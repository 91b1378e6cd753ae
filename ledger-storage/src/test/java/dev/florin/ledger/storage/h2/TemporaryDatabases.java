package dev.florin.ledger.storage.h2;

import dev.florin.ledger.storage.index.IndexSizes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders for databases that are thrown away, with an index in parts so small that they go to its tables. */
final class TemporaryDatabases implements AutoCloseable {
    static final IndexSizes SMALL = new IndexSizes(40, 160, 1, 3, 1, 3);

    private final Path root;
    private int count;

    TemporaryDatabases() {
        try {
            root = Files.createTempDirectory("florin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** New books. */
    H2Storage next() {
        return H2Storage.at(root.resolve(Integer.toString(count++))).indexSizes(SMALL);
    }

    /** Does something to the database in a folder that only its owner may. */
    static void sql(Path folder, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:async:" + folder.resolve("books") + ";IFEXISTS=TRUE", "FLORIN", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
