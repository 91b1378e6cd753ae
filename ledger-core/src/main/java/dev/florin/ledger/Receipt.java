package dev.florin.ledger;

import dev.florin.ledger.spi.LedgerClock;
import java.time.Instant;
import java.util.Objects;

/**
 * The proof that a command was settled, and where. Immutable.
 *
 * @param id the command
 * @param position the position of its effect in the journal, from 1, one per effect without gaps
 * @param recordedNanos when it was recorded, in nanoseconds since 1970-01-01T00:00Z; rises strictly with the position
 * @param incarnation 1 for books that were never restored from a backup; one more with each restore
 */
public record Receipt(CommandId id, long position, long recordedNanos, int incarnation) {
    /** Checks that the id is there. */
    public Receipt {
        Objects.requireNonNull(id, "id");
    }

    /**
     * When the command was recorded, by the ledger's own time.
     *
     * @return the time
     */
    public Instant recordedTime() {
        return LedgerClock.instantOf(recordedNanos);
    }
}
