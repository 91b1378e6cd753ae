package dev.florin.ledger;

import java.util.List;
import java.util.Objects;

/**
 * Gives back all that is left of a hold, and closes it. Neither a limit nor a frozen account stops it. Immutable: each
 * method returns a changed copy.
 *
 * @param id makes the release idempotent
 * @param hold the hold
 * @param details what goes with it
 * @param conditions what must hold
 */
public record Release(CommandId id, CommandId hold, Details details, List<Condition> conditions) implements Command {
    /** Checks that all is there. */
    public Release {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(details, "details");
        conditions = FormRules.conditions(conditions);
    }

    /**
     * Releases a hold.
     *
     * @param id makes the release idempotent
     * @param hold the hold
     * @return the release
     */
    public static Release of(CommandId id, CommandId hold) {
        return new Release(id, hold, Details.NONE, List.of());
    }

    /**
     * Sets what goes with it.
     *
     * @param details reference, code, effective time, metadata
     * @return a changed copy
     */
    public Release details(Details details) {
        return new Release(id, hold, details, conditions);
    }

    /**
     * Sets what must hold.
     *
     * @param conditions at most 64
     * @return a changed copy
     */
    public Release onlyIf(Condition... conditions) {
        return new Release(id, hold, details, List.of(conditions));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.RELEASE;
    }
}
