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
     * @param decision what the command left to the ledger
     */
    record Posted(Receipt receipt, Decision decision) implements Outcome {
        /**
         * The outcome of a command that was carried out to the letter.
         *
         * @param receipt where and when
         */
        public Posted(Receipt receipt) {
            this(receipt, Decision.AsAsked.INSTANCE);
        }

        @Override
        public CommandId id() {
            return receipt.id();
        }
    }

    /**
     * The same command had taken effect earlier; nothing was done again.
     *
     * @param receipt the first receipt
     * @param decision what the command left to the ledger
     */
    record AlreadyPosted(Receipt receipt, Decision decision) implements Outcome {
        /**
         * The outcome of a command that was carried out to the letter.
         *
         * @param receipt the first receipt
         */
        public AlreadyPosted(Receipt receipt) {
            this(receipt, Decision.AsAsked.INSTANCE);
        }

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
