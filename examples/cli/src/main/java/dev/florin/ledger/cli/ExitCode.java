package dev.florin.ledger.cli;

/** What the process ends with. */
final class ExitCode {
    /** All was done. */
    static final int DONE = 0;

    /** It was done, and something does not agree or was turned down: the output says what. */
    static final int DIFFERENCES = 1;

    /** The command line or the input cannot be used: nothing was done. */
    static final int BAD_INPUT = 2;

    /** The books cannot be opened, or their storage failed. */
    static final int BOOKS = 3;

    private ExitCode() {}
}
