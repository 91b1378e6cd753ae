package dev.florin.ledger;

import java.util.List;

/**
 * What a caller asks the ledger to do. Every command has an id that is unique in its ledger and has one outcome for
 * ever: the same command with the same id gets the first outcome again, another one under that id is a conflict.
 *
 * <p>Commands are immutable. A command that exists is well-formed: its construction checks its form and throws
 * {@link MalformedCommandException}.
 */
public sealed interface Command
        permits OpenAccount,
                AccountUpdate,
                CloseAccount,
                Transfer,
                Hold,
                Capture,
                Release,
                Reversal,
                Refund,
                Sweep,
                PayEach,
                Group,
                Schedule,
                CancelSchedule {
    /**
     * The id of this command, which makes it idempotent.
     *
     * @return the id
     */
    CommandId id();

    /**
     * What this command asks for.
     *
     * @return the kind
     */
    CommandKind kind();

    /**
     * What must hold when this command is decided, judged in this order before anything else.
     *
     * @return at most 64 conditions
     */
    List<Condition> conditions();
}
