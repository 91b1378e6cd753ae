package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.mapdb.MapDbStorage;
import dev.florin.ledger.testkit.DurableStorageContractTest;
import dev.florin.ledger.testkit.StorageKind;
import java.nio.file.Path;

/** The storage with its index in MapDB keeps the contract of durable storages, with an index that is written all the time. */
class MapDbContractTest extends DurableStorageContractTest {
    /** A tiny index; segments of the size that users have are what fills the disk. */
    public static final class Kind implements StorageKind {
        @Override
        public Storage at(Path folder) {
            return MapDbChild.tiny(folder);
        }

        /** A new database of MapDB takes more than two megabytes. */
        @Override
        public int largestFileKilobytes() {
            return 3_100;
        }

        @Override
        public Storage inLargeFiles(Path folder) {
            return MapDbStorage.at(folder).segmentBytes(4 << 20);
        }
    }

    /** Processes with a MapDB take long to start and to end. */
    @Override
    protected int usualKills() {
        return 20;
    }

    /** Most of them have a database made again, which forces often. */
    @Override
    protected int usualDamages() {
        return 20;
    }

    @Override
    protected StorageKind kind() {
        return new Kind();
    }
}
