package dev.florin.ledger.storage.mapdb;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.file.FileStorage;
import dev.florin.ledger.storage.index.BooksOpener;
import dev.florin.ledger.storage.maps.MapDbDisk;
import dev.florin.ledger.storage.maps.MapDbLibrary;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Keeps the books in a folder: the journal, the snapshots and the lock of the {@linkplain FileStorage file storage}, and the
 * index, which finds transfers by id and the entries of an account, in maps of MapDB. The journal is the truth: an index that
 * is lost, damaged or half written is found to be so, and made again from the journal. Durable, as the file storage is.
 *
 * <p>The same folder can be opened with the file storage, and this one again, one after the other: each has an index of its own,
 * and catches up. MapDB is an optional dependency, which whoever uses this adds; {@code docs/storage-mapdb.md} says how, and when
 * this storage is worth it.
 *
 * <p>Immutable and thread-safe; it only says where the books are and how new segments are made.
 */
public final class MapDbStorage implements Storage {
    private final FileStorage files;

    private MapDbStorage(FileStorage files) {
        this.files = files;
    }

    /**
     * Books in a folder. It is made when the books are opened first; one that is there must be empty, or hold books.
     *
     * @param folder the folder
     * @return the storage
     */
    public static MapDbStorage at(Path folder) {
        return new MapDbStorage(FileStorage.at(folder));
    }

    /**
     * The same books, with another size of new segments of the journal.
     *
     * @param bytes as {@link FileStorage#segmentBytes} takes them
     * @return the storage
     */
    public MapDbStorage segmentBytes(long bytes) {
        return new MapDbStorage(files.segmentBytes(bytes));
    }

    /**
     * The same books, with snapshots at other distances.
     *
     * @param bytes as {@link FileStorage#snapshotEvery} takes them
     * @return the storage
     */
    public MapDbStorage snapshotEvery(long bytes) {
        return new MapDbStorage(files.snapshotEvery(bytes));
    }

    /**
     * Opens the books.
     *
     * @throws dev.florin.ledger.StorageException as any storage, and if MapDB is not there: then it says which dependency to add,
     *     and nothing was touched
     */
    @Override
    public Session open(Replay replay) {
        Objects.requireNonNull(replay, "replay");
        MapDbLibrary.require();
        return BooksOpener.Holder.get().open(files, MapDbDisk::open, replay);
    }

    /**
     * Names the folder.
     *
     * @return the folder
     */
    @Override
    public String toString() {
        return files + ", with their index in MapDB";
    }
}
