package dev.florin.ledger.storage.snapshot;

import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The body of a snapshot's file as streams. One thread. */
public final class SnapshotFile {
    private static final int PIECE = 1 << 20;

    private SnapshotFile() {}

    /** Writes a body. Forces it bit by bit, so that the force of a batch never waits for all of it. */
    static final class Output extends OutputStream {
        private final Disk.File file;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
        private final CRC32C crc = new CRC32C();
        private long at = SnapshotHeader.BYTES;

        Output(Disk.File file) {
            this.file = file;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int done = 0;
            while (done < count) {
                int part = Math.min(buffer.remaining(), count - done);
                buffer.put(bytes, offset + done, part);
                done += part;
                if (!buffer.hasRemaining()) {
                    flush();
                }
            }
        }

        @Override
        public void flush() throws IOException {
            buffer.flip();
            crc.update(buffer.duplicate());
            int count = buffer.remaining();
            file.write(buffer, at);
            file.force();
            at += count;
            buffer.clear();
        }

        long length() {
            return at - SnapshotHeader.BYTES;
        }

        int checksum() {
            return (int) crc.getValue();
        }
    }

    /** Reads a body. */
    public static final class Input extends InputStream {
        private final Disk.File file;
        private final ByteBuffer buffer = ByteBuffer.allocate(PIECE).limit(0);
        private long at = SnapshotHeader.BYTES;

        public Input(Disk.File file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            return fill() ? buffer.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int part = Math.min(buffer.remaining(), count);
            buffer.get(bytes, offset, part);
            return part;
        }

        private boolean fill() throws IOException {
            if (!buffer.hasRemaining()) {
                buffer.clear();
                at += file.read(buffer, at);
                buffer.flip();
            }
            return buffer.hasRemaining();
        }
    }

    /** The checksum of all that is behind the header. */
    public static int checksum(Disk.File file) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(PIECE);
        long at = SnapshotHeader.BYTES;
        while (true) {
            int count = file.read(buffer.clear(), at);
            if (count == 0) {
                return (int) crc.getValue();
            }
            crc.update(buffer.flip());
            at += count;
        }
    }
}
