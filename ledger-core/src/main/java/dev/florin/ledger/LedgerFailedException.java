package dev.florin.ledger;

/**
 * The ledger stopped itself after a fault and answers nothing any more. This call has had no effect. Close the ledger,
 * remove the cause and open the books again: recovery finds everything that was acknowledged.
 */
public final class LedgerFailedException extends LedgerException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the fault.
     *
     * @param cause what stopped the ledger
     */
    public LedgerFailedException(Throwable cause) {
        super(
                "the ledger stopped after a fault (" + cause + "): nothing was changed by this call; "
                        + "close it, remove the cause and open the books again",
                cause);
    }
}
