package dev.florin.ledger.ownstorage;

import dev.florin.ledger.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a folder for one session: against other processes by a lock on a file, which goes with its process. */
final class FolderLock implements Closeable {
    /** Asked first: closing any file of this process that is open on the same lock file would drop the lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final RandomAccessFile file;

    private FolderLock(Path folder, RandomAccessFile file) {
        this.folder = folder;
        this.file = file;
    }

    static FolderLock take(Path path) throws IOException {
        Path folder = path.toRealPath();
        if (!HELD.add(folder)) {
            throw new StorageException(
                    "the books in " + path + " are open in this process already; close their ledger first");
        }
        boolean taken = false;
        RandomAccessFile file = null;
        try {
            file = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
            if (file.getChannel().tryLock() == null) {
                throw new StorageException("the books in " + path + " are in use by another process; end it first");
            }
            taken = true;
            return new FolderLock(folder, file);
        } finally {
            if (!taken) {
                if (file != null) {
                    file.close();
                }
                HELD.remove(folder);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
