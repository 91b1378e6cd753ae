package dev.florin.ledger.ownstorage;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.memory.MemoryIndex;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps the books in one append-only file of a folder, with the index in memory. Durable: a group of batches is forced before
 * it counts. Left out: snapshots, so that opening replays everything, and an index on the disk, so that memory grows with the
 * journal.
 */
public final class OneFileStorage implements Storage {
    private final Path folder;

    private OneFileStorage(Path folder) {
        this.folder = folder;
    }

    /**
     * Books in a folder, which is made when they are opened first.
     *
     * @param folder the folder
     * @return the storage
     */
    public static OneFileStorage at(Path folder) {
        return new OneFileStorage(folder.toAbsolutePath().normalize());
    }

    @Override
    public Session open(Replay replay) {
        boolean interrupted = Thread.interrupted(); // it would close files that are being opened
        FolderLock lock = null;
        JournalFile journal = null;
        boolean opened = false;
        try {
            Files.createDirectories(folder);
            lock = FolderLock.take(folder);
            journal = JournalFile.open(folder);
            Session session = recover(journal, lock, replay);
            opened = true;
            return session;
        } catch (IOException e) {
            throw new StorageException(
                    "the books in " + folder + " could not be opened (" + e + "); see to the disk and open them again",
                    e);
        } finally {
            if (!opened) {
                OneFileSession.closeAll(journal, lock);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Session recover(JournalFile journal, FolderLock lock, Replay replay) throws IOException {
        MemoryIndex index = new MemoryIndex(journal::frame);
        replay.begin(index);
        JournalFile.Found found = journal.walk((batch, place) -> {
            replay.accept(batch);
            index.add(batch, place);
        });
        replay.end(); // only now it is known to be right, and may be changed
        journal.repair(found);
        List<String> notes = found.cutBytes() == 0
                ? List.of()
                : List.of(journal + ": " + found.cutBytes() + " bytes of an unfinished write were cut at offset "
                        + found.end());
        return new OneFileSession(journal, index, lock, new Recovered(found.sealed(), found.cutBytes(), notes));
    }
}
