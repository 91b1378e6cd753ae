package dev.florin.ledger.storage;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Batches that are appended together to a target. */
final class Group {
    private final List<EffectBatch> batches = new ArrayList<>();
    private long bytes;
    private long effects;

    /**
     * Adds a copy of a batch. Each frame says which batch was known to be forced when it was written, outside the chain; what was
     * forced in the source says nothing about the target, so it says what was forced there.
     *
     * @param forcedSequence the last batch that the target has
     */
    void add(EffectBatch batch, long forcedSequence) {
        byte[] copy = Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length());
        EffectLayout.putLong(copy, EffectBatch.FORCED_SEQUENCE, forcedSequence);
        EffectBatch copied = new EffectBatch(copy, 0, copy.length);
        EffectLayout.putInt(copy, EffectBatch.CHECKSUM, copied.checksum());
        batches.add(copied);
        bytes += copy.length;
        effects += copied.count();
    }

    List<EffectBatch> batches() {
        return batches;
    }

    long bytes() {
        return bytes;
    }

    long effects() {
        return effects;
    }
}
