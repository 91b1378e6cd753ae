package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.index.JournalIndex;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal, open. One thread appends and closes; the two volatile fields tell the readers how it
 * goes. Readers go through the index, which publishes a batch only after it was forced.
 */
final class FileSession implements Storage.Session {
    private static final Logger LOG = LoggerFactory.getLogger(FileSession.class);

    private final JournalIndex index;
    private final JournalReader reader;
    private final JournalWriter writer;
    private final Snapshots snapshots;
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
            JournalReader reader,
            Snapshots snapshots,
            JournalWalk.Found found)
            throws IOException {
        this.lock = lock;
        this.index = index;
        this.reader = reader;
        this.snapshots = snapshots;
        this.recovered = found.report(snapshots.notes());
        this.writer = new JournalWriter(disk, segmentBytes, executor, found, UUID.randomUUID());
    }

    /**
     * Recovers a journal, or makes a new one.
     *
     * @param snapshotBytes how much journal makes a snapshot due, at least
     * @param executor makes segments ahead of time
     * @param lock closed with the session
     */
    static FileSession open(
            Folders folders,
            long segmentBytes,
            long snapshotBytes,
            Executor executor,
            Closeable lock,
            Storage.Replay replay)
            throws IOException {
        Disk disk = folders.journal();
        JournalIndex index = new JournalIndex(new SecureRandom().nextLong());
        JournalReader reader = new JournalReader(disk, index);
        Snapshots snapshots = new Snapshots(folders.snapshots(), snapshotBytes);
        try {
            replay.begin(reader);
            return open(disk, segmentBytes, executor, lock, index, reader, snapshots, replay);
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
            Snapshots snapshots,
            Storage.Replay replay)
            throws IOException {
        JournalWalk walk = new JournalWalk(disk);
        long restored = snapshots.offer(walk, replay);
        JournalWalk.Found found = walk.run((batch, place) -> {
            // First, since it knows whether this version can read the batch's effects.
            replay.accept(batch);
            index.add(batch, place);
            if (batch.lastPosition() > restored) {
                snapshots.appended(batch.length());
            }
        });
        new Repair(disk, found).run();
        snapshots.settle();
        FileSession session = new FileSession(disk, segmentBytes, executor, lock, index, reader, snapshots, found);
        session.recovered.notes().forEach(LOG::warn);
        return session;
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
                    writer.describe() + ": what comes behind batch "
                            + writer.tip().sequence() + " (position "
                            + writer.tip().position() + ") could not be made durable (" + e
                            + "). It may be on the disk or not; all before it is. Close the books, see to the disk, and"
                            + " open them again",
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
            snapshots.appended(batch.length());
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
        return snapshots.isDue();
    }

    @Override
    public void keepSnapshot(long from, Storage.SnapshotBody body) {
        requireUsable();
        try {
            snapshots.keep(writer.books(), from, index::lastPosition, body);
        } catch (IOException e) {
            throw new StorageException("the snapshot from position " + from + " could not be kept", e);
        }
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
                reader;
                writer) {
            if (failure == null) {
                writer.seal();
            }
        } catch (IOException e) {
            throw new StorageException(
                    writer.describe() + ": the books could not be closed in an orderly way (" + e + "); "
                            + (failure == null
                                    ? "everything appended is durable"
                                    : "what was appended before the fault is durable"),
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
