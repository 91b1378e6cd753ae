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
        return () -> nanosOf(Instant.now());
    }

    /**
     * A moment as the ledger counts it.
     *
     * @param moment in the years 1678 to 2261
     * @return nanoseconds since 1970-01-01T00:00Z
     * @throws ArithmeticException if 64 bits cannot hold it
     */
    static long nanosOf(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1_000_000_000L), moment.getNano());
    }

    /**
     * The moment that the ledger counts so.
     *
     * @param nanos nanoseconds since 1970-01-01T00:00Z
     * @return the moment
     */
    static Instant instantOf(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
