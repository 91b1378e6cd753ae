package dev.florin.ledger;

/**
 * The queue before the sequencer is full and the call may not wait (asynchronous forms). The command was not taken and
 * leaves no trace: send it again later, with the same id.
 */
public final class OverloadedException extends LedgerException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the bound that was reached.
     *
     * @param queueCapacity how many hand-overs the queue holds
     */
    public OverloadedException(int queueCapacity) {
        super("overloaded: the queue of " + queueCapacity
                + " hand-overs is full; nothing was changed, send the command again later with the same id");
    }
}
