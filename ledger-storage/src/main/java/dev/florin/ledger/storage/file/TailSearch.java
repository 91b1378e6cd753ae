package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;

import dev.florin.ledger.spi.EffectBatch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is behind the place where the frames of a segment seem to end: zeros, the remains of a write that was never
 * forced, or something that proves that a batch is missing which had been forced. Frames and seals begin at multiples
 * of 8.
 */
final class TailSearch {
    private final SegmentWindow window;
    private final long missing;

    private long usedEnd;
    private @Nullable String proof;

    /**
     * Searches to the end of the file.
     *
     * @param missing the sequence of the batch that should be at the offset; 0 if every whole frame is a proof
     */
    TailSearch(SegmentWindow window, long offset, long missing) throws IOException {
        this.window = window;
        this.missing = missing;
        this.usedEnd = offset;
        for (long at = skipZeros(offset); at < window.size(); at = skipZeros(at + 8)) {
            look(at);
        }
    }

    /** The next offset, in steps of 8, where something is not zero or fewer than 8 bytes are left. */
    private long skipZeros(long offset) throws IOException {
        long at = offset;
        while (true) {
            int index = window.find(at, 8);
            if (index < 0) {
                return at;
            }
            byte[] bytes = window.bytes();
            for (int end = index + (window.available(index) & -8); index < end; index += 8, at += 8) {
                if (getLong(bytes, index) != 0) {
                    return at;
                }
            }
        }
    }

    /** Where the last byte ends that is not zero; the offset of the search if all are. */
    long usedEnd() {
        return usedEnd;
    }

    /** What proves that the missing batch had been forced; null if nothing does. */
    @Nullable
    String proof() {
        return proof;
    }

    private void look(long at) throws IOException {
        int count = (int) Math.min(8, window.size() - at);
        int index = window.find(at, count);
        if (index < 0) {
            return;
        }
        byte[] bytes = window.bytes();
        for (int i = 0; i < count; i++) {
            if (bytes[index + i] != 0) {
                usedEnd = at + i + 1;
            }
        }
        if (count == 8 && proof == null) {
            int magic = getInt(bytes, index);
            if (magic == EffectBatch.MAGIC) {
                lookAtFrame(at, getInt(bytes, index + EffectBatch.LENGTH));
            } else if (magic == Seal.MAGIC) {
                lookAtSeal(at);
            }
        }
    }

    private void lookAtFrame(long at, int length) throws IOException {
        if (length < EffectBatch.HEADER_BYTES || (length & 7) != 0) {
            return;
        }
        int index = window.find(at, length);
        if (index < 0) {
            return;
        }
        EffectBatch batch = new EffectBatch(window.bytes(), index, length);
        if (batch.isWhole() && batch.forcedSequence() >= missing) {
            proof = "batch " + batch.sequence() + " at offset " + at + " is whole and says that batch "
                    + batch.forcedSequence() + " had been forced";
        }
    }

    private void lookAtSeal(long at) throws IOException {
        int index = window.find(at, Seal.BYTES);
        if (index >= 0 && Seal.isWhole(window.bytes(), index, Seal.BYTES)) {
            Tip tip = Seal.decode(window.bytes(), index);
            if (tip.sequence() >= missing) {
                proof = "the seal at offset " + at + " says that batch " + tip.sequence() + " had been forced";
            }
        }
    }
}
