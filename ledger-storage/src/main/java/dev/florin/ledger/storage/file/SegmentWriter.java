package dev.florin.ledger.storage.file;

import dev.florin.ledger.storage.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes frames behind the end of one segment, through one buffer. Used by the appending thread alone. */
final class SegmentWriter implements Closeable {
    private final Disk.File file;
    private final long number;
    private final long size;
    private final ByteBuffer buffer;
    private long end;

    /**
     * A writer.
     *
     * @param end where the next frame goes
     * @param buffer empty; its content is this writer's from now on
     */
    SegmentWriter(Disk.File file, long number, long size, long end, ByteBuffer buffer) {
        this.file = file;
        this.number = number;
        this.size = size;
        this.end = end;
        this.buffer = buffer;
    }

    long number() {
        return number;
    }

    long size() {
        return size;
    }

    /** Where the next frame goes. */
    long end() {
        return end;
    }

    /** Whether a frame fits so that a seal still fits behind it. */
    boolean fits(int length) {
        return end + length + Seal.BYTES <= size;
    }

    void put(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, offset + done, count);
            end += count;
            done += count;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    /** Writes and forces everything that was put. */
    void force() throws IOException {
        flush();
        file.force();
    }

    /** Throws if what was written is in a file that nobody will find again. */
    void requireInPlace() throws IOException {
        if (!file.isInPlace()) {
            throw new IOException(
                    "the file was deleted, moved or replaced while the books are open; as long as this" + " process ("
                            + ProcessHandle.current().pid() + ") lives, the system may still have what was in it");
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        if (buffer.hasRemaining()) {
            file.write(buffer, end - buffer.limit());
        }
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
