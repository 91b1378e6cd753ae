package dev.florin.ledger.storage;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;

/** Takes what a storage replays only to know where it ends. */
class Tip implements Storage.Replay {
    private long sequence;
    private long position;
    private long bytes;
    private byte[] chain = new byte[EffectBatch.HASH_BYTES];

    @Override
    public void accept(EffectBatch batch) {
        sequence = batch.sequence();
        position = batch.lastPosition();
        bytes += batch.length();
        chain = batch.chain();
    }

    /** The last batch, 0 if there is none. */
    final long sequence() {
        return sequence;
    }

    /** The last position, 0 if there is none. */
    final long position() {
        return position;
    }

    /** How many bytes all batches take. */
    final long bytes() {
        return bytes;
    }

    /** The chain of the last batch; zeros if there is none. */
    final byte[] chain() {
        return chain.clone();
    }
}
