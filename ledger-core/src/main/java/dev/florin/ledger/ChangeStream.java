package dev.florin.ledger;

import dev.florin.ledger.journal.Effect;
import java.time.Duration;
import java.util.List;

/**
 * Everything that the ledger decided behind a position, in the order of positions, each effect once: to feed other systems.
 * Its caller pulls, so it cannot be flooded, and what it has not pulled is kept by the journal, not by memory: a stream that
 * lags, even by days, costs the ledger nothing. Reading is from the storage, on the caller's thread.
 *
 * <p>Only what is published is shown: an effect of this stream is durable, like the outcome that told of it. An effect reads
 * the same wherever a stream began: accounts in its lines have the attributes that they had when it was recorded. To go on
 * later, in another process too, keep {@link #position()} together with what was made of the effects before it, and begin
 * with {@link Ledger#changes} there. The effects of a group follow it in their order; a stream may be cut anywhere between.
 *
 * <p>To be used by one thread at a time; {@link #close()} may be called by any.
 */
public interface ChangeStream extends AutoCloseable {
    /** The most effects that one call gives. */
    int MOST_EFFECTS = 10_000;

    /**
     * The next effects. Waits for the first one only; the others are those that are published by then.
     *
     * @param most how many at most, from 1 to {@value #MOST_EFFECTS}
     * @param wait how long to wait for the first one; with zero or less it does not wait
     * @return the effects, empty if there were none in that time
     * @throws InterruptedException if the thread was interrupted before or while it waits; nothing was passed over
     * @throws IllegalArgumentException if the number is out of its range
     * @throws IllegalStateException if this stream is closed, or is being closed while this waits
     * @throws LedgerClosedException if the ledger is closed, or is being closed while this waits
     * @throws LedgerFailedException if the ledger has stopped, or stops while this waits
     * @throws StorageException if the journal cannot be read; nothing was passed over, and the call may be tried again
     */
    List<Effect> next(int most, Duration wait) throws InterruptedException;

    /**
     * How far the stream has come.
     *
     * @return the position of the last effect that it gave; at first, the one that it began behind
     */
    long position();

    /** Ends the stream, and the wait of its reader. Ending it twice does nothing. */
    @Override
    void close();
}
