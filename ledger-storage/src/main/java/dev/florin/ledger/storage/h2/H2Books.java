package dev.florin.ledger.storage.h2;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.index.FileIndex;
import dev.florin.ledger.storage.index.IndexSizes;
import java.io.Closeable;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The tables of books, held with a row lock until they are closed, and the connections to them. */
final class H2Books implements Closeable {
    /** What H2 says of a row that somebody else has locked. */
    static final int LOCK_TIMEOUT = 50_200;

    private final H2Settings settings;
    private final Schema schema;
    private final Lanes lanes;
    private final Lane writer;
    private final Lane lock;
    private final TableDisk indexDisk;
    private final TableDisk snapshotDisk;
    private final FrameTable frames;
    private final ExecutorService indexExecutor;
    private final List<String> notes = new ArrayList<>();
    private final boolean forces;

    private H2Books(H2Settings settings, Schema schema, Lanes lanes, Lane writer, Lane lock, boolean forces) {
        this.settings = settings;
        this.schema = schema;
        this.lanes = lanes;
        this.writer = writer;
        this.lock = lock;
        this.forces = forces;
        this.indexDisk = new TableDisk(lanes, "index", settings.where());
        this.snapshotDisk = new TableDisk(lanes, "snapshots", settings.where());
        this.frames = new FrameTable(lanes, settings.where());
        this.indexExecutor = FileIndex.executor();
    }

    /** Connects, makes the tables if there are none, and takes the lock. */
    static H2Books hold(H2Settings settings) throws SQLException, IOException {
        Schema schema = new Schema(settings.schema(), settings.where());
        Lanes lanes = settings.lanes(schema.prefix());
        Lane writer = null;
        Lane lock = null;
        H2Books books = null;
        boolean held = false;
        try {
            writer = lanes.open();
            Forces.Shown forces = Forces.look(writer, settings.url(), settings.where());
            String doubts = doubts(settings, forces.doubts());
            requireBooks(settings, schema, writer);
            schema.makeLock(writer);
            lock = lanes.open();
            lock(lock, settings.where());
            // Only now, so that of two who open new books at the same time one makes them, and nobody unmakes them.
            schema.ensure(writer);
            books = new H2Books(settings, schema, lanes, writer, lock, forces.canForce());
            if (doubts != null) {
                books.notes.add(doubts + ". This was accepted by name: what was acknowledged may be lost.");
            } else if (!Forces.writesAtOnce(writer)) {
                throw new StorageException(
                        "[H9] " + settings.where() + " wrote nothing when it was told to force a change");
            }
            Sealed sealed = settings.sealed();
            if (sealed != null) {
                sealed.check(writer, books.facts().books(), books.notes);
            }
            writer.commit();
            held = true;
            return books;
        } finally {
            if (!held && books != null) {
                books.close();
            } else if (!held) {
                closeAll(lanes, writer, lock);
            }
        }
    }

    /** Refuses to make books where the user, or the file beside the database, says that there are some. */
    private static void requireBooks(H2Settings settings, Schema schema, Lane lane) throws SQLException {
        Sealed sealed = settings.sealed();
        boolean wereThere = sealed != null && sealed.isThere();
        if (!(wereThere || settings.mustExist()) || schema.hasBooks(lane)) {
            return;
        }
        String none = settings.where() + ", schema " + settings.schema();
        throw new StorageException(
                wereThere
                        ? "[H6] " + none + " has no books, and the file " + Sealed.NAME
                                + " beside it says that it had. Nothing was changed. Restore the database from a backup, or delete"
                                + " that file to begin new books"
                        : "there are no books in " + none);
    }

    private static void lock(Lane lane, String where) throws SQLException {
        try {
            if (!Schema.finds(lane.prepare("SELECT id FROM ~books_lock FOR UPDATE NOWAIT"))) {
                throw new StorageException(
                        "[H2] " + where + ": somebody took the row of the lock away. Open the books again");
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCK_TIMEOUT) {
                throw new StorageException(
                        "[H2] " + where + ": the books are in use by another ledger. Close that one first", e);
            }
            throw e;
        }
    }

    /** Refuses what does not show that it forces, unless that is accepted by name; then says what is to be told. */
    private static @Nullable String doubts(H2Settings settings, List<String> doubts) {
        if (doubts.isEmpty()) {
            return null;
        }
        String why = "[H9] " + settings.where() + " does not show that it forces what it commits to a disk: "
                + String.join("; ", doubts);
        if (!settings.acceptsWeaker()) {
            throw new StorageException(why + ". Nothing was changed. Keep the books in a database that does, such as"
                    + " H2Storage.at(folder), or call acceptWeakerDurability() if what was acknowledged may be lost");
        }
        return why;
    }

    /** What the row of the books says now. */
    Schema.Facts facts() {
        try {
            return schema.facts(writer);
        } catch (SQLException e) {
            throw new StorageException(settings.where() + ": " + SqlFaults.said(e), e);
        }
    }

    /** The last batch, once it is shown that the batches end where the row of the books says; null if there is none. */
    @Nullable
    EffectBatch last(Schema.Facts facts) throws SQLException, IOException {
        long sequence;
        try (ResultSet found = writer.prepare("SELECT sequence FROM ~batch ORDER BY sequence DESC FETCH FIRST ROW ONLY")
                .executeQuery()) {
            sequence = found.next() ? found.getLong(1) : 0;
        }
        if (sequence != facts.lastSequence()) {
            throw new StorageException("[H4] " + settings.where() + ": the batches end with batch " + sequence
                    + ", and the books say batch " + facts.lastSequence()
                    + ". Nothing was changed. Restore the database from a backup");
        }
        return sequence == 0 ? null : frames.batch(sequence);
    }

    @Nullable
    String bringRowsUp(Schema.Facts facts) throws SQLException, IOException {
        return change(() -> Optional.ofNullable(schema.bringRowsUp(writer, frames, facts)))
                .orElse(null);
    }

    /** Lets the user for reports read the rows, of books in a folder of ours. */
    void grantReports() throws SQLException, IOException {
        if (settings.sealed() != null) {
            change(() -> {
                schema.grantReports(writer);
                return true;
            });
        }
    }

    /** Takes back what was not committed, and has the next opening make the rows for reports again. */
    void giveUpRows() throws SQLException {
        if (writer.rollback()) {
            Schema.setRows(writer, 0, 0);
            writer.commit();
        }
    }

    /** Returns when all that is committed is on the disk, as far as the database can do that. */
    void force() throws SQLException, IOException {
        if (forces) {
            change(() -> {
                Forces.force(writer);
                return true;
            });
        }
    }

    /** Changes rows; see {@link Lanes#change}. Who changes must not wait for the work on the index, which changes some, too. */
    <T> T change(Lanes.Step<T> step) throws SQLException, IOException {
        return lanes.change(step);
    }

    /** Says, durably, that the books end here. */
    void seal(UUID id, long sequence, byte[] chain) throws SQLException, IOException {
        change(() -> {
            PreparedStatement row =
                    writer.prepare("UPDATE ~books SET sealed = TRUE WHERE NOT sealed AND id = ? AND last_sequence = ?");
            row.setObject(1, id);
            row.setLong(2, sequence);
            row.executeUpdate();
            writer.commit();
            force();
            return true;
        });
        Sealed sealed = settings.sealed();
        if (sealed != null && sequence > 0) {
            sealed.write(id, sequence, chain);
        }
    }

    /** The connection of the thread that appends. */
    Lane writer() {
        return writer;
    }

    FrameTable frames() {
        return frames;
    }

    Disk indexDisk() {
        return indexDisk;
    }

    Disk snapshotDisk() {
        return snapshotDisk;
    }

    Executor indexExecutor() {
        return indexExecutor;
    }

    IndexSizes sizes() {
        return settings.sizes();
    }

    long snapshotBytes() {
        return settings.snapshotBytes();
    }

    /** How messages name the database. */
    String where() {
        return settings.where();
    }

    /** What an operator should know. */
    List<String> notes() {
        return notes;
    }

    /** Lets go of the lock and of all connections; the work on the index has ended by then. */
    @Override
    public void close() throws IOException {
        indexExecutor.shutdown();
        try (lanes;
                lock;
                writer;
                indexDisk;
                snapshotDisk) {
            writer.rollback();
        } catch (SQLException e) {
            throw new IOException(SqlFaults.said(e), e);
        }
    }

    private static void closeAll(Lanes lanes, @Nullable Lane writer, @Nullable Lane lock) throws SQLException {
        try (lanes;
                writer) {
            if (lock != null) {
                lock.close();
            }
        }
    }
}
