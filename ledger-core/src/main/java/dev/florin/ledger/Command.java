package dev.florin.ledger;

/**
 * What a caller asks the ledger to do. Every command has an id that is unique in its ledger and has one outcome for
 * ever: the same command with the same id gets the first outcome again, another one under that id is a conflict.
 *
 * <p>Commands are immutable. A command that exists is well-formed: its construction checks its form and throws
 * {@link MalformedCommandException}.
 */
public sealed interface Command permits OpenAccount, AccountUpdate, Transfer {
    /**
     * The id of this command, which makes it idempotent.
     *
     * @return the id
     */
    CommandId id();
}
