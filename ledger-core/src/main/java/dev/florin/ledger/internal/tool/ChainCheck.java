package dev.florin.ledger.internal.tool;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.codec.Hashing;
import dev.florin.ledger.spi.EffectBatch;

/** Checks that batches are those that were written, one behind the other: root and chain. One thread. */
public final class ChainCheck {
    private final Hashing hashing = new Hashing();
    private byte[] chain;

    /**
     * A check of what comes behind a batch.
     *
     * @param chain of that batch; zeros before the first one
     */
    public ChainCheck(byte[] chain) {
        this.chain = chain.clone();
    }

    /**
     * Checks the next batch.
     *
     * @param batch the batch, whole
     * @throws StorageException if its hashes are not those that follow
     */
    public void accept(EffectBatch batch) {
        if (!hashing.follows(batch, chain)) {
            throw new StorageException("batch " + batch.sequence() + " (positions " + batch.firstPosition() + " to "
                    + batch.lastPosition()
                    + ") does not follow from the batch before it: its hash chain is broken, so the"
                    + " journal was changed after it was written");
        }
        chain = batch.chain();
    }
}
