package dev.florin.ledger.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** The disk without a ledger: a file of zeros, already on the disk, written over from front to back and forced. */
final class Disk {
    /** Less than this, no disk has stored anything: it is memory, or a cache that answers before it has stored. */
    static final long SUSPICIOUS_NANOS = 20_000;

    private static final int PAGE = 4096;
    private static final int PIECE = 1 << 20;
    private static final long APPENDED_OVER_BYTES = 64L << 20;

    private final Path folder;
    private final BooleanSupplier ending;

    /**
     * A disk.
     *
     * @param folder on it, where files are made and deleted
     * @param ending whether to stop early
     */
    Disk(Path folder, BooleanSupplier ending) {
        this.folder = folder;
        this.ending = ending;
    }

    /**
     * How long a force of 4 KiB takes.
     *
     * @param count how many were measured
     * @param p50Nanos half of them were at least as fast
     * @param p99Nanos 99 of 100 were
     */
    record Forces(int count, long p50Nanos, long p99Nanos) {
        /** From times in any order. */
        static Forces of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Forces(sorted.length, at(sorted, 50), at(sorted, 99));
        }

        private static long at(long[] sorted, int percent) {
            return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
        }

        boolean isSuspicious() {
            return p50Nanos < SUSPICIOUS_NANOS;
        }
    }

    /** The kind of file system, as the system names it. */
    String kind() {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Times single forces, at most so many and about so long, but at least two. */
    Forces forces(int most, long nanos) {
        long[] times = new long[most];
        int count = 0;
        long end = System.nanoTime() + nanos;
        try (ZeroFile file = new ZeroFile(folder.resolve("forces"), PAGE, most)) {
            file.appendAndForce();
            while (count < most && (count < 2 || (System.nanoTime() < end && !ending.getAsBoolean()))) {
                long start = System.nanoTime();
                file.appendAndForce();
                times[count++] = System.nanoTime() - start;
            }
        }
        return Forces.of(Arrays.copyOf(times, count));
    }

    /** How many appends of so many bytes a second, each forced. */
    double appendsPerSecond(int bytes, long nanos) {
        int fit = (int) Math.max(1, APPENDED_OVER_BYTES / bytes);
        try (ZeroFile file = new ZeroFile(folder.resolve("appends"), bytes, fit)) {
            long start = System.nanoTime();
            long done = 0;
            do {
                file.appendAndForce();
                done++;
            } while (System.nanoTime() - start < nanos && !ending.getAsBoolean());
            return done * 1e9 / (System.nanoTime() - start);
        }
    }

    /** Written over and over. */
    private static final class ZeroFile implements AutoCloseable {
        private final Path path;
        private final FileChannel channel;
        private final ByteBuffer bytes;
        private final long size;
        private long at;

        ZeroFile(Path path, int append, int appends) {
            this.path = path;
            byte[] content = new byte[append];
            new SplittableRandom(append).nextBytes(content);
            bytes = ByteBuffer.allocateDirect(append).put(content);
            size = (long) append * appends;
            try {
                channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
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

        @Override
        public void close() {
            try {
                channel.close();
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
