package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.index.JournalIndex;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal, open. One thread appends and closes; the two volatile fields tell the readers how it
 * goes. Readers go through the index, which publishes a batch only after it was forced.
 */
final class FileSession implements Storage.Session {
    private static final Logger LOG = LoggerFactory.getLogger(FileSession.class);

    private final Disk disk;
    private final OpenFiles segments;
    private final JournalIndex index;
    private final JournalWriter writer;
    private final Storage.Recovered recovered;
    private final Closeable lock;

    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private FileSession(
            Disk disk,
            long segmentBytes,
            Executor executor,
            Closeable lock,
            JournalIndex index,
            JournalWalk.Found found)
            throws IOException {
        this.disk = disk;
        this.lock = lock;
        this.index = index;
        this.segments = new OpenFiles(disk, SegmentName::of);
        this.recovered = found.report();
        this.writer = new JournalWriter(disk, segmentBytes, executor, found, UUID.randomUUID());
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
        JournalWalk.Found found = new JournalWalk(disk).run((batch, place) -> {
            // First, since it knows whether this version can read the batch's effects.
            replay.accept(batch);
            index.add(batch, place);
        });
        new Repair(disk, found).run();
        found.notes().forEach(LOG::warn);
        return new FileSession(disk, segmentBytes, executor, lock, index, found);
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
                    writer.describe() + " could not be written (" + e
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
        long[] places = writer.append(group);
        int added = 0;
        for (EffectBatch batch : group) {
            index.add(batch, places[added++]);
        }
    }

    @Override
    public EffectCursor read(long position) {
        long batch = batchOf(position);
        long place = index.place(batch);
        long offset = Place.offset(place) + index.start(position);
        byte[] bytes = read(place, offset, index.end(batch, position) - index.start(position), position);
        if (getInt(bytes, 0) != bytes.length || checksum(bytes) != index.checksum(position)) {
            throw damaged(place, offset, position);
        }
        EffectCursor cursor = new EffectCursor(bytes, 0, bytes.length, position, index.timeNanos(batch, position));
        cursor.next();
        return cursor;
    }

    @Override
    public EffectBatch batch(long position) {
        long ordinal = batchOf(position);
        long place = index.place(ordinal);
        byte[] bytes = read(place, Place.offset(place), index.length(ordinal), position);
        EffectBatch batch = new EffectBatch(bytes, 0, bytes.length);
        if (!batch.isWhole() || batch.firstPosition() > position || batch.lastPosition() < position) {
            throw damaged(place, Place.offset(place), position);
        }
        return batch;
    }

    private long batchOf(long position) {
        requireOpen();
        long batch = index.batchOf(position);
        if (batch < 0) {
            throw new StorageException(
                    "position " + position + " is not in these books, which end with position " + index.lastPosition());
        }
        return batch;
    }

    private byte[] read(long place, long offset, int length, long position) {
        byte[] bytes = new byte[length];
        try {
            if (segments.read(Place.segment(place), ByteBuffer.wrap(bytes), offset) == length) {
                return bytes;
            }
        } catch (IOException e) {
            requireOpen();
            throw new StorageException(describe(place, offset) + ": position " + position + " could not be read", e);
        }
        throw damaged(place, offset, position);
    }

    private StorageException damaged(long place, long offset, long position) {
        return new StorageException(describe(place, offset) + ": position " + position
                + " is damaged: its bytes are not those that were written. Close the books, and restore the folder from a"
                + " backup");
    }

    private String describe(long place, long offset) {
        return disk.describe(SegmentName.of(Place.segment(place))) + ", offset " + offset;
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public long[] entries(int account, long from, boolean ascending, int limit) {
        requireOpen();
        return index.entries(account, from, ascending, limit);
    }

    @Override
    public void find(long[] ids, int count, long[] positions) {
        requireOpen();
        index.find(ids, count, positions);
    }

    @Override
    public long[] references(long origin, long after, int limit) {
        requireOpen();
        return index.references(origin, after, limit);
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
                segments;
                writer) {
            if (failure == null) {
                writer.seal();
            }
        } catch (IOException e) {
            throw new StorageException(
                    writer.describe() + " could not be closed in an orderly way; everything appended is durable", e);
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
