package dev.florin.ledger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Bare appends with a force each, in the manner of the ledger's journal and with nothing of a ledger: segments of zeros that are
 * on the disk already, written from front to back, each begun with a forced header, the next one made on another thread as soon
 * as a quarter of this one is written, in forced pieces. Segments stay until {@link #forget} or {@link #close}, as the journal's
 * do. One thread.
 */
public final class RawFile implements AutoCloseable {
    /** As the journal's are, unless told otherwise. */
    private static final long SEGMENT_BYTES = 64L << 20;

    private static final int HEADER_BYTES = 4096;
    private static final int ZEROS_FORCED_TOGETHER = 4 << 20;
    private static final int PIECE = 1 << 18;
    private static final int CONTENT_BYTES = 4 << 20;

    private final BenchFolder folder = new BenchFolder();
    private final long segmentBytes;
    private final boolean goesOn;
    private final ByteBuffer content = ByteBuffer.allocateDirect(CONTENT_BYTES);
    private final Queue<Path> left = new ArrayDeque<>();
    private @Nullable CompletableFuture<Segment> making;
    private Segment segment;
    private long at = HEADER_BYTES;
    private int made;

    /** As many appends as the disk takes. */
    public RawFile() {
        this(SEGMENT_BYTES, true);
    }

    private RawFile(long segmentBytes, boolean goesOn) {
        this.segmentBytes = segmentBytes;
        this.goesOn = goesOn;
        byte[] random = new byte[CONTENT_BYTES];
        new SplittableRandom(segmentBytes).nextBytes(random);
        content.put(random);
        segment = make(path());
    }

    private record Segment(Path path, FileChannel channel) {}

    private Path path() {
        return folder.path().resolve("raw-" + ++made);
    }

    private Segment make(Path path) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
            for (long from = 0; from < segmentBytes; from += PIECE) {
                zeros.clear().limit((int) Math.min(PIECE, segmentBytes - from));
                write(channel, zeros, from);
                if ((from + PIECE) % ZEROS_FORCED_TOGETHER == 0) {
                    channel.force(false);
                }
            }
            channel.force(true);
            return new Segment(path, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long from) throws IOException {
        for (long to = from; bytes.hasRemaining(); ) {
            to += channel.write(bytes, to);
        }
    }

    /**
     * Appends bytes, and returns when they are on the disk.
     *
     * @param bytes how many, at most 4 MiB
     */
    public void appendAndForce(int bytes) {
        try {
            if (at + bytes > segmentBytes) {
                next();
            }
            write(segment.channel, content.clear().limit(bytes), at);
            segment.channel.force(false);
            at += bytes;
            if (goesOn && making == null && at > segmentBytes / 4) {
                Path path = path();
                making = CompletableFuture.supplyAsync(() -> make(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void next() throws IOException {
        segment.channel.close();
        left.add(segment.path);
        segment = making == null ? make(path()) : making.join();
        making = null;
        write(segment.channel, content.clear().limit(HEADER_BYTES), 0);
        segment.channel.force(false);
        at = HEADER_BYTES;
    }

    /** Deletes what was written before the present segment, to give its room back. */
    public void forget() {
        try {
            for (Path path = left.poll(); path != null; path = left.poll()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How long appends of 4 KiB with their forces take, one after the other.
     *
     * @param forces how many
     * @return nanoseconds each, the shortest first
     */
    public static long[] forceNanos(int forces) {
        long[] nanos = new long[forces];
        try (RawFile file = new RawFile(HEADER_BYTES * (forces + 1L), false)) {
            for (int i = 0; i < forces; i++) {
                long start = System.nanoTime();
                file.appendAndForce(HEADER_BYTES);
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        return nanos;
    }

    /** How long an append of 4 KiB with its force takes: the median, since the ledger may still be making a segment. */
    public static long nanosOfForce(int forces) {
        return forceNanos(forces)[forces / 2];
    }

    @Override
    public void close() {
        try {
            if (making != null) {
                making.join().channel.close();
            }
            segment.channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folder.close();
    }
}
