package dev.florin.ledger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A bare file of zeros, already on the disk, that is written over from front to back and forced: no ledger at all. */
public final class RawFile implements AutoCloseable {
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
    public RawFile(int append, int appends) {
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

    /** Writes the next bytes and forces them. */
    public void appendAndForce() {
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

    /** How long an append of 4 KiB with its force takes: the median, since the ledger may still be making a segment. */
    public static long nanosOfForce(int forces) {
        long[] nanos = new long[forces];
        try (RawFile file = new RawFile(4096, forces)) {
            for (int i = 0; i < forces; i++) {
                long start = System.nanoTime();
                file.appendAndForce();
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        return nanos[forces / 2];
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
