package dev.florin.ledger.storage.file;

import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a segment from front to back, in large pieces; what is asked for lies whole in one array. */
final class SegmentWindow {
    private static final int PIECE = 1 << 20;

    private final Disk.File file;
    private final long size;
    private byte[] bytes;
    private long start;
    private int length;

    SegmentWindow(Disk.File file) throws IOException {
        this.file = file;
        this.size = file.size();
        this.bytes = new byte[(int) Math.min(PIECE, size)];
    }

    /** How many bytes the file has. */
    long size() {
        return size;
    }

    /** The array that {@link #find} speaks of. */
    byte[] bytes() {
        return bytes;
    }

    /** How many bytes from an index of the array on are there without reading on. */
    int available(int index) {
        return length - index;
    }

    /**
     * Makes a range of the file lie in the array.
     *
     * @return the index of its first byte, -1 if the file ends before the range does
     */
    int find(long offset, int count) throws IOException {
        if (offset + count > size) {
            return -1;
        }
        if (offset < start || offset + count > start + length) {
            load(offset, count);
        }
        return offset + count > start + length ? -1 : (int) (offset - start);
    }

    private void load(long offset, int count) throws IOException {
        if (bytes.length < count) {
            bytes = new byte[count];
        }
        start = offset;
        length = 0;
        int wanted = (int) Math.min(bytes.length, size - offset);
        while (length < wanted) {
            int piece = Math.min(PIECE, wanted - length);
            int read = file.read(ByteBuffer.wrap(bytes, length, piece), offset + length);
            length += read;
            if (read < piece) {
                return;
            }
        }
    }
}
