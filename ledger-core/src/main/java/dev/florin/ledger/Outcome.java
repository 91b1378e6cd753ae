package dev.florin.ledger;

/**
 * The answer to a command. It is given once it is durable, and it is the answer to that command for ever.
 *
 * <p>The one exception is a conflict ({@link RejectionReason#ID_CONFLICT}): it concerns an id that another command had
 * already settled, and leaves no trace.
 */
public sealed interface Outcome {
    /**
     * The command's id.
     *
     * @return the id
     */
    CommandId id();

    /**
     * Whether the command has taken effect, now or earlier.
     *
     * @return false if it was rejected
     */
    default boolean isPosted() {
        return !(this instanceof Rejected);
    }

    /**
     * The command has taken effect now.
     *
     * @param receipt where and when
     */
    record Posted(Receipt receipt) implements Outcome {
        @Override
        public CommandId id() {
            return receipt.id();
        }
    }

    /**
     * The same command had taken effect earlier; nothing was done again.
     *
     * @param receipt the first receipt
     */
    record AlreadyPosted(Receipt receipt) implements Outcome {
        @Override
        public CommandId id() {
            return receipt.id();
        }
    }

    /**
     * The command was rejected, now or earlier, and changed nothing. Final for this id.
     *
     * @param id the command
     * @param rejection why, with the figures of the moment it was first judged
     */
    record Rejected(CommandId id, Rejection rejection) implements Outcome {}
}
