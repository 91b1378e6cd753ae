package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.util.List;
import java.util.Objects;

/**
 * Posts what a hold reserves, or a part of it. A hold can be captured in several parts, until it is closed or nothing is
 * left. A capture never breaks a limit, since the money was reserved; but an account that is frozen stops it. Immutable:
 * each method returns a changed copy.
 *
 * @param id makes the capture idempotent
 * @param hold the hold
 * @param part how much
 * @param closes whether what is then left of the hold is released
 * @param details what goes with the movement
 * @param conditions what must hold
 */
public record Capture(
        CommandId id, CommandId hold, Part part, boolean closes, Details details, List<Condition> conditions)
        implements Command {
    /** Checks that all is there. */
    public Capture {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(details, "details");
        conditions = FormRules.conditions(conditions);
    }

    /**
     * Captures all that is left of a hold.
     *
     * @param id makes the capture idempotent
     * @param hold the hold
     * @return the capture
     */
    public static Capture of(CommandId id, CommandId hold) {
        return new Capture(id, hold, Part.all(), false, Details.NONE, List.of());
    }

    /**
     * Captures so much in all, each entry in proportion.
     *
     * @param minorUnits at least 1, of the asset of the hold's first entry
     * @return a changed copy
     */
    public Capture total(long minorUnits) {
        return part(Part.total(minorUnits));
    }

    /**
     * Captures so much in all, each entry in proportion.
     *
     * @param amount at least 1, of the asset of the hold's first entry
     * @return a changed copy
     */
    public Capture total(Amount amount) {
        return part(Part.total(amount));
    }

    /**
     * Sets how much is captured.
     *
     * @param share how much
     * @return a changed copy
     */
    public Capture part(Part share) {
        return new Capture(id, hold, share, closes, details, conditions);
    }

    /**
     * Releases what is left of the hold.
     *
     * @return a changed copy
     */
    public Capture closing() {
        return new Capture(id, hold, part, true, details, conditions);
    }

    /**
     * Sets what goes with the movement.
     *
     * @param details reference, code, effective time, metadata
     * @return a changed copy
     */
    public Capture details(Details details) {
        return new Capture(id, hold, part, closes, details, conditions);
    }

    /**
     * Sets what must hold.
     *
     * @param conditions at most 64
     * @return a changed copy
     */
    public Capture onlyIf(Condition... conditions) {
        return new Capture(id, hold, part, closes, details, List.of(conditions));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.CAPTURE;
    }
}
