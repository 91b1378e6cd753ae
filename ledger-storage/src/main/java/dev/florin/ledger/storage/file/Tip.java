package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.EffectBatch;

/**
 * The end of a journal: the last batch, its last position and its chain; zeros before the first one.
 *
 * @param chain 32 bytes, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its users with Arrays.equals
record Tip(long sequence, long position, byte[] chain) {
    static final Tip START = new Tip(0, 0, new byte[EffectBatch.HASH_BYTES]);

    static Tip of(EffectBatch batch) {
        return new Tip(batch.sequence(), batch.lastPosition(), batch.chain());
    }
}
