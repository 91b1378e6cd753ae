package dev.florin.ledger.storage.h2;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.journal.FrameBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * The journal: the frames of all batches, in the tables {@code batch} and {@code frame}. A place is the sequence of a batch
 * times 2^25, plus an offset in its frame, which is always below.
 */
final class FrameTable implements FrameBytes {
    private static final int PART_BYTES = 32_768;
    private static final int OFFSET_BITS = 25;

    /** About so many bytes of frames are read at once in a replay. */
    private static final int WINDOW_BYTES = 8 << 20;

    private static final int WINDOW_BATCHES = 512;

    private final Lanes lanes;
    private final String where;

    /** {@code where} names the database in messages. */
    FrameTable(Lanes lanes, String where) {
        this.lanes = lanes;
        this.where = where;
    }

    /** Where the frame of a batch is. */
    static long place(EffectBatch batch) {
        return batch.sequence() << OFFSET_BITS;
    }

    /** Adds the rows of a batch; who calls commits. */
    static void append(Lane lane, EffectBatch batch) throws SQLException {
        if (batch.length() >= 1 << OFFSET_BITS) {
            throw new SQLException("the frame of batch " + batch.sequence() + " takes " + batch.length()
                    + " bytes, and it must be less than " + (1 << OFFSET_BITS));
        }
        PreparedStatement row = lane.prepare("INSERT INTO ~batch VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        row.setLong(1, batch.sequence());
        row.setLong(2, batch.firstPosition());
        row.setLong(3, batch.lastPosition());
        row.setObject(4, time(batch.firstTimeNanos()));
        row.setInt(5, batch.incarnation());
        row.setInt(6, batch.rulesVersion());
        row.setInt(7, batch.length());
        row.setBytes(8, batch.chain());
        row.executeUpdate();
        PreparedStatement parts = lane.prepare("INSERT INTO ~frame VALUES (?, ?, ?)");
        for (int part = 0; part * PART_BYTES < batch.length(); part++) {
            int from = part * PART_BYTES;
            int count = Math.min(PART_BYTES, batch.length() - from);
            parts.setLong(1, batch.sequence());
            parts.setInt(2, part);
            parts.setBytes(3, Arrays.copyOfRange(batch.bytes(), batch.offset() + from, batch.offset() + from + count));
            parts.addBatch();
        }
        parts.executeBatch();
    }

    /** A moment as rows have it. */
    static OffsetDateTime time(long nanos) {
        return LedgerClock.instantOf(nanos).atOffset(ZoneOffset.UTC);
    }

    @Override
    public int read(long place, ByteBuffer buffer) throws IOException {
        long batch = place >>> OFFSET_BITS;
        int offset = (int) (place & ((1L << OFFSET_BITS) - 1));
        try {
            return lanes.read(lane -> {
                PreparedStatement parts = lane.prepare(
                        "SELECT bytes FROM ~frame WHERE batch = ? AND part BETWEEN ? AND ? ORDER BY batch, part");
                parts.setLong(1, batch);
                parts.setInt(2, offset / PART_BYTES);
                parts.setInt(3, (offset + Math.max(1, buffer.remaining()) - 1) / PART_BYTES);
                int done = 0;
                try (ResultSet found = parts.executeQuery()) {
                    for (int from = offset % PART_BYTES; found.next() && buffer.hasRemaining(); from = 0) {
                        byte[] bytes = found.getBytes(1);
                        int count = Math.min(buffer.remaining(), bytes.length - from);
                        if (count <= 0) {
                            break;
                        }
                        buffer.put(bytes, from, count);
                        done += count;
                    }
                }
                return done;
            });
        } catch (SQLException e) {
            throw new IOException(SqlFaults.said(e), e);
        }
    }

    @Override
    public boolean canBegin(long place, int bytesBefore) {
        return (place & ((1L << OFFSET_BITS) - 1)) == bytesBefore;
    }

    @Override
    public String describe(long place) {
        return where + ", table frame, batch " + (place >>> OFFSET_BITS) + ", offset "
                + (place & ((1L << OFFSET_BITS) - 1));
    }

    @Override
    public String whenDamaged() {
        return "Close the books and restore the database from a backup. If only the index is damaged, emptying the table"
                + " derived_file has it made again";
    }

    /** Takes batches of a replay. */
    @FunctionalInterface
    interface Batches {
        void take(EffectBatch batch) throws SQLException, IOException;
    }

    /**
     * Passes the batches from the one on that holds a position, up to the last one.
     *
     * @param last the sequence of the last batch
     * @throws StorageException if a batch is missing or is not what was written
     */
    void replay(long position, long last, Batches batches) throws SQLException, IOException {
        long next = sequenceOf(position, last);
        while (next <= last) {
            next = window(next, last, batches);
        }
    }

    /** The batch of a sequence, in bytes of its own. */
    EffectBatch batch(long sequence) throws SQLException, IOException {
        byte[] frame = lanes.read(lane -> frames(lane, sequence, sequence + 1))[0];
        return new EffectBatch(frame, 0, frame.length);
    }

    /** The column finds it, and frames, which have checksums, say whether that is right. */
    private long sequenceOf(long position, long last) throws SQLException, IOException {
        long found = asTheColumnSays(position, last);
        if (found < 1
                || found > last + 1
                || (found > 1 && batch(found - 1).lastPosition() >= position)
                || (found <= last && batch(found).lastPosition() < position)) {
            throw new StorageException(
                    "[H5] " + where + ": the column last_position of table batch is damaged near batch " + found
                            + ". Nothing was changed. Restore the database from a backup");
        }
        return found;
    }

    private long asTheColumnSays(long position, long last) throws SQLException, IOException {
        return lanes.read(lane -> {
            PreparedStatement first = lane.prepare("SELECT sequence FROM ~batch WHERE last_position >= ?"
                    + " ORDER BY last_position FETCH FIRST ROW ONLY");
            first.setLong(1, position);
            try (ResultSet found = first.executeQuery()) {
                return found.next() ? found.getLong(1) : last + 1;
            }
        });
    }

    /** Reads some batches at once, then passes them; returns which one is next. */
    private long window(long from, long last, Batches batches) throws SQLException, IOException {
        long end = lanes.read(lane -> endOfWindow(lane, from, last));
        byte[][] frames = lanes.read(lane -> frames(lane, from, end));
        for (byte[] frame : frames) {
            batches.take(new EffectBatch(frame, 0, frame.length));
        }
        return end;
    }

    private long endOfWindow(Lane lane, long from, long last) throws SQLException {
        PreparedStatement sizes = lane.prepare("SELECT sequence, frame_bytes FROM ~batch WHERE sequence BETWEEN ? AND ?"
                + " ORDER BY sequence FETCH FIRST " + WINDOW_BATCHES + " ROWS ONLY");
        sizes.setLong(1, from);
        sizes.setLong(2, last);
        long next = from;
        long bytes = 0;
        try (ResultSet found = sizes.executeQuery()) {
            while (found.next() && (next == from || bytes < WINDOW_BYTES)) {
                if (found.getLong(1) != next) {
                    throw missing(next);
                }
                bytes += found.getInt(2);
                next++;
            }
        }
        if (next == from) {
            throw missing(from);
        }
        return next;
    }

    private byte[][] frames(Lane lane, long from, long end) throws SQLException {
        PreparedStatement parts = lane.prepare(
                "SELECT f.batch, f.bytes, b.frame_bytes FROM ~frame f JOIN ~batch b ON b.sequence = f.batch"
                        + " WHERE f.batch >= ? AND f.batch < ? ORDER BY f.batch, f.part");
        parts.setLong(1, from);
        parts.setLong(2, end);
        byte[][] frames = new byte[(int) (end - from)][];
        int[] filled = new int[frames.length];
        try (ResultSet found = parts.executeQuery()) {
            while (found.next()) {
                int i = (int) (found.getLong(1) - from);
                byte[] part = found.getBytes(2);
                byte[] frame = frames[i] == null ? new byte[requireLength(from + i, found.getInt(3))] : frames[i];
                if (part.length > frame.length - filled[i]) {
                    throw damaged(from + i);
                }
                System.arraycopy(part, 0, frame, filled[i], part.length);
                filled[i] += part.length;
                frames[i] = frame;
            }
        }
        for (int i = 0; i < frames.length; i++) {
            if (frames[i] == null) {
                throw missing(from + i);
            }
            if (filled[i] != frames[i].length
                    || !new EffectBatch(frames[i], 0, frames[i].length).isWhole()
                    || new EffectBatch(frames[i], 0, frames[i].length).sequence() != from + i) {
                throw damaged(from + i);
            }
        }
        return frames;
    }

    private int requireLength(long sequence, int bytes) {
        if (bytes < EffectBatch.HEADER_BYTES || bytes >= 1 << OFFSET_BITS) {
            throw damaged(sequence);
        }
        return bytes;
    }

    private StorageException missing(long sequence) {
        return new StorageException("[H4] " + where + ": batch " + sequence
                + " is not there, and later ones are or were. Nothing was changed. Restore the database from a backup");
    }

    private StorageException damaged(long sequence) {
        return new StorageException(
                "[H5] " + where + ": batch " + sequence
                        + " is damaged: its frame is not what was written. Nothing was changed. Restore the database from a backup");
    }

    /** The connections are closed by who opened them. */
    @Override
    public void close() {}
}
