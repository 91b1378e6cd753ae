package dev.florin.ledger.storage.index;

import java.io.IOException;

/** A file of the index is not what was written. */
final class DamagedIndexException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedIndexException(String message) {
        super(message);
    }
}
