package dev.florin.ledger;

import java.util.List;
import java.util.Objects;

/**
 * Posts the exact inverse of what is left of a movement: of a transfer or sweep, what was not refunded; of a hold, what
 * was captured and not refunded, and what is still reserved is released. Once for each movement; afterwards nothing of it
 * can be captured or refunded. Immutable: each method returns a changed copy.
 *
 * @param id makes the reversal idempotent
 * @param origin the transfer (a payment of {@link PayEach} included), sweep or hold that is reversed
 * @param details what goes with the movement
 * @param conditions what must hold
 */
public record Reversal(CommandId id, CommandId origin, Details details, List<Condition> conditions) implements Command {
    /** Checks that all is there. */
    public Reversal {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(details, "details");
        conditions = FormRules.conditions(conditions);
    }

    /**
     * Reverses a movement.
     *
     * @param id makes the reversal idempotent
     * @param origin the transfer, sweep or hold that is reversed
     * @return the reversal
     */
    public static Reversal of(CommandId id, CommandId origin) {
        return new Reversal(id, origin, Details.NONE, List.of());
    }

    /**
     * Sets what goes with the movement.
     *
     * @param details reference, code, effective time, metadata
     * @return a changed copy
     */
    public Reversal details(Details details) {
        return new Reversal(id, origin, details, conditions);
    }

    /**
     * Sets what must hold.
     *
     * @param conditions at most 64
     * @return a changed copy
     */
    public Reversal onlyIf(Condition... conditions) {
        return new Reversal(id, origin, details, List.of(conditions));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.REVERSAL;
    }
}
