package dev.florin.ledger;

import dev.florin.ledger.money.SignedAmount;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bound of an account's balance, in minor units, signed by the account's normal side; or no bound at all.
 *
 * <p>A lower limit of zero forbids overdrafts, a negative one allows an overdraft of that size. Immutable.
 */
public final class Limit {
    /** No bound. */
    public static final Limit NONE = new Limit(null);

    /** A bound of zero. */
    public static final Limit ZERO = new Limit(SignedAmount.of(0));

    private final @Nullable SignedAmount value;

    private Limit(@Nullable SignedAmount value) {
        this.value = value;
    }

    /**
     * A bound.
     *
     * @param minorUnits the bound, in minor units
     * @return the limit
     */
    public static Limit of(long minorUnits) {
        return of(SignedAmount.of(minorUnits));
    }

    /**
     * A bound.
     *
     * @param value the bound, in minor units
     * @return the limit
     */
    public static Limit of(SignedAmount value) {
        return Objects.requireNonNull(value, "value").signum() == 0 ? ZERO : new Limit(value);
    }

    /**
     * The bound, or empty when there is none.
     *
     * @return the bound, in minor units
     */
    public Optional<SignedAmount> value() {
        return Optional.ofNullable(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Limit that && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    /** The bound in minor units, or {@code none}. */
    @Override
    public String toString() {
        return value == null ? "none" : value.toString();
    }
}
