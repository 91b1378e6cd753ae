package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.index.BooksOpener;
import dev.florin.ledger.storage.index.FileIndex;
import dev.florin.ledger.storage.index.IndexHome;
import dev.florin.ledger.storage.index.IndexSizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books in a folder: an append-only journal in segments, as {@code docs/file-format.md} describes it. Durable:
 * what was appended is forced to the disk. The folder is held with a lock while the books are open, so that no other
 * process can open them.
 *
 * <p>Immutable and thread-safe; it only says where the books are and how new segments are made.
 */
public final class FileStorage implements Storage {
    static final long DEFAULT_SEGMENT_BYTES = 64L << 20;
    private static final long MIN_SEGMENT_BYTES = 64L << 10;
    private static final long MAX_SEGMENT_BYTES = 1L << 30;
    private static final long DEFAULT_SNAPSHOT_BYTES = 256L << 20;

    static {
        BooksOpener.Holder.set(
                (storage, home, replay) -> ((FileStorage) storage).open(home, IndexSizes.STANDARD, replay));
    }

    private final Path folder;
    private final long segmentBytes;
    private final long snapshotBytes;

    private FileStorage(Path folder, long segmentBytes, long snapshotBytes) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.snapshotBytes = snapshotBytes;
    }

    /**
     * Books in a folder. It is made when the books are opened first; one that is there must be empty, or hold books.
     *
     * @param folder the folder
     * @return the storage
     */
    public static FileStorage at(Path folder) {
        return new FileStorage(Objects.requireNonNull(folder, "folder"), DEFAULT_SEGMENT_BYTES, DEFAULT_SNAPSHOT_BYTES);
    }

    /**
     * The same books, with another size of new segments. The first segments of new books are smaller, and a batch that
     * does not fit into a segment gets a larger one.
     *
     * @param bytes a multiple of 4,096, from 64 KiB to 1 GiB; 64 MiB if nothing is said
     * @return the storage
     */
    public FileStorage segmentBytes(long bytes) {
        if (bytes < MIN_SEGMENT_BYTES || bytes > MAX_SEGMENT_BYTES || bytes % SegmentHeader.BYTES != 0) {
            throw new IllegalArgumentException("a segment of " + bytes + " bytes: it must be a multiple of "
                    + SegmentHeader.BYTES + " from " + MIN_SEGMENT_BYTES + " to " + MAX_SEGMENT_BYTES);
        }
        return new FileStorage(folder, bytes, snapshotBytes);
    }

    /**
     * The same books, with snapshots at other distances. A snapshot is taken in the background once so much was journaled
     * behind the one before, and at least twice the bytes of that snapshot; opening replays what is behind the newest.
     *
     * @param bytes bytes of journal, at least 1; 256 MiB if nothing is said, {@link Long#MAX_VALUE} for no snapshots
     * @return the storage
     */
    public FileStorage snapshotEvery(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a snapshot every " + bytes + " bytes: it must be 1 at least");
        }
        return new FileStorage(folder, segmentBytes, bytes);
    }

    @Override
    public Session open(Replay replay) {
        return open(null, IndexSizes.STANDARD, replay);
    }

    /** Opens the books with the index in another home, if one is given. */
    Session open(@Nullable IndexHome home, IndexSizes sizes, Replay replay) {
        Objects.requireNonNull(replay, "replay");
        ExecutorService segments = Spares.executor();
        ExecutorService indexes = FileIndex.executor();
        BooksFolder books = null;
        boolean opened = false;
        try {
            books = BooksFolder.hold(folder);
            List<String> notes = new ArrayList<>();
            BooksFolder held = books;
            Folders folders = home == null ? held.folders() : held.folders(home, notes);
            Session session = FileSession.open(
                    folders,
                    new Settings(segmentBytes, snapshotBytes, sizes, segments, indexes),
                    () -> {
                        segments.shutdown();
                        indexes.shutdown();
                        held.close();
                    },
                    replay,
                    notes);
            opened = true;
            return session;
        } catch (IOException e) {
            throw couldNotOpen(folder.toString(), e);
        } finally {
            if (!opened) {
                segments.shutdown();
                indexes.shutdown();
                release(books);
            }
        }
    }

    /** F6. */
    static StorageException couldNotOpen(String folder, IOException cause) {
        return new StorageException(
                "[F6] the books in " + folder + " could not be opened (" + cause
                        + "). What is in them is as it was; see to the folder and its disk, and open them again",
                cause);
    }

    private static void release(@Nullable BooksFolder books) {
        if (books != null) {
            try {
                books.close();
            } catch (IOException e) {
                throw new StorageException("the lock of the books could not be released", e);
            }
        }
    }

    /**
     * Names the folder.
     *
     * @return the folder
     */
    @Override
    public String toString() {
        return "books in " + folder;
    }
}
