package dev.florin.ledger.storage.h2;

import dev.florin.ledger.spi.Storage;
import java.nio.file.Path;
import java.util.Objects;

/** To come. */
public final class H2Storage implements Storage {
    private H2Storage() {}

    /**
     * Books in a folder.
     *
     * @param folder the folder
     * @return the storage
     */
    public static H2Storage at(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return new H2Storage();
    }

    /**
     * Books in a database.
     *
     * @param jdbcUrl its URL
     * @return the storage
     */
    public static H2Storage url(String jdbcUrl) {
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        return new H2Storage();
    }

    @Override
    public Session open(Replay replay) {
        throw new UnsupportedOperationException(org.h2.Driver.class.getName());
    }
}
