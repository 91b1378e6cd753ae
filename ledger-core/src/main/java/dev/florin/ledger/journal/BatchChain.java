package dev.florin.ledger.journal;

import dev.florin.ledger.internal.codec.Hashing;
import dev.florin.ledger.spi.EffectBatch;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Follows the hash chain of a journal from its first batch on, and builds frames that go on with it. Not thread-safe. */
public final class BatchChain {
    private final Hashing hashing = new Hashing();
    private byte[] chain = new byte[EffectBatch.HASH_BYTES];

    /** A chain before the first batch. */
    public BatchChain() {}

    /**
     * The chain hash of the last batch.
     *
     * @return 64 hexadecimal digits; zeros before the first batch
     */
    public String last() {
        return HexFormat.of().formatHex(chain);
    }

    /**
     * Goes on to the next batch, if it follows.
     *
     * @param batch the next batch
     * @return false if its root or its chain is not the one that follows from its effects and the batch before
     */
    public boolean accept(EffectBatch batch) {
        if (!hashing.follows(batch, chain)) {
            return false;
        }
        chain = batch.chain();
        return true;
    }

    /**
     * Builds the frame that holds these effects and follows the last batch. The root, the chain and the checksum are worked
     * out, whatever the header says. The chain goes on with the frame.
     *
     * @param header what the frame says of the effects
     * @param effects the records of the effects, in order
     * @param forcedSequence the last batch that is known to be forced where the frame is going to be written
     * @return the frame
     * @throws IllegalArgumentException if the records are not as many effects as the header says, or too long for a frame
     */
    public EffectBatch build(BatchHeader header, List<byte[]> effects, long forcedSequence) {
        Objects.requireNonNull(header, "header");
        long length = EffectBatch.HEADER_BYTES
                + effects.stream().mapToLong(effect -> effect.length).sum();
        if (length > Integer.MAX_VALUE - 8L) {
            throw new IllegalArgumentException("a batch of " + length + " bytes passes what a frame can hold");
        }
        byte[] frame = new byte[(int) length];
        int at = EffectBatch.HEADER_BYTES;
        for (byte[] effect : effects) {
            System.arraycopy(effect, 0, frame, at, effect.length);
            at += effect.length;
        }
        header.write(frame);
        hashing.seal(frame, frame.length, chain, forcedSequence);
        EffectBatch batch = new EffectBatch(frame, 0, frame.length);
        chain = batch.chain();
        return batch;
    }
}
