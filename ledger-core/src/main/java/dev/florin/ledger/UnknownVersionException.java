package dev.florin.ledger;

/**
 * The books were written by a later version of the library, in a form that this one cannot read. Nothing is wrong with
 * them: a version that is new enough opens them. The message says which versions this library knows.
 */
public final class UnknownVersionException extends StorageException {
    private static final long serialVersionUID = 1L;

    /**
     * Names what has the version, and the versions that can be read.
     *
     * @param message what was found
     */
    public UnknownVersionException(String message) {
        super(message);
    }
}
