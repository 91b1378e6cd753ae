package dev.florin.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * A range of time. {@link Instant#MIN} and {@link Instant#MAX} leave it open.
 *
 * @param from the first time in it
 * @param to the first time behind it
 */
public record TimeRange(Instant from, Instant to) {
    /** All times. */
    public static final TimeRange ALWAYS = new TimeRange(Instant.MIN, Instant.MAX);

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if it does not begin before it ends
     */
    public TimeRange {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the time from " + from + " to " + to
                    + " (the end itself not included) is empty; it begins before it ends");
        }
    }
}
