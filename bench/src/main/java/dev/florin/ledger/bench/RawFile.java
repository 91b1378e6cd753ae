package dev.florin.ledger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/** A bare file of zeros, already on the disk, that is written over from front to back and forced: no ledger at all. */
final class RawFile implements AutoCloseable {
    private static final int PIECE = 1 << 20;

    private final BenchFolder folder = new BenchFolder();
    private final FileChannel channel;
    private final ByteBuffer bytes;
    private final long size;
    private long at;

    /**
     * Makes the file.
     *
     * @param append how many bytes one append has
     * @param appends how many appends fit before the file is written over from its front
     */
    RawFile(int append, int appends) {
        byte[] content = new byte[append];
        new SplittableRandom(append).nextBytes(content);
        bytes = ByteBuffer.allocateDirect(append).put(content);
        size = (long) append * appends;
        try {
            channel = FileChannel.open(
                    folder.path().resolve("raw"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
            for (long from = 0; from < size; from += PIECE) {
                channel.write(zeros.clear().limit((int) Math.min(PIECE, size - from)), from);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void appendAndForce() {
        try {
            bytes.clear();
            for (long from = at; bytes.hasRemaining(); ) {
                from += channel.write(bytes, from);
            }
            channel.force(false);
            at = (at + bytes.capacity()) % size;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long a number of appends of 4 KiB take, each forced. */
    static long nanosOfForces(int forces) {
        try (RawFile file = new RawFile(4096, forces)) {
            long start = System.nanoTime();
            for (int i = 0; i < forces; i++) {
                file.appendAndForce();
            }
            return System.nanoTime() - start;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folder.close();
    }
}
