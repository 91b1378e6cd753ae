package dev.florin.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transfer that reserves instead of posting. What it takes out of accounts is no longer available, what it will bring
 * in counts towards upper limits; unlike in a transfer, the two do not cancel out. Later it is captured, wholly or in
 * parts, released, reversed, or expires: {@code transfer.hold(Duration.ofDays(7))} makes one of a builder.
 *
 * @param transfer what to reserve; its id is the id of the hold
 * @param timeout when what is left is released by itself, counted from the recorded time, 1 nanosecond to 73,000 days;
 *     or null for never
 */
public record Hold(Transfer transfer, @Nullable Duration timeout) implements Command {
    private static final Duration LONGEST = Duration.ofDays(73_000);

    /**
     * Checks the time-out.
     *
     * @throws MalformedCommandException if it is outside its range
     */
    public Hold {
        Objects.requireNonNull(transfer, "transfer");
        if (timeout != null && (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0)) {
            throw new MalformedCommandException("hold " + transfer.id() + " has a time-out of " + timeout
                    + "; it takes 1 nanosecond to 73,000 days, or none");
        }
    }

    /**
     * Reserves until it is captured or released.
     *
     * @param transfer what to reserve
     * @return the hold
     */
    public static Hold of(Transfer transfer) {
        return new Hold(transfer, null);
    }

    /**
     * Sets a time-out.
     *
     * @param duration 1 nanosecond to 73,000 days
     * @return a changed copy
     */
    public Hold timeout(Duration duration) {
        return new Hold(transfer, Objects.requireNonNull(duration, "duration"));
    }

    /**
     * When what is left is released by itself.
     *
     * @return empty for never
     */
    public Optional<Duration> expiresAfter() {
        return Optional.ofNullable(timeout);
    }

    @Override
    public CommandId id() {
        return transfer.id();
    }

    @Override
    public CommandKind kind() {
        return CommandKind.HOLD;
    }

    @Override
    public List<Condition> conditions() {
        return transfer.conditions();
    }
}
