package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.index.JournalIndex;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal, open. One thread appends and closes; it owns every field that is not final, but for the two volatile
 * ones. Readers go through the index, which publishes a batch only after it was forced.
 */
final class FileSession implements Storage.Session {
    private static final Logger LOG = LoggerFactory.getLogger(FileSession.class);

    /** The first segment of new books; each one behind it is twice as large, up to the size asked for. */
    private static final long FIRST_SEGMENT = 1 << 20;

    private final Disk disk;
    private final long segmentBytes;
    private final Spares spares;
    private final JournalIndex index;
    private final JournalReader reader;
    private final UUID books;
    private final Storage.Recovered recovered;
    private final Closeable lock;

    /** Room for the frames of a usual group, so that it goes out in one call. */
    private final ByteBuffer buffer;

    private SegmentWriter writer;
    private Tip tip;
    private boolean sealed;
    private long[] places = new long[16];

    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private FileSession(
            Disk disk,
            long segmentBytes,
            Executor executor,
            Closeable lock,
            JournalIndex index,
            JournalReader reader,
            JournalWalk.Found found)
            throws IOException {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.buffer = ByteBuffer.allocateDirect((int) Math.min(1 << 20, segmentBytes));
        this.lock = lock;
        this.index = index;
        this.reader = reader;
        this.spares = new Spares(disk, executor);
        this.recovered = found.report();
        this.tip = found.tip();
        this.sealed = found.sealed();
        SegmentHeader last = found.last();
        if (last == null) {
            this.books = UUID.randomUUID();
            this.writer = begin(1, Math.min(FIRST_SEGMENT, segmentBytes));
        } else {
            this.books = last.books();
            this.writer = new SegmentWriter(
                    disk.open(SegmentName.of(last.number())), last.number(), last.size(), found.end(), buffer);
        }
    }

    /**
     * Recovers a journal, or makes a new one.
     *
     * @param executor makes segments ahead of time
     * @param lock closed with the session
     */
    static FileSession open(
            Folders folders, long segmentBytes, Executor executor, Closeable lock, Storage.Replay replay)
            throws IOException {
        Disk disk = folders.journal();
        JournalIndex index = new JournalIndex(new SecureRandom().nextLong());
        JournalReader reader = new JournalReader(disk, index);
        try {
            replay.begin(reader);
            return open(disk, segmentBytes, executor, lock, index, reader, replay);
        } catch (Throwable t) {
            reader.close();
            throw t;
        }
    }

    private static FileSession open(
            Disk disk,
            long segmentBytes,
            Executor executor,
            Closeable lock,
            JournalIndex index,
            JournalReader reader,
            Storage.Replay replay)
            throws IOException {
        JournalWalk.Found found = new JournalWalk(disk).run((batch, place) -> {
            // First, since it knows whether this version can read the batch's effects.
            replay.accept(batch);
            index.add(batch, place);
        });
        new Repair(disk, found).run();
        found.notes().forEach(LOG::warn);
        return new FileSession(disk, segmentBytes, executor, lock, index, reader, found);
    }

    @Override
    public void append(Iterable<EffectBatch> group) {
        requireUsable();
        // An interrupt would close the channel under the write.
        boolean interrupted = Thread.interrupted();
        Throwable cause = null;
        try {
            write(group);
        } catch (Throwable e) {
            cause = e;
            throw new StorageException(
                    disk.describe(SegmentName.of(writer.number())) + " could not be written (" + e
                            + "): what was being appended may be on the disk or not. Close the books, see to the"
                            + " disk, and open them again",
                    e);
        } finally {
            failure = cause;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(Iterable<EffectBatch> group) throws IOException {
        EffectBatch last = null;
        int count = 0;
        for (EffectBatch batch : group) {
            requireNext(last, batch);
            if (!writer.fits(batch.length())) {
                tip = last == null ? tip : Tip.of(last);
                roll(batch.length());
            }
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count++] = Place.of(writer.number(), writer.end());
            writer.put(batch.bytes(), batch.offset(), batch.length());
            last = batch;
        }
        if (last == null) {
            return;
        }
        writer.force();
        tip = Tip.of(last);
        sealed = false;
        int added = 0;
        for (EffectBatch batch : group) {
            index.add(batch, places[added++]);
        }
        if (writer.end() > writer.size() / 4) {
            spares.prepare(writer.number() + 1, nextSize(0));
        }
    }

    private void requireNext(@Nullable EffectBatch last, EffectBatch batch) {
        long sequence = 1 + (last == null ? tip.sequence() : last.sequence());
        long position = 1 + (last == null ? tip.position() : last.lastPosition());
        if (batch.sequence() != sequence || batch.firstPosition() != position || (batch.length() & 7) != 0) {
            throw new IllegalArgumentException("batch " + batch.sequence() + " of " + batch.length()
                    + " bytes from position " + batch.firstPosition() + " does not follow: batch " + sequence
                    + " from position " + position + " is next");
        }
    }

    /** Goes on in the next segment; everything before it is forced before it has a header. */
    private void roll(int frameBytes) throws IOException {
        writer.force();
        writer.close();
        writer = begin(writer.number() + 1, nextSize(frameBytes));
    }

    private long nextSize(int frameBytes) {
        long needed = SegmentHeader.BYTES + (long) frameBytes + Seal.BYTES;
        long pages = (needed + SegmentHeader.BYTES - 1) / SegmentHeader.BYTES;
        return Math.max(Math.min(2 * writer.size(), segmentBytes), pages * SegmentHeader.BYTES);
    }

    private SegmentWriter begin(long number, long size) throws IOException {
        Disk.File file = spares.take(number, size);
        boolean begun = false;
        try {
            SegmentHeader header = new SegmentHeader(number, books, tip, file.size());
            file.write(ByteBuffer.wrap(header.encode()), 0);
            file.force();
            begun = true;
            return new SegmentWriter(file, number, header.size(), SegmentHeader.BYTES, buffer);
        } finally {
            if (!begun) {
                file.close();
            }
        }
    }

    @Override
    public EffectCursor read(long position) {
        return reader.read(position);
    }

    @Override
    public EffectBatch batch(long position) {
        return reader.batch(position);
    }

    @Override
    public long[] entries(int account, long from, boolean ascending, int limit) {
        return reader.entries(account, from, ascending, limit);
    }

    @Override
    public void find(long[] ids, int count, long[] positions) {
        reader.find(ids, count, positions);
    }

    @Override
    public long[] references(long origin, long after, int limit) {
        return reader.references(origin, after, limit);
    }

    @Override
    public boolean wantsSnapshot() {
        return false;
    }

    @Override
    public void keepSnapshot(long from, Storage.SnapshotBody body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Storage.Recovered recovered() {
        return recovered;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        try (lock;
                spares;
                reader;
                SegmentWriter last = writer) {
            if (failure == null && !sealed && tip.sequence() > 0) {
                last.put(Seal.encode(tip), 0, Seal.BYTES);
                last.force();
            }
        } catch (IOException e) {
            throw new StorageException(
                    disk.describe(SegmentName.of(writer.number()))
                            + " could not be closed in an orderly way; everything appended is durable",
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void requireUsable() {
        requireOpen();
        Throwable cause = failure;
        if (cause != null) {
            throw new StorageException(
                    "an append failed before, so nothing more can be appended; close the books and open them again",
                    cause);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StorageException("this session of the books is closed; open the books again");
        }
    }
}
