package dev.florin.ledger;

/**
 * A command that cannot be understood as it stands, whatever the books hold: too few entries, an amount of zero, a
 * text over its limit. Nothing was journaled and its id is not used up: correct the command and send it again.
 */
public final class MalformedCommandException extends LedgerException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the part that is wrong, its figures and the rule.
     *
     * @param message what is wrong
     */
    public MalformedCommandException(String message) {
        super(message);
    }
}
