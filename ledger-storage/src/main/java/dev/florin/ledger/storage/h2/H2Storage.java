package dev.florin.ledger.storage.h2;

import dev.florin.ledger.spi.Storage;

/** To come. */
public final class H2Storage implements Storage {
    private H2Storage() {}

    @Override
    public Session open(Replay replay) {
        throw new UnsupportedOperationException(org.h2.Driver.class.getName());
    }
}
