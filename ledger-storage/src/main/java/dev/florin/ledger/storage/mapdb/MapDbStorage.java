package dev.florin.ledger.storage.mapdb;

import dev.florin.ledger.spi.Storage;
import java.nio.file.Path;
import java.util.Objects;

/** To come. */
public final class MapDbStorage implements Storage {
    private MapDbStorage() {}

    /**
     * Books in a folder.
     *
     * @param folder the folder
     * @return the storage
     */
    public static MapDbStorage at(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return new MapDbStorage();
    }

    @Override
    public Session open(Replay replay) {
        throw new UnsupportedOperationException(org.mapdb.DBMaker.class.getName() + org.mapdb.HTreeMap.class.getName());
    }
}
