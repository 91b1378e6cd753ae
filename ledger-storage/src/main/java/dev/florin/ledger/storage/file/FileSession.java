package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.index.FileIndex;
import dev.florin.ledger.storage.index.PastReader;
import dev.florin.ledger.storage.journal.IndexEnd;
import dev.florin.ledger.storage.journal.JournalReader;
import dev.florin.ledger.storage.snapshot.Snapshots;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal, open. One thread appends and closes; the two volatile fields tell the readers how it
 * goes. Readers go through the index, to which a batch is added only after it was forced.
 */
final class FileSession implements Storage.Session {
    private static final Logger LOG = LoggerFactory.getLogger(FileSession.class);

    private final FileIndex index;
    private final JournalReader reader;
    private final JournalWriter writer;
    private final Snapshots snapshots;
    private final Storage.Recovered recovered;
    private final Closeable lock;

    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private FileSession(
            FileIndex index,
            JournalReader reader,
            JournalWriter writer,
            Snapshots snapshots,
            Storage.Recovered recovered,
            Closeable lock) {
        this.index = index;
        this.reader = reader;
        this.writer = writer;
        this.snapshots = snapshots;
        this.recovered = recovered;
        this.lock = lock;
    }

    /**
     * Recovers a journal, or makes a new one.
     *
     * @param lock closed with the session
     */
    static FileSession open(Folders folders, Settings settings, Closeable lock, Storage.Replay replay)
            throws IOException {
        return open(folders, settings, lock, replay, new ArrayList<>());
    }

    /**
     * The same, of folders of which there is something to tell already.
     *
     * @param notes what there is to tell
     */
    static FileSession open(
            Folders folders, Settings settings, Closeable lock, Storage.Replay replay, List<String> notes)
            throws IOException {
        Disk disk = folders.journal();
        JournalWalk walk = new JournalWalk(disk);
        UUID known = walk.books();
        UUID books = known == null ? UUID.randomUUID() : known;
        Segments segments = new Segments(disk);
        FileIndex index = null;
        boolean opened = false;
        try {
            index = FileIndex.open(
                    folders.index(),
                    books,
                    tip -> IndexEnd.isIn(segments, tip),
                    settings.index(),
                    settings.indexes(),
                    notes);
            JournalReader reader = new JournalReader(segments, index);
            Snapshots snapshots = new Snapshots(folders.snapshots(), settings.snapshotBytes());
            JournalWalk.Found found = walk(walk, replay, reader, index, snapshots);
            new Repair(disk, found).run();
            snapshots.settle();
            boolean areNew = found.tip().sequence() == 0;
            if (areNew) {
                // That new books have no index yet is nothing to tell; that they have one of other books is a trace of
                // a lost journal.
                notes.removeIf(note -> note.startsWith("[I1]"));
            }
            boolean hasTraces = areNew && !notes.isEmpty();
            notes.addAll(snapshots.notes());
            Storage.Recovered recovered = found.report(notes);
            if (hasTraces) {
                recovered = new Storage.Recovered(false, recovered.bytesCut(), recovered.notes());
            }
            recovered.notes().forEach(LOG::warn);
            JournalWriter writer =
                    new JournalWriter(disk, settings.segmentBytes(), settings.makesSegments(), found, books);
            opened = true;
            return new FileSession(index, reader, writer, snapshots, recovered, lock);
        } finally {
            if (!opened) {
                try (segments) {
                    if (index != null) {
                        index.close();
                    }
                }
            }
        }
    }

    /** What neither a snapshot nor the index knows is walked; what only one of them knows, the other takes no notice of. */
    private static JournalWalk.Found walk(
            JournalWalk walk, Storage.Replay replay, JournalReader reader, FileIndex index, Snapshots snapshots)
            throws IOException {
        PastReader past = new PastReader(reader);
        replay.begin(past);
        long restored = snapshots.offer(walk, replay);
        try {
            JournalWalk.Found found = walk.run(Math.min(restored, index.covered()) + 1, (batch, place) -> {
                past.endAt(batch.firstPosition() - 1);
                // First, since it knows whether this version can read the batch's effects.
                replay.accept(batch);
                add(index, batch, place);
                if (batch.lastPosition() > restored) {
                    snapshots.appended(batch.length());
                }
            });
            replay.end();
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void add(FileIndex index, EffectBatch batch, long place) {
        try {
            index.add(batch, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        return reader.entries(which, account, from, ascending, limit);
    }

    @Override
    public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        return reader.dated(account, fromNanos, from, position, ascending, limit);
    }

    @Override
    public long[] datedSums(int account, long untilNanos, long position) {
        return reader.datedSums(account, untilNanos, position);
    }

    @Override
    public long[] labelled(Label label, long from, boolean ascending, int limit) {
        return reader.labelled(label, from, ascending, limit);
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
            throw new StorageException(
                    "the snapshot from position " + from + " could not be kept (" + e + "); the books go on without it",
                    e);
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
                index;
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
