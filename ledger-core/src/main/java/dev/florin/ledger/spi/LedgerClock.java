package dev.florin.ledger.spi;

import java.time.Instant;

/** The time that the sequencer stamps batches of commands with. Must be thread-safe; may jump in either direction. */
@FunctionalInterface
public interface LedgerClock {
    /**
     * The time now.
     *
     * @return nanoseconds since 1970-01-01T00:00Z
     */
    long nanos();

    /**
     * The clock of the machine, in UTC.
     *
     * @return the clock
     */
    static LedgerClock system() {
        return () -> {
            Instant now = Instant.now();
            return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        };
    }
}
