package dev.florin.ledger.ownstorage;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.memory.MemoryIndex;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Books that are open. */
final class OneFileSession implements Storage.Session {
    private final JournalFile journal;
    private final MemoryIndex index;
    private final FolderLock lock;
    private final Storage.Recovered recovered;

    /** Of the thread that appends and closes. */
    private boolean failed;

    /** Whether the end of the file says all there is to say. Of the same thread. */
    private boolean sealed;

    private volatile boolean closed;

    OneFileSession(JournalFile journal, MemoryIndex index, FolderLock lock, Storage.Recovered recovered) {
        this.journal = journal;
        this.index = index;
        this.lock = lock;
        this.recovered = recovered;
        sealed = recovered.cleanShutdown();
    }

    @Override
    public void append(Iterable<EffectBatch> group) {
        requireOpen();
        if (failed) {
            throw new StorageException(
                    "an append failed before, so nothing more can be appended; close the books and open them again");
        }
        failed = true;
        sealed = false;
        try {
            index.requireNext(group);
            long place = journal.append(group);
            for (EffectBatch batch : group) { // readers find it from here on: it is durable
                index.add(batch, place);
                place += batch.length();
            }
        } catch (IOException e) {
            throw new StorageException(
                    journal + ": what comes behind batch " + index.lastSequence() + " could not be made durable (" + e
                            + "). It may be on the disk or not; see to the disk and open the books again",
                    e);
        }
        failed = false;
    }

    @Override
    public EffectCursor read(long position) {
        return open().read(position);
    }

    @Override
    public EffectBatch batch(long position) {
        return open().batch(position);
    }

    @Override
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        return open().entries(which, account, from, ascending, limit);
    }

    @Override
    public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        return open().dated(account, fromNanos, from, position, ascending, limit);
    }

    @Override
    public long[] datedSums(int account, long untilNanos, long position) {
        return open().datedSums(account, untilNanos, position);
    }

    @Override
    public long[] labelled(Label label, long from, boolean ascending, int limit) {
        return open().labelled(label, from, ascending, limit);
    }

    @Override
    public void find(long[] ids, int count, long[] positions) {
        open().find(ids, count, positions);
    }

    @Override
    public long[] references(long origin, long after, int limit) {
        return open().references(origin, after, limit);
    }

    @Override
    public boolean wantsSnapshot() {
        return false;
    }

    /** Keeps none, and therefore wants none. */
    @Override
    public void keepSnapshot(long from, Storage.SnapshotBody body) {}

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
        try {
            if (!failed && !sealed) {
                journal.seal(index.lastSequence());
            }
        } catch (IOException e) {
            throw new StorageException(
                    journal + ": the end could not be sealed (" + e + "); everything appended is durable", e);
        } finally {
            closeAll(journal, lock);
        }
    }

    /** Closes what is there, the last one even if those before cannot be closed. */
    static void closeAll(@Nullable Closeable... all) {
        IOException fault = null;
        for (Closeable one : Arrays.asList(all)) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (IOException e) {
                fault = e;
            }
        }
        if (fault != null) {
            throw new StorageException("the files of the books could not be closed (" + fault + ")", fault);
        }
    }

    private MemoryIndex open() {
        requireOpen();
        return index;
    }

    private void requireOpen() {
        if (closed) {
            throw new StorageException("this session of " + journal + " is closed; open the books again");
        }
    }
}
