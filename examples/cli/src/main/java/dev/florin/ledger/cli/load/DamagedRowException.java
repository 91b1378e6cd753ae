package dev.florin.ledger.cli.load;

/** A row that means nothing as it stands; the message says why. Its line is reported and the file read on. */
final class DamagedRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedRowException(String message) {
        super(message);
    }
}
