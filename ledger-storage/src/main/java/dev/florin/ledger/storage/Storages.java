package dev.florin.ledger.storage;

import dev.florin.ledger.spi.Storage;

/** Finds the storage for a place, so that an application changes its storage with a line of its configuration. */
public final class Storages {
    private Storages() {}

    /**
     * The storage of the books at a place.
     *
     * @param location {@code DIR} or {@code file:DIR} for files, {@code mapdb:DIR} for files with an index in MapDB, {@code
     *     h2:DIR} for a database of H2 in a folder of its own, {@code jdbc:h2:…} for one of H2 by its URL
     * @return the storage, which nobody has opened yet
     * @throws IllegalArgumentException if it is none of these; says what there is
     */
    public static Storage at(String location) {
        return Location.of(location).storage();
    }
}
