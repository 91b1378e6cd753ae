package dev.florin.ledger;

/**
 * The ledger stopped after it had taken the command and before it could answer: the command may or may not have become
 * durable. Open the books again and send the same command with the same id; it then takes effect once, or tells the
 * outcome it already had.
 */
public final class OutcomeUnknownException extends LedgerException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the fault.
     *
     * @param cause what stopped the ledger
     */
    public OutcomeUnknownException(Throwable cause) {
        super(
                "the outcome is unknown, since the ledger stopped after a fault (" + cause
                        + "); open the books again and ask again with the same id",
                cause);
    }
}
