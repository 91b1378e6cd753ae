package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.Storage;
import java.nio.file.Path;

/**
 * A kind of durable storage, for {@link DurableStorageContractTest}. The class is public and has a public constructor
 * without parameters, so that other processes can make it by its name. Small segments, pages and distances between
 * snapshots are best here: more happens in little time.
 */
public interface StorageKind {
    /**
     * Says where books are.
     *
     * @param folder holds all there is of the books, and nothing else; may not be there yet
     * @return a new storage; nothing is opened
     */
    Storage at(Path folder);

    /**
     * Says where books are whose files grow until {@link #largestFileKilobytes} stops them: for a storage that would
     * otherwise go on in ever more small files.
     *
     * @param folder as {@link #at}
     * @return a new storage; nothing is opened
     */
    default Storage inLargeFiles(Path folder) {
        return at(folder);
    }

    /**
     * The size at which the system stops the files of a child process, for a disk that is full: new books fit, and some
     * megabytes of transfers do not.
     *
     * @return kilobytes
     */
    default int largestFileKilobytes() {
        return 1_536;
    }
}
