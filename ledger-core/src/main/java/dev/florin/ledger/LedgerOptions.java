package dev.florin.ledger;

import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.SequencerFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a ledger runs. Immutable: each method returns a changed copy.
 *
 * @param clock the time that commands are stamped with; the system's unless told otherwise
 * @param queueCapacity how many hand-overs (a single command, or a batch of up to 8,190) may wait before the sequencer
 * @param maxClockLeap how far the clock may run ahead of the time that really passes between two batches of commands;
 *     one hour unless told otherwise. A clock that leaps further is not believed: the ledger's time goes on with the time
 *     that passes, and the leap is reported, since an expiry cannot be undone. Opening the books takes the clock as it is
 * @param customSequencer gives commands their order, or null for the one of a single machine
 */
public record LedgerOptions(
        LedgerClock clock,
        int queueCapacity,
        Duration maxClockLeap,
        @Nullable SequencerFactory customSequencer) {
    private static final LedgerOptions DEFAULTS =
            new LedgerOptions(LedgerClock.system(), 4_096, Duration.ofHours(1), null);

    /** Checks the ranges. */
    public LedgerOptions {
        Objects.requireNonNull(clock, "clock");
        if (maxClockLeap.isNegative() || maxClockLeap.compareTo(Duration.ofDays(100_000)) > 0) {
            throw new IllegalArgumentException("the clock may leap by 0 to 100,000 days, not by " + maxClockLeap);
        }
        if (queueCapacity < 2 || queueCapacity > 1 << 20) {
            throw new IllegalArgumentException("the queue holds 2 to 1048576 hand-overs, not " + queueCapacity);
        }
    }

    /**
     * The options that suit most applications.
     *
     * @return system clock, 4,096 hand-overs, the sequencer of a single machine
     */
    public static LedgerOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the clock.
     *
     * @param source the time that commands are stamped with
     * @return a changed copy
     */
    public LedgerOptions clock(LedgerClock source) {
        return new LedgerOptions(source, queueCapacity, maxClockLeap, customSequencer);
    }

    /**
     * Sets the bound of the queue.
     *
     * @param handOvers 2 to 1,048,576, rounded up to a power of two
     * @return a changed copy
     */
    public LedgerOptions queueCapacity(int handOvers) {
        return new LedgerOptions(clock, handOvers, maxClockLeap, customSequencer);
    }

    /**
     * Sets how far the clock may run ahead.
     *
     * @param bound 0 to 100,000 days
     * @return a changed copy
     */
    public LedgerOptions maxClockLeap(Duration bound) {
        return new LedgerOptions(clock, queueCapacity, bound, customSequencer);
    }

    /**
     * Sets what gives commands their order.
     *
     * @param factory makes the sequencer when the ledger opens
     * @return a changed copy
     */
    public LedgerOptions sequencer(SequencerFactory factory) {
        return new LedgerOptions(clock, queueCapacity, maxClockLeap, Objects.requireNonNull(factory, "factory"));
    }

    /**
     * What gives commands their order, if it was set.
     *
     * @return empty for the sequencer of a single machine
     */
    public Optional<SequencerFactory> sequencer() {
        return Optional.ofNullable(customSequencer);
    }
}
