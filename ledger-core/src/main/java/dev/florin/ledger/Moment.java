package dev.florin.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A moment to see an account at: by the time at which things were recorded, or by that at which they are effective; and
 * as it was known on some day. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * ledger.balanceAt("users:alice", Moment.recordedAt(noon));                       // what balance() said at noon
 * ledger.balanceAt("users:alice", Moment.effectiveAt(endOfMay));                  // what belongs to May or before
 * ledger.balanceAt("users:alice", Moment.effectiveAt(endOfMay).asKnownOn(june3)); // ... by what was recorded by June 3rd
 * }</pre>
 *
 * <p>A moment may lie in the future: then all that is recorded counts, and, by effective time, all that is effective by
 * then.
 *
 * @param clock which time of movements counts
 * @param at the time; movements of exactly this time count
 * @param knownOn what was recorded later than this does not count; null if all that is recorded counts
 */
public record Moment(Clock clock, Instant at, @Nullable Instant knownOn) {
    /** Checks that all is there. */
    public Moment {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(at, "at");
    }

    /**
     * When all up to a recorded time was recorded, and nothing else.
     *
     * @param time movements recorded at exactly this time count
     * @return the moment
     */
    public static Moment recordedAt(Instant time) {
        return new Moment(Clock.RECORDED, time, null);
    }

    /**
     * When all that is effective up to a time is, and nothing else. Movements without an effective time are effective when
     * they were recorded.
     *
     * @param time movements effective at exactly this time count
     * @return the moment
     */
    public static Moment effectiveAt(Instant time) {
        return new Moment(Clock.EFFECTIVE, time, null);
    }

    /**
     * When all that is recorded is, whatever any clock says: as {@link #recordedAt} in a future that never comes. A read at
     * this moment contains every outcome that was given before it began, even if the clocks of machines differ.
     *
     * @return the moment
     */
    public static Moment now() {
        return recordedAt(Instant.MAX);
    }

    /**
     * Leaves out what was recorded later than a time: the same question, asked back then.
     *
     * @param time what was recorded at exactly this time counts
     * @return a changed copy
     */
    public Moment asKnownOn(Instant time) {
        return new Moment(clock, at, Objects.requireNonNull(time, "time"));
    }

    /**
     * When what is recorded had to be known.
     *
     * @return empty if all that is recorded counts
     */
    public Optional<Instant> known() {
        return Optional.ofNullable(knownOn);
    }

    /** The two times of a movement. */
    public enum Clock {
        /** The ledger's own, which rises strictly with positions. */
        RECORDED,
        /** The caller's: when the movement counts for its business. */
        EFFECTIVE
    }
}
