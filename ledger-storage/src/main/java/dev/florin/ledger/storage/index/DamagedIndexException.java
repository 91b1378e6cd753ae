package dev.florin.ledger.storage.index;

import java.io.IOException;

/** A file of the index is not what was written. */
public final class DamagedIndexException extends IOException {
    private static final long serialVersionUID = 1;

    /** Says which file, where, and what is wrong. */
    public DamagedIndexException(String message) {
        super(message);
    }

    /** The same, with what it was found by. */
    public DamagedIndexException(String message, Throwable cause) {
        super(message, cause);
    }
}
