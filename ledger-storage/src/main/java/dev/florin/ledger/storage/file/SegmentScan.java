package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;

/**
 * Goes through the records of one segment and refuses nothing: where a record is not whole, it looks for the next one that
 * is. One thread.
 */
final class SegmentScan {
    /** Takes what is found. */
    interface Visitor {
        /** Takes a whole batch, valid during the call only. */
        void batch(EffectBatch batch, long offset);

        /** Takes a whole seal. */
        void seal(Tip of, long offset);

        /** Takes bytes that are neither. */
        void damage(long offset, long length, String why);
    }

    private final SegmentWindow window;
    private final Visitor visitor;

    private SegmentScan(Disk.File file, Visitor visitor) throws IOException {
        this.window = new SegmentWindow(file);
        this.visitor = visitor;
    }

    static void run(Disk disk, String name, Visitor visitor) throws IOException {
        try (Disk.File file = disk.openToRead(name)) {
            new SegmentScan(file, visitor).run();
        }
    }

    private void run() throws IOException {
        long at = SegmentHeader.BYTES;
        while (true) {
            long length = record(at, true);
            if (length > 0) {
                at += length;
                continue;
            }
            long used = skipZeros(at);
            long next = used;
            long end = at;
            while (isInFile(next) && record(next, false) == 0) {
                end = next + 8;
                next = skipZeros(end);
            }
            if (isInFile(next)) {
                end = next;
            }
            if (end > at) {
                visitor.damage(at, end - at, used == next ? "zeros before a whole record" : why(used));
            }
            if (!isInFile(next)) {
                return;
            }
            at = next;
        }
    }

    private boolean isInFile(long at) {
        return at + 8 <= window.size();
    }

    /** The length of the whole record at an offset; 0 if there is none. */
    private long record(long at, boolean visit) throws IOException {
        int found = window.find(at, 8);
        if (found < 0) {
            return 0;
        }
        int magic = getInt(window.bytes(), found);
        int length = getInt(window.bytes(), found + EffectBatch.LENGTH);
        if (magic == EffectBatch.MAGIC && length >= EffectBatch.HEADER_BYTES && (length & 7) == 0) {
            int start = window.find(at, length);
            if (start >= 0) {
                EffectBatch batch = new EffectBatch(window.bytes(), start, length);
                return batch.isWhole() ? visit(batch, at, visit) : 0;
            }
        } else if (magic == Seal.MAGIC) {
            int start = window.find(at, Seal.BYTES);
            if (start >= 0 && Seal.isWhole(window.bytes(), start, Seal.BYTES)) {
                if (visit) {
                    visitor.seal(Seal.decode(window.bytes(), start), at);
                }
                return Seal.BYTES;
            }
        }
        return 0;
    }

    private long visit(EffectBatch batch, long at, boolean visit) {
        if (visit) {
            visitor.batch(batch, at);
        }
        return batch.length();
    }

    private String why(long at) throws IOException {
        int found = window.find(at, 8);
        int magic = found < 0 ? 0 : getInt(window.bytes(), found);
        if (magic == EffectBatch.MAGIC) {
            return "a batch whose checksum or length is wrong";
        }
        return magic == Seal.MAGIC ? "a seal whose checksum or length is wrong" : "bytes that begin no batch";
    }

    /** The next offset, in steps of 8, where something is not zero; at the end of the file if all is. */
    private long skipZeros(long offset) throws IOException {
        long at = offset;
        int found = window.find(at, 8);
        while (found >= 0 && getLong(window.bytes(), found) == 0) {
            at += 8;
            found = window.find(at, 8);
        }
        return at;
    }
}
