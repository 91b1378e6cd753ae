package dev.florin.ledger.internal.books;

import dev.florin.ledger.spi.EffectBatch;

/**
 * Where the books stand behind a batch: all of their state that belongs to no account and to no hold.
 *
 * @param sequence the batch; 0 before the first one
 * @param position its last position
 * @param order the order of the batch of commands it belongs to
 * @param orderNanos the time of the first frame of that batch of commands
 * @param timeNanos when the effect at {@code position} was recorded
 * @param incarnations the positions at which the second incarnation and those behind it begin, rising
 * @param stateHigh the first lane of the state digest
 * @param stateLow the second lane
 * @param digestBeside the part of the digests that is not of accounts: content, then times, in both lanes
 * @param chain the chain of the batch
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, and compared by its users
public record Milestone(
        long sequence,
        long position,
        long order,
        long orderNanos,
        long timeNanos,
        long[] incarnations,
        long stateHigh,
        long stateLow,
        long[] digestBeside,
        byte[] chain) {
    /** The one behind a batch that was decided after this one: no decision begins an incarnation. */
    public Milestone next(EffectBatch batch, DecidedBatch decided) {
        return new Milestone(
                batch.sequence(),
                batch.lastPosition(),
                batch.order(),
                batch.order() == order ? orderNanos : batch.firstTimeNanos(),
                batch.firstTimeNanos() + batch.count() - 1,
                incarnations,
                batch.stateDigestHigh(),
                batch.stateDigestLow(),
                decided.digestBeside(),
                batch.chain());
    }
}
