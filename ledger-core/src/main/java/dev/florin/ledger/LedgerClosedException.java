package dev.florin.ledger;

/** The ledger is closed or closing. The command was not taken and has had no effect; open the ledger again. */
public final class LedgerClosedException extends LedgerException {
    private static final long serialVersionUID = 1L;

    /** Says that the ledger takes no more calls. */
    public LedgerClosedException() {
        super("the ledger is closed: nothing was changed by this call; open the books again to go on");
    }
}
