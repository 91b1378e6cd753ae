package dev.florin.ledger;

import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.SequencerFactory;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a ledger runs. Immutable: each method returns a changed copy.
 *
 * @param clock the time that commands are stamped with; the system's unless told otherwise
 * @param queueCapacity how many hand-overs (a single command, or a batch of up to 8,190) may wait before the sequencer
 * @param customSequencer gives commands their order, or null for the one of a single machine
 */
public record LedgerOptions(
        LedgerClock clock, int queueCapacity, @Nullable SequencerFactory customSequencer) {
    private static final LedgerOptions DEFAULTS = new LedgerOptions(LedgerClock.system(), 4_096, null);

    /** Checks the ranges. */
    public LedgerOptions {
        Objects.requireNonNull(clock, "clock");
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
        return new LedgerOptions(source, queueCapacity, customSequencer);
    }

    /**
     * Sets the bound of the queue.
     *
     * @param handOvers 2 to 1,048,576, rounded up to a power of two
     * @return a changed copy
     */
    public LedgerOptions queueCapacity(int handOvers) {
        return new LedgerOptions(clock, handOvers, customSequencer);
    }

    /**
     * Sets what gives commands their order.
     *
     * @param factory makes the sequencer when the ledger opens
     * @return a changed copy
     */
    public LedgerOptions sequencer(SequencerFactory factory) {
        return new LedgerOptions(clock, queueCapacity, Objects.requireNonNull(factory, "factory"));
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
