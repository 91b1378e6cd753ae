package dev.florin.ledger.storage.journal;

import static dev.florin.ledger.spi.EffectLayout.getInt;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.storage.index.Tip;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/** Tells whether a journal has the batch that an index ends with. */
public final class IndexEnd {
    private IndexEnd() {}

    public static boolean isIn(FrameBytes frames, Tip tip) throws IOException {
        byte[] header = new byte[EffectBatch.HEADER_BYTES];
        if (!read(frames, tip.place(), header)) {
            return false;
        }
        int length = getInt(header, EffectBatch.LENGTH);
        // The last bytes first: memory is not taken on the word of what may be no header.
        if (getInt(header, 0) != EffectBatch.MAGIC
                || length < EffectBatch.HEADER_BYTES
                || !read(frames, tip.place() + length - Long.BYTES, new byte[Long.BYTES])) {
            return false;
        }
        byte[] bytes = new byte[length];
        if (!read(frames, tip.place(), bytes)) {
            return false;
        }
        EffectBatch batch = new EffectBatch(bytes, 0, length);
        return batch.isWhole() && batch.lastPosition() == tip.position() && Arrays.equals(batch.chain(), tip.chain());
    }

    private static boolean read(FrameBytes frames, long place, byte[] bytes) throws IOException {
        try {
            return frames.read(place, ByteBuffer.wrap(bytes)) == bytes.length;
        } catch (NoSuchFileException | FileNotFoundException e) {
            return false;
        }
    }
}
