package dev.florin.ledger.storage.h2;

import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A folder whose files are rows: what the ledger derives from the journal, in the database of the journal. A force is a
 * commit: H2 keeps commits in their order, so what is found after a crash is a prefix of them, and more is not asked of files
 * that can be made again.
 *
 * <p>Reading: any thread, what was forced. Writing: one thread at a time, with a connection of its own from the first time on.
 */
final class TableDisk implements Disk, AutoCloseable {
    private static final int PART_BYTES = 16_384;
    private static final int PART_BITS = 24;

    private final Lanes lanes;
    private final String folder;
    private final String where;
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Lane writer;
    private boolean hasUncommitted;
    private boolean isBroken;

    /** {@code where} names the database in messages. */
    TableDisk(Lanes lanes, String folder, String where) {
        this.lanes = lanes;
        this.folder = folder;
        this.where = where;
    }

    /** A file as its row says. */
    private record Row(long number, long bytes) {}

    private <T> T read(String name, Lanes.Work<T> work) throws IOException {
        try {
            return lanes.read(work);
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    /** Writes and, if asked for, commits. What fails takes everything back that was not committed. */
    private <T> T write(String name, boolean commit, Lanes.Work<T> work) throws IOException {
        writing.lock();
        try {
            if (isBroken) {
                throw new IOException(
                        describe(name) + ": an earlier write was taken back; close the books and open them again");
            }
            return lanes.change(() -> {
                Lane lane = writer == null ? lanes.open() : writer;
                writer = lane;
                boolean done = false;
                try {
                    T result = work.with(lane);
                    if (commit) {
                        lane.commit();
                    }
                    hasUncommitted = !commit;
                    done = true;
                    return result;
                } finally {
                    if (!done) {
                        lane.rollback();
                        // Parts of another file may be gone with it, which would then be named as if they were there.
                        isBroken |= hasUncommitted;
                    }
                }
            });
        } catch (SQLException e) {
            throw failed(name, e);
        } finally {
            writing.unlock();
        }
    }

    private IOException failed(String name, SQLException cause) {
        return new IOException(describe(name) + ": " + SqlFaults.said(cause), cause);
    }

    @Override
    public List<String> list() throws IOException {
        return read("", lane -> {
            PreparedStatement files = lane.prepare("SELECT name FROM ~derived_file WHERE folder = ? ORDER BY name");
            files.setString(1, folder);
            List<String> names = new ArrayList<>();
            try (ResultSet found = files.executeQuery()) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            return names;
        });
    }

    private Row row(String name) throws IOException {
        return read(name, lane -> {
            PreparedStatement file =
                    lane.prepare("SELECT number, bytes FROM ~derived_file WHERE folder = ? AND name = ?");
            file.setString(1, folder);
            file.setString(2, name);
            try (ResultSet found = file.executeQuery()) {
                if (!found.next()) {
                    throw new NoSuchFileException(describe(name));
                }
                return new Row(found.getLong(1), found.getLong(2));
            }
        });
    }

    @Override
    public File create(String name) throws IOException {
        long number = write(name, true, lane -> {
            // Never one that a deleted file had, whose readers may not know yet.
            PreparedStatement next = lane.prepare("SELECT NEXT VALUE FOR ~derived_number");
            long free;
            try (ResultSet found = next.executeQuery()) {
                found.next();
                free = found.getLong(1);
            }
            PreparedStatement file = lane.prepare("INSERT INTO ~derived_file VALUES (?, ?, ?, 0)");
            file.setString(1, folder);
            file.setString(2, name);
            file.setLong(3, free);
            file.executeUpdate();
            return free;
        });
        return new TableFile(name, new Row(number, 0));
    }

    @Override
    public File open(String name) throws IOException {
        return new TableFile(name, row(name));
    }

    @Override
    public File openToRead(String name) throws IOException {
        return open(name);
    }

    @Override
    public void delete(String name) throws IOException {
        Row row = row(name);
        write(name, true, lane -> {
            remove(lane, row.number());
            return row;
        });
    }

    private static void remove(Lane lane, long number) throws SQLException {
        PreparedStatement file = lane.prepare("DELETE FROM ~derived_file WHERE number = ?");
        file.setLong(1, number);
        file.executeUpdate();
        PreparedStatement parts = lane.prepare("DELETE FROM ~derived_part WHERE place >= ? AND place < ?");
        parts.setLong(1, place(number, 0));
        parts.setLong(2, place(number + 1, 0));
        parts.executeUpdate();
    }

    @Override
    public void rename(String from, String to) throws IOException {
        boolean replaces = list().contains(to);
        long replaced = replaces ? row(to).number() : 0;
        write(from, true, lane -> {
            if (replaces) {
                remove(lane, replaced);
            }
            PreparedStatement file = lane.prepare("UPDATE ~derived_file SET name = ? WHERE folder = ? AND name = ?");
            file.setString(1, to);
            file.setString(2, folder);
            file.setString(3, from);
            if (file.executeUpdate() != 1) {
                throw new NoSuchFileException(describe(from));
            }
            return to;
        });
    }

    /** Nothing to do: names are committed as they change. */
    @Override
    public void forceFolder() {}

    @Override
    public String howToForget() {
        return "delete the rows of folder " + folder + " from the table derived_file";
    }

    @Override
    public String describe(String name) {
        return where + ", " + folder + (name.isEmpty() ? "" : "/" + name);
    }

    @Override
    public void close() throws SQLException {
        writing.lock();
        try {
            if (writer != null) {
                writer.close();
            }
        } finally {
            writing.unlock();
        }
    }

    private static long place(long number, long part) {
        return (number << PART_BITS) + part;
    }

    private final class TableFile implements File {
        private final String name;
        private final long number;

        /** When it was opened, and raised by writing through here. */
        private volatile long size;

        private TableFile(String name, Row row) {
            this.name = name;
            this.number = row.number();
            this.size = row.bytes();
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(ByteBuffer buffer, long offset) throws IOException {
            return buffer.hasRemaining() ? TableDisk.this.read(name, lane -> read(lane, buffer, offset)) : 0;
        }

        /** As far as there are parts, whatever the size was when the file was opened: another thread may write behind it. */
        private int read(Lane lane, ByteBuffer buffer, long offset) throws SQLException {
            int wanted = buffer.remaining();
            long first = offset / PART_BYTES;
            PreparedStatement parts =
                    lane.prepare("SELECT place, bytes FROM ~derived_part WHERE place BETWEEN ? AND ? ORDER BY place");
            parts.setLong(1, place(number, first));
            parts.setLong(2, place(number, (offset + wanted - 1) / PART_BYTES));
            int done = 0;
            try (ResultSet found = parts.executeQuery()) {
                while (done < wanted && found.next()) {
                    long part = (offset + done) / PART_BYTES;
                    byte[] bytes = found.getBytes(2);
                    int from = (int) ((offset + done) % PART_BYTES);
                    int count = Math.min(wanted - done, bytes.length - from);
                    if (found.getLong(1) != place(number, part) || count <= 0) {
                        break;
                    }
                    buffer.put(bytes, from, count);
                    done += count;
                }
            }
            return done;
        }

        @Override
        public void write(ByteBuffer buffer, long offset) throws IOException {
            TableDisk.this.write(name, false, lane -> {
                long at = offset;
                while (buffer.hasRemaining()) {
                    int from = (int) (at % PART_BYTES);
                    int count = Math.min(buffer.remaining(), PART_BYTES - from);
                    put(lane, at / PART_BYTES, from, count, buffer);
                    at += count;
                }
                size = Math.max(size, at);
                return at;
            });
        }

        private void put(Lane lane, long part, int from, int count, ByteBuffer buffer) throws SQLException {
            byte[] bytes = new byte[from + count];
            // A part that is there, if some of it stays: files are seldom written there.
            if (from > 0 || part * PART_BYTES + count < size) {
                byte[] there = part(lane, part);
                bytes = Arrays.copyOf(there, Math.max(there.length, from + count));
            }
            buffer.get(bytes, from, count);
            PreparedStatement parts = lane.prepare("MERGE INTO ~derived_part KEY (place) VALUES (?, ?)");
            parts.setLong(1, place(number, part));
            parts.setBytes(2, bytes);
            parts.executeUpdate();
        }

        private byte[] part(Lane lane, long part) throws SQLException {
            PreparedStatement there = lane.prepare("SELECT bytes FROM ~derived_part WHERE place = ?");
            there.setLong(1, place(number, part));
            try (ResultSet found = there.executeQuery()) {
                return found.next() ? found.getBytes(1) : new byte[0];
            }
        }

        @Override
        public void force() throws IOException {
            TableDisk.this.write(name, true, lane -> {
                PreparedStatement file = lane.prepare("UPDATE ~derived_file SET bytes = ? WHERE number = ?");
                file.setLong(1, size);
                file.setLong(2, number);
                return file.executeUpdate();
            });
        }

        @Override
        public boolean isInPlace() {
            return true;
        }

        @Override
        public void close() {}
    }
}
