package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.util.List;

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
     * How much was moved of each entry, where the command left that to the ledger: the amounts of
     * {@link Decision.Moved}.
     *
     * @return for captures, releases (what was freed), reversals and refunds one amount for each entry of the hold or
     *     movement referred to, 0 where nothing moved; for a sweep one amount alone; empty for other commands, which are
     *     carried out to the letter, and for a rejection
     */
    default List<Amount> moved() {
        return decided() instanceof Decision.Moved moved ? moved.amounts() : List.of();
    }

    /**
     * What became of each part of the command: the outcomes of {@link Decision.Each}, as they were first given.
     *
     * @return for a group one for each member, for a payment of several payees one for each of them, in order; for a
     *     closing with a sweep that of the sweep and that of the change of status; empty for other commands and for a
     *     rejection
     */
    default List<Outcome> parts() {
        return decided() instanceof Decision.Each each ? each.outcomes() : List.of();
    }

    private Decision decided() {
        if (this instanceof Posted posted) {
            return posted.decision();
        }
        return this instanceof AlreadyPosted already ? already.decision() : Decision.AsAsked.INSTANCE;
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
