package dev.florin.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The storage could not do what was asked: a failed write or force, a full disk, damaged or foreign files, a folder in
 * use by another process. The message names the file and, for damage, the offset and what was expected there.
 */
public non-sealed class StorageException extends LedgerException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the storage, the figures and what to do next.
     *
     * @param message what went wrong
     */
    public StorageException(String message) {
        super(message);
    }

    /**
     * Names the storage, the figures and what to do next.
     *
     * @param message what went wrong
     * @param cause the fault below, if there is one
     */
    public StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
