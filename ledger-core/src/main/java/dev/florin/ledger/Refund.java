package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.util.List;
import java.util.Objects;

/**
 * Posts a part of the inverse of a movement, as often as wanted: all refunds of a movement together never pass what it
 * has posted, entry by entry. How much it was of each entry is in {@link Outcome#moved()}. Immutable: each method returns
 * a changed copy.
 *
 * <p>{@code Refund.of(id, payment).total(10_00)} takes back in proportion from all who were paid.
 *
 * @param id makes the refund idempotent
 * @param origin the transfer (a payment of {@link PayEach} included), sweep or hold (of which what was captured) that is
 *     refunded
 * @param part how much
 * @param details what goes with the movement
 * @param conditions what must hold
 */
public record Refund(CommandId id, CommandId origin, Part part, Details details, List<Condition> conditions)
        implements Command {
    /** Checks that all is there. */
    public Refund {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(details, "details");
        conditions = FormRules.conditions(conditions);
    }

    /**
     * Refunds all that is left.
     *
     * @param id makes the refund idempotent
     * @param origin the transfer, sweep or hold that is refunded
     * @return the refund
     */
    public static Refund of(CommandId id, CommandId origin) {
        return new Refund(id, origin, Part.all(), Details.NONE, List.of());
    }

    /**
     * Refunds so much in all, each entry in proportion.
     *
     * @param minorUnits at least 1, of the asset of the movement's first entry
     * @return a changed copy
     */
    public Refund total(long minorUnits) {
        return part(Part.total(minorUnits));
    }

    /**
     * Refunds so much in all, each entry in proportion.
     *
     * @param amount at least 1, of the asset of the movement's first entry
     * @return a changed copy
     */
    public Refund total(Amount amount) {
        return part(Part.total(amount));
    }

    /**
     * Sets how much is refunded.
     *
     * @param share how much
     * @return a changed copy
     */
    public Refund part(Part share) {
        return new Refund(id, origin, share, details, conditions);
    }

    /**
     * Sets what goes with the movement.
     *
     * @param details reference, code, effective time, metadata
     * @return a changed copy
     */
    public Refund details(Details details) {
        return new Refund(id, origin, part, details, conditions);
    }

    /**
     * Sets what must hold.
     *
     * @param conditions at most 64
     * @return a changed copy
     */
    public Refund onlyIf(Condition... conditions) {
        return new Refund(id, origin, part, details, List.of(conditions));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.REFUND;
    }
}
