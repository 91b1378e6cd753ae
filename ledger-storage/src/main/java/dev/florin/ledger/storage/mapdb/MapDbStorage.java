package dev.florin.ledger.storage.mapdb;

import dev.florin.ledger.spi.Storage;

/** To come. */
public final class MapDbStorage implements Storage {
    private MapDbStorage() {}

    @Override
    public Session open(Replay replay) {
        throw new UnsupportedOperationException(org.mapdb.DBMaker.class.getName() + org.mapdb.HTreeMap.class.getName());
    }
}
