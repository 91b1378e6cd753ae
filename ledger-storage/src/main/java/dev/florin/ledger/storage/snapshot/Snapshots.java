package dev.florin.ledger.storage.snapshot;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of books in their folder; the newest two are kept. They are derived from the journal: one that cannot be
 * used is passed over and told of, by the rows S of {@code docs/recovery.md}.
 *
 * <p>{@link #offer} and {@link #settle} belong to the opener's thread, {@link #appended} to the one that appends, {@link
 * #keep} to the one that takes snapshots.
 */
public final class Snapshots {
    /**
     * So many times the bytes of a snapshot are journaled at least before the next one: the disk then writes half as much
     * again, and with many accounts, replaying takes about as long as loading.
     */
    private static final int TIMES = 2;

    /** The journal that snapshots are of. */
    public interface Journal {
        /** The id of the books; null if there are none yet. */
        @Nullable
        UUID books();

        /** Whether the journal has this position, whole. */
        boolean reaches(long position) throws IOException;
    }

    private final Disk disk;
    private final long every;
    private final List<String> notes = new ArrayList<>();
    private final List<String> ahead = new ArrayList<>();

    /** The newest snapshot that is known to be whole. The opener's, then the thread's that takes snapshots. */
    private volatile @Nullable String newest;

    /** How many bytes of journal were seen in all. Added to by the thread that appends. */
    private final AtomicLong journal = new AtomicLong();

    /** How many there must be for the next snapshot. Set by the thread that takes snapshots. */
    private volatile long due;

    /** {@code every} is the least number of bytes of journal from one snapshot to the next. */
    public Snapshots(Disk disk, long every) {
        this.disk = disk;
        this.every = every;
        this.due = every;
    }

    /**
     * Offers the newest snapshot that fits the journal, then older ones.
     *
     * @return the last position before the snapshot that was taken; 0 if none was
     */
    public long offer(Journal journal, Storage.Replay replay) throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : disk.list()) {
            if (SnapshotName.matches(name)) {
                names.add(name);
            } else if (!name.endsWith(SnapshotName.UNFINISHED)) {
                notes.add("[S8] " + disk.describe(name) + " is no snapshot that can be used and was ignored.");
            }
        }
        Collections.reverse(names);
        for (String name : names) {
            SnapshotHeader header = usable(name, journal);
            if (header != null && offer(name, replay)) {
                newest = name;
                due = enough(header.length());
                return header.from();
            }
        }
        return 0;
    }

    private long enough(long length) {
        return Math.max(every, TIMES * length);
    }

    /** So many bytes behind a place; never, if they are as many as can be. */
    private static long behind(long begun, long bytes) {
        return bytes > Long.MAX_VALUE - begun ? Long.MAX_VALUE : begun + bytes;
    }

    private @Nullable SnapshotHeader usable(String name, Journal of) {
        try (Disk.File file = disk.openToRead(name)) {
            byte[] bytes = new byte[SnapshotHeader.BYTES];
            file.read(ByteBuffer.wrap(bytes), 0);
            if (!SnapshotHeader.isWhole(bytes)) {
                return passOver("[S3] ", name, "its header is damaged");
            }
            if (SnapshotHeader.version(bytes) != SnapshotHeader.FORMAT_VERSION) {
                return passOver("[S4] ", name, "it has format version " + SnapshotHeader.version(bytes));
            }
            SnapshotHeader header = SnapshotHeader.decode(bytes);
            if (!header.books().equals(of.books())) {
                return passOver("[S5] ", name, "it belongs to other books, " + header.books());
            }
            if (!SnapshotName.of(header.from()).equals(name)
                    || file.size() != SnapshotHeader.BYTES + header.length()
                    || SnapshotFile.checksum(file) != header.checksum()) {
                return passOver("[S3] ", name, "it is damaged");
            }
            if (!of.reaches(header.durable())) {
                ahead.add(name);
                return passOver(
                        "[S6] ",
                        name,
                        "it says that position " + header.durable()
                                + " was durable, and the journal ends before: what was"
                                + " behind that end IS LOST, unless an older copy of the journal was put here on purpose;"
                                + " the file is renamed to " + name + SnapshotName.AHEAD);
            }
            return header;
        } catch (IOException e) {
            return passOver("[S3] ", name, "it cannot be read (" + e + ")");
        }
    }

    private @Nullable SnapshotHeader passOver(String row, String name, String why) {
        notes.add(row + disk.describe(name) + " was not used: " + why
                + ". What it would have told is replayed from the journal.");
        return null;
    }

    private boolean offer(String name, Storage.Replay replay) {
        try (Disk.File file = disk.openToRead(name)) {
            if (replay.restore(new SnapshotFile.Input(file))) {
                return true;
            }
            passOver("[S4] ", name, "a later version of the library wrote it");
            return false;
        } catch (IOException | StorageException e) {
            throw new StorageException(
                    "[S9] " + disk.describe(name) + ": " + e.getMessage()
                            + ". Nothing was changed. To open the books from the journal alone, " + disk.howToForget()
                            + ".",
                    e);
        }
    }

    /** What an operator should know. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Puts out of the way what must not be offered again, and what was never finished: once the journal was found whole. */
    public void settle() throws IOException {
        boolean changed = false;
        for (String name : ahead) {
            disk.rename(name, name + SnapshotName.AHEAD);
            changed = true;
        }
        for (String name : disk.list()) {
            if (name.endsWith(SnapshotName.UNFINISHED)) {
                disk.delete(name);
                changed = true;
            }
        }
        if (changed) {
            disk.forceFolder();
        }
    }

    /** Takes note of journal behind the newest snapshot. */
    public void appended(long bytes) {
        journal.addAndGet(bytes);
    }

    /** Whether another snapshot is due. */
    public boolean isDue() {
        return journal.get() >= due;
    }

    /**
     * Keeps a snapshot, and lets go of all but the one before. If it fails, the next try is due after as much journal again.
     *
     * @param durable tells the journal's last position that is durable
     */
    public void keep(UUID books, long from, LongSupplier durable, Storage.SnapshotBody body) throws IOException {
        long begun = journal.get();
        due = behind(begun, every);
        String name = SnapshotName.of(from);
        String unfinished = name + SnapshotName.UNFINISHED;
        boolean kept = false;
        try {
            due = behind(begun, enough(write(unfinished, books, from, durable, body)));
            disk.rename(unfinished, name);
            disk.forceFolder();
            kept = true;
        } finally {
            if (!kept) {
                deleteIfThere(unfinished);
            }
        }
        String before = newest;
        newest = name;
        letGo(name, before);
    }

    private long write(String name, UUID books, long from, LongSupplier durable, Storage.SnapshotBody body)
            throws IOException {
        deleteIfThere(name);
        try (Disk.File file = disk.create(name)) {
            SnapshotFile.Output out = new SnapshotFile.Output(file);
            body.writeTo(out);
            out.flush();
            SnapshotHeader header = new SnapshotHeader(books, from, durable.getAsLong(), out.length(), out.checksum());
            file.write(ByteBuffer.wrap(header.encode()), 0);
            file.force();
            return header.length();
        }
    }

    private void deleteIfThere(String name) throws IOException {
        if (disk.list().contains(name)) {
            disk.delete(name);
        }
    }

    private void letGo(String name, @Nullable String before) throws IOException {
        for (String other : disk.list()) {
            if (SnapshotName.matches(other) && !other.equals(name) && !other.equals(before)) {
                disk.delete(other);
            }
        }
    }
}
