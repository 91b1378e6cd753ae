package dev.florin.ledger.storage.index;

import dev.florin.ledger.spi.EffectBatch;

/**
 * The last batch that an index covers: by this the journal shows that the index is its own.
 *
 * @param position its last position; 0 if there is no batch
 * @param place the place of its frame, as given to {@link FileIndex#add}
 * @param chain its chain hash, 32 bytes, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its users with Arrays.equals
public record Tip(long position, long place, byte[] chain) {
    /** The end of an index of nothing. */
    public static final Tip START = new Tip(0, 0, new byte[EffectBatch.HASH_BYTES]);
}
