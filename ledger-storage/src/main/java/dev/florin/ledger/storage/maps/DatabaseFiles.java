package dev.florin.ledger.storage.maps;

import dev.florin.ledger.storage.disk.NioDisk;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a database in a folder, and the mark that says that the database may be half written. MapDB has a log, which it
 * never reads again: what it was writing when the process ended stays as it is. The mark is on the disk before MapDB writes,
 * and goes when it has; a database that is found marked is not trusted.
 *
 * <p>Public for those who look whether there is a database; it loads nothing of MapDB.
 */
public final class DatabaseFiles {
    private static final String DATABASE = "index.mapdb";
    private static final String LOG = DATABASE + ".wal.";
    private static final String MARK = DATABASE + ".unfinished";

    private final Path folder;
    private final Path database;
    private final Path mark;

    /**
     * Those in a folder of books.
     *
     * @param folder the folder
     */
    public DatabaseFiles(Path folder) {
        this.folder = folder;
        this.database = folder.resolve(DATABASE);
        this.mark = folder.resolve(MARK);
    }

    /**
     * The database itself.
     *
     * @return its path
     */
    public Path database() {
        return database;
    }

    /**
     * Whether there is a database.
     *
     * @return true if there is
     */
    public boolean exist() {
        return Files.exists(database);
    }

    /**
     * Whether the database may be half written or damaged.
     *
     * @return true if it is marked so
     */
    public boolean isMarked() {
        return Files.exists(mark);
    }

    /** Returns when the mark is on the disk. */
    void mark() throws IOException {
        try {
            Files.createFile(mark);
        } catch (FileAlreadyExistsException e) {
            // Then it is there, but perhaps not on the disk yet.
        }
        forceFolder();
    }

    /** Removes the mark. If that is lost with the machine, an index is made again that need not be. */
    void unmark() throws IOException {
        Files.deleteIfExists(mark);
    }

    /** Deletes the database for good, under a mark, which stays. */
    void discard() throws IOException {
        mark();
        Files.deleteIfExists(database);
        deleteLogs();
        forceFolder();
    }

    /** Deletes logs, which MapDB leaves behind and does not read. */
    void deleteLogs() throws IOException {
        List<Path> logs;
        try (Stream<Path> all = Files.list(folder)) {
            logs = all.filter(file -> file.getFileName().toString().startsWith(LOG))
                    .toList();
        }
        for (Path log : logs) {
            Files.delete(log);
        }
    }

    /** An interrupt closes the channel that forces, and nothing else: so it is tried again. */
    private void forceFolder() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    NioDisk.forceFolder(folder);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
