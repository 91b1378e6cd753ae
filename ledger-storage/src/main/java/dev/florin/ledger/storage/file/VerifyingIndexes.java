package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.maps.DatabaseFiles;
import dev.florin.ledger.storage.maps.MapDbDisk;
import dev.florin.ledger.storage.maps.MapDbLibrary;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The indexes of books whose journal is being verified: the one in files, the one in MapDB, or both. One thread. */
final class VerifyingIndexes implements Closeable {
    private final List<VerifyingIndex> indexes = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private @Nullable MapDbDisk mapDb;

    /**
     * Begins to compare what indexes there are with the journal of these books, and changes nothing.
     *
     * @param notes takes why one is not compared
     */
    VerifyingIndexes(Path folder, Disk journal, UUID books, List<String> notes) throws IOException {
        Disk files = BooksFolder.indexToRead(folder);
        if (files != null) {
            indexes.add(new VerifyingIndex(files, "the folder of the index", journal, books));
        }
        DatabaseFiles database = new DatabaseFiles(folder);
        if (database.exist()) {
            boolean opened = false;
            try {
                openMapDb(folder, database, journal, books, notes);
                opened = true;
            } finally {
                if (!opened) {
                    close();
                }
            }
        }
    }

    private void openMapDb(Path folder, DatabaseFiles database, Disk journal, UUID books, List<String> notes)
            throws IOException {
        String name = database.database().toString();
        if (database.isMarked()) {
            notes.add("[M1] " + name + " may be half written, or was found damaged. The index in it is made again when"
                    + " the books are opened with MapDB.");
            return;
        }
        if (MapDbLibrary.missing() != null) {
            notes.add(
                    name + " has an index in MapDB, which was not compared with the journal: MapDB is not on the class"
                            + " path here. It is checked block by block when the books are read with MapDB.");
            return;
        }
        try {
            MapDbDisk disk = MapDbDisk.openToRead(folder);
            mapDb = disk;
            indexes.add(new VerifyingIndex(disk, "that file", journal, books));
        } catch (IOException e) {
            damaged.add("the index in " + name + " could not be read (" + e.getMessage()
                    + "). It is made again from the journal when the books are opened with MapDB.");
        }
    }

    /** Takes the next batch, which was verified. */
    void batch(EffectBatch batch, long place) {
        indexes.forEach(index -> index.batch(batch, place));
    }

    /** Tells what is wrong, after the last batch. */
    void finish(List<String> problems, List<String> notes) {
        problems.addAll(damaged);
        indexes.forEach(index -> index.finish(problems, notes));
    }

    @Override
    public void close() throws IOException {
        try {
            for (VerifyingIndex index : indexes) {
                index.close();
            }
        } finally {
            if (mapDb != null) {
                mapDb.close();
            }
        }
    }
}
