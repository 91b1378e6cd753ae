package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves all that is available in an account, up to a maximum. What is available above zero counts, or above the lower
 * limit where that is positive: an overdraft is never swept. How much it was is in {@link Outcome#moved()}. Immutable:
 * each method returns a changed copy.
 *
 * <p>{@code Sweep.of(id, "shops:1:till", "shops:safe").atMost(1_000_00)}
 *
 * @param id makes the sweep idempotent
 * @param from the account that is swept: its entry is on the side that lowers its balance
 * @param to the account that takes the other entry, of the same asset
 * @param maximum the most to move, at least 1, or null for no maximum
 * @param details what goes with the movement
 * @param conditions what must hold
 */
public record Sweep(
        CommandId id,
        AccountId from,
        AccountId to,
        @Nullable Amount maximum,
        Details details,
        List<Condition> conditions)
        implements Command {
    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if an account is swept into itself, or the maximum is 0
     */
    public Sweep {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(details, "details");
        conditions = FormRules.conditions(conditions);
        if (from.equals(to)) {
            throw new MalformedCommandException("sweep " + id + " moves account " + from + " into itself");
        }
        if (maximum != null && maximum.isZero()) {
            throw new MalformedCommandException("sweep " + id + " has a maximum of 0; the least is 1");
        }
    }

    /**
     * Moves all that is available.
     *
     * @param id makes the sweep idempotent
     * @param from the account that is swept
     * @param to the account that receives
     * @return the sweep
     */
    public static Sweep of(CommandId id, AccountId from, AccountId to) {
        return new Sweep(id, from, to, null, Details.NONE, List.of());
    }

    /**
     * Moves all that is available, accounts by the names whose hashes are their ids.
     *
     * @param id makes the sweep idempotent
     * @param from the name of the account that is swept
     * @param to the name of the account that receives
     * @return the sweep
     */
    public static Sweep of(CommandId id, String from, String to) {
        return of(id, AccountId.of(from), AccountId.of(to));
    }

    /**
     * Sets the most to move.
     *
     * @param minorUnits at least 1
     * @return a changed copy
     */
    public Sweep atMost(long minorUnits) {
        return atMost(Amount.of(minorUnits));
    }

    /**
     * Sets the most to move.
     *
     * @param amount at least 1
     * @return a changed copy
     */
    public Sweep atMost(Amount amount) {
        return new Sweep(id, from, to, Objects.requireNonNull(amount, "amount"), details, conditions);
    }

    /**
     * Sets what goes with the movement.
     *
     * @param details reference, code, effective time, metadata
     * @return a changed copy
     */
    public Sweep details(Details details) {
        return new Sweep(id, from, to, maximum, details, conditions);
    }

    /**
     * Sets what must hold.
     *
     * @param conditions at most 64
     * @return a changed copy
     */
    public Sweep onlyIf(Condition... conditions) {
        return new Sweep(id, from, to, maximum, details, List.of(conditions));
    }

    /**
     * The most to move.
     *
     * @return empty for no maximum
     */
    public Optional<Amount> most() {
        return Optional.ofNullable(maximum);
    }

    @Override
    public CommandKind kind() {
        return CommandKind.SWEEP;
    }
}
