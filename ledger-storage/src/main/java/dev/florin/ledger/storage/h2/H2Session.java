package dev.florin.ledger.storage.h2;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.index.FileIndex;
import dev.florin.ledger.storage.index.PastReader;
import dev.florin.ledger.storage.journal.IndexEnd;
import dev.florin.ledger.storage.journal.JournalReader;
import dev.florin.ledger.storage.snapshot.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books in a database, open. One thread appends and closes. Readers go through the index, to which a batch is added only after
 * it was forced.
 */
final class H2Session implements Storage.Session {
    private static final Logger LOG = LoggerFactory.getLogger(H2Session.class);

    /** Each takes as long as H2 waits for a lock, which is two seconds unless the URL says otherwise. */
    private static final int MOST_TRIES = 15;

    private final H2Books books;
    private final FileIndex index;
    private final JournalReader reader;
    private final Snapshots snapshots;
    private final Rows rows;
    private final Storage.Recovered recovered;

    private final UUID id;
    private long sequence;
    private long position;
    private byte[] chain;

    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private H2Session(Opening opening) {
        this.books = opening.books;
        this.index = opening.index();
        this.reader = new JournalReader(books.frames(), index);
        this.snapshots = opening.snapshots;
        this.rows = new Rows(books.writer());
        this.recovered = opening.recovered();
        this.id = opening.facts.books();
        this.sequence = opening.facts.lastSequence();
        this.position = opening.lastPosition;
        this.chain = opening.chain;
    }

    /** Recovers what the books hold, or begins new ones; takes {@code books} over, and closes them if that fails. */
    static H2Session open(H2Books books, Storage.Replay replay) throws SQLException, IOException {
        Opening opening = null;
        boolean opened = false;
        try {
            opening = new Opening(books);
            opening.run(replay);
            opened = true;
            return new H2Session(opening);
        } finally {
            if (!opened && opening != null) {
                opening.giveUp();
            } else if (!opened) {
                books.close();
            }
        }
    }

    /** The steps of opening books, in their order. One thread. */
    private static final class Opening implements Snapshots.Journal {
        private final H2Books books;
        private final Schema.Facts facts;
        private final Snapshots snapshots;
        private final List<String> notes = new ArrayList<>();
        private @Nullable FileIndex index;
        private long lastPosition;
        private byte[] chain = new byte[EffectBatch.HASH_BYTES];

        Opening(H2Books books) {
            this.books = books;
            this.facts = books.facts();
            this.snapshots = new Snapshots(books.snapshotDisk(), books.snapshotBytes());
        }

        FileIndex index() {
            FileIndex opened = index;
            if (opened == null) {
                throw new IllegalStateException("the index is not open yet");
            }
            return opened;
        }

        Storage.Recovered recovered() {
            List<String> all = new ArrayList<>(books.notes());
            // That new books have no index yet is nothing to tell.
            all.addAll(facts.lastSequence() == 0 ? List.of() : notes);
            all.addAll(snapshots.notes());
            all.forEach(LOG::warn);
            return new Storage.Recovered(facts.sealed(), 0, all);
        }

        void run(Storage.Replay replay) throws SQLException, IOException {
            EffectBatch last = books.last(facts);
            lastPosition = last == null ? 0 : last.lastPosition();
            chain = last == null ? chain : last.chain();
            FileIndex opened = FileIndex.open(
                    books.indexDisk(),
                    facts.books(),
                    tip -> IndexEnd.isIn(books.frames(), tip),
                    books.sizes(),
                    books.indexExecutor(),
                    notes);
            index = opened;
            PastReader past = new PastReader(new JournalReader(books.frames(), opened));
            replay.begin(past);
            long restored = snapshots.offer(this, replay);
            try {
                books.frames().replay(Math.min(restored, opened.covered()) + 1, facts.lastSequence(), batch -> {
                    past.endAt(batch.firstPosition() - 1);
                    // First, since it knows whether this version can read the batch's effects.
                    replay.accept(batch);
                    opened.add(batch, FrameTable.place(batch));
                    if (batch.lastPosition() > restored) {
                        snapshots.appended(batch.length());
                    }
                });
                replay.end();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            snapshots.settle();
            String rowsMade = books.bringRowsUp(facts);
            if (rowsMade != null) {
                notes.add(rowsMade);
            }
            books.grantReports();
            // What was found may never have been forced.
            books.force();
        }

        @Override
        public UUID books() {
            return facts.books();
        }

        @Override
        public boolean reaches(long position) {
            return position <= lastPosition;
        }

        void giveUp() {
            try (books) {
                if (index != null) {
                    index.close();
                }
            } catch (IOException e) {
                LOG.debug("could not be closed after it could not be opened", e);
            }
        }
    }

    @Override
    public void append(Iterable<EffectBatch> group) {
        requireUsable();
        Throwable cause = null;
        try {
            Lanes.uninterrupted(() -> {
                if (group.iterator().hasNext()) {
                    added(group, books.change(() -> writeUnlessLocked(group)));
                }
                return group;
            });
        } catch (Throwable e) {
            cause = e;
            throw new StorageException(
                    books.where() + ": what comes behind batch " + sequence + " (position " + position
                            + ") could not be made durable (" + SqlFaults.said(e)
                            + "). It may be in the database or not; all before it is. Close the books, see to the database"
                            + " and its disk, and open them again",
                    e);
        } finally {
            failure = cause;
        }
    }

    /** A report may lock rows that a batch changes: then it is tried again, since nothing of it was committed. */
    private EffectBatch writeUnlessLocked(Iterable<EffectBatch> group) throws SQLException, IOException {
        for (int tries = 1; ; tries++) {
            try {
                return write(group);
            } catch (SQLException e) {
                if (e.getErrorCode() != H2Books.LOCK_TIMEOUT
                        || tries == MOST_TRIES
                        || !books.writer().rollback()) {
                    throw e;
                }
                LOG.warn(
                        "{}: somebody else holds locks on rows that the next batch changes; trying again",
                        books.where());
                rows.forget();
            }
        }
    }

    /** Returns the last batch of a group that is not empty. */
    private EffectBatch write(Iterable<EffectBatch> group) throws SQLException, IOException {
        Lane writer = books.writer();
        EffectBatch before = null;
        for (EffectBatch batch : group) {
            requireNext(before, batch);
            FrameTable.append(writer, batch);
            before = batch;
        }
        EffectBatch last = Objects.requireNonNull(before);
        writeRows(group);
        // Fails if anybody else wrote to these books, whatever became of the lock.
        PreparedStatement row = writer.prepare(
                "UPDATE ~books SET last_sequence = ?, rows_sequence = ?, sealed = FALSE WHERE id = ? AND last_sequence = ?");
        row.setLong(1, last.sequence());
        row.setLong(2, last.sequence());
        row.setObject(3, id);
        row.setLong(4, sequence);
        if (row.executeUpdate() != 1) {
            writer.rollback();
            throw new IOException("somebody else wrote to these books");
        }
        writer.commit();
        books.force();
        return last;
    }

    /** Readers find it from here on. */
    private void added(Iterable<EffectBatch> group, EffectBatch last) throws IOException {
        sequence = last.sequence();
        position = last.lastPosition();
        chain = last.chain();
        for (EffectBatch batch : group) {
            index.add(batch, FrameTable.place(batch));
            snapshots.appended(batch.length());
        }
    }

    /**
     * Rows that cannot be written stop the ledger, since reports would be wrong from then on; the next opening makes all of
     * them again.
     */
    private void writeRows(Iterable<EffectBatch> group) throws SQLException, IOException {
        try {
            for (EffectBatch batch : group) {
                rows.add(batch);
            }
            rows.flush();
        } catch (SQLException e) {
            // Constraints that do not hold, and tables or columns that are gone: SQL says both by class.
            boolean wereChanged = e.getSQLState() != null && e.getSQLState().matches("(23|42).*");
            if (!wereChanged) {
                throw e;
            }
            try {
                books.giveUpRows();
            } catch (SQLException further) {
                e.addSuppressed(further);
            }
            throw new IOException(
                    "the rows for reports do not take it; somebody else may have changed their tables, which the next opening"
                            + " makes again: " + SqlFaults.said(e),
                    e);
        }
    }

    private void requireNext(@Nullable EffectBatch before, EffectBatch batch) {
        long next = 1 + (before == null ? sequence : before.sequence());
        long first = 1 + (before == null ? position : before.lastPosition());
        if (batch.sequence() != next || batch.firstPosition() != first) {
            throw new IllegalArgumentException("batch " + batch.sequence() + " from position " + batch.firstPosition()
                    + " does not follow: batch " + next + " from position " + first + " is next");
        }
    }

    @Override
    public EffectCursor read(long wanted) {
        return reader.read(wanted);
    }

    @Override
    public EffectBatch batch(long wanted) {
        return reader.batch(wanted);
    }

    @Override
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        return reader.entries(which, account, from, ascending, limit);
    }

    @Override
    public long[] dated(int account, long fromNanos, long from, long until, boolean ascending, int limit) {
        return reader.dated(account, fromNanos, from, until, ascending, limit);
    }

    @Override
    public long[] datedSums(int account, long untilNanos, long until) {
        return reader.datedSums(account, untilNanos, until);
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
            snapshots.keep(id, from, index::lastPosition, body);
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
        try {
            Lanes.uninterrupted(() -> {
                try (books;
                        index;
                        reader) {
                    if (failure == null) {
                        books.seal(id, sequence, chain);
                    }
                }
                return books;
            });
        } catch (SQLException | IOException e) {
            throw new StorageException(
                    books.where() + ": the books could not be closed in an orderly way (" + SqlFaults.said(e) + "); "
                            + (failure == null
                                    ? "everything appended is durable"
                                    : "what was appended before the fault is durable"),
                    e);
        }
    }

    private void requireUsable() {
        if (closed) {
            throw new StorageException("this session of the books is closed; open the books again");
        }
        Throwable cause = failure;
        if (cause != null) {
            throw new StorageException(
                    "an append failed before, so nothing more can be appended; close the books and open them again",
                    cause);
        }
    }
}
