package dev.florin.ledger.cli.csv;

/** A file that cannot be used as it stands. The message says why and what to do, in a line. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message why, and what to do next
     */
    public BadInputException(String message) {
        super(message);
    }
}
