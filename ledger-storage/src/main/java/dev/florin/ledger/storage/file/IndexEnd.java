package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.storage.disk.OpenFiles;
import dev.florin.ledger.storage.index.Tip;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/** Tells whether a journal has the batch that an index ends with. */
final class IndexEnd {
    private IndexEnd() {}

    static boolean isIn(OpenFiles segments, Tip tip) throws IOException {
        byte[] header = new byte[EffectBatch.HEADER_BYTES];
        if (!read(segments, tip.place(), header)) {
            return false;
        }
        int length = getInt(header, EffectBatch.LENGTH);
        // The last bytes first: memory is not taken on the word of what may be no header.
        if (getInt(header, 0) != EffectBatch.MAGIC
                || length < EffectBatch.HEADER_BYTES
                || !read(segments, tip.place() + length - Long.BYTES, new byte[Long.BYTES])) {
            return false;
        }
        byte[] bytes = new byte[length];
        if (!read(segments, tip.place(), bytes)) {
            return false;
        }
        EffectBatch batch = new EffectBatch(bytes, 0, length);
        return batch.isWhole() && batch.lastPosition() == tip.position() && Arrays.equals(batch.chain(), tip.chain());
    }

    private static boolean read(OpenFiles segments, long place, byte[] bytes) throws IOException {
        try {
            return segments.read(Place.segment(place), ByteBuffer.wrap(bytes), Place.offset(place)) == bytes.length;
        } catch (NoSuchFileException | FileNotFoundException e) {
            return false;
        }
    }
}
