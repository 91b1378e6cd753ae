package dev.florin.ledger.storage.maps;

import dev.florin.ledger.storage.index.DamagedIndexException;
import dev.florin.ledger.storage.index.IndexDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A disk whose files are in maps of MapDB. All that was written, renamed or deleted is committed when the folder is forced, in
 * the order it was done; forcing a file only does so when much was written, since a commit takes MapDB long. One thread writes
 * at a time, any number read; a read may wait for a commit, since MapDB has it wait.
 *
 * <p>Damage condemns the database: it is marked on the real disk, nothing is written to it any more, and the next opening begins
 * an empty one. The journal has all that was in it.
 */
public final class MapDbDisk implements IndexDisk {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** So many are committed as they are forced: a larger commit would have readers wait longer. */
    private static final int BLOCKS_A_COMMIT = 256;

    private final DatabaseFiles real;
    private final boolean readOnly;

    /**
     * Taken to read by those who read the database, and to write by whoever commits, closes it or puts another one in its place,
     * who holds the lock of writing as well.
     */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private final ReentrantLock writing = new ReentrantLock();

    /** Written by whoever writes. */
    private final Map<String, StoredFile> files = new ConcurrentSkipListMap<>();

    /** Guarded by both locks: with either one it stays as it is. Null once closed. */
    private @Nullable Database database;

    /** Whether there is something to commit. Guarded by the lock of writing. */
    private boolean changed;

    /** Guarded by the lock of writing. */
    private int uncommittedBlocks;

    /** Held for as long as it takes to say that the database is condemned, or that a commit is over. */
    private final ReentrantLock marking = new ReentrantLock();

    /** Why nothing is written any more; null if that is not so. */
    private volatile @Nullable IOException broken;

    /** Whether the database on the real disk is marked for good. */
    private volatile boolean condemned;

    private MapDbDisk(DatabaseFiles real, boolean readOnly) {
        this.real = real;
        this.readOnly = readOnly;
    }

    /**
     * Opens the database in a folder of books, or makes an empty one, if there is none that can be trusted.
     *
     * @param books the folder, which is held
     * @param notes takes what an operator should know
     * @return the disk, to be closed
     */
    public static MapDbDisk open(Path books, List<String> notes) throws IOException {
        DatabaseFiles real = new DatabaseFiles(books);
        MapDbDisk disk = new MapDbDisk(real, false);
        real.deleteLogs();
        if (real.exist() && real.isMarked()) {
            notes.add("[M1] " + real.database() + " may be half written, or was found damaged. It is begun anew.");
        } else if (real.exist()) {
            try {
                disk.take(Database.open(real.database()));
                return disk;
            } catch (DamagedIndexException | Database.NoMemoryException e) {
                notes.add("[M2] " + e.getMessage() + ". It is begun anew.");
            }
        }
        disk.begin();
        return disk;
    }

    /**
     * Opens the database in a folder of books to read only; changes nothing.
     *
     * @param books the folder, which nobody holds
     * @return the disk, to be closed
     * @throws IOException if it cannot be opened
     */
    public static MapDbDisk openToRead(Path books) throws IOException {
        DatabaseFiles real = new DatabaseFiles(books);
        MapDbDisk disk = new MapDbDisk(real, true);
        disk.take(Database.openToRead(real.database()));
        return disk;
    }

    private void take(Database opened) throws IOException {
        boolean taken = false;
        try {
            opened.files().forEach((name, facts) -> files.put(name, new StoredFile(facts)));
            database = opened;
            taken = true;
        } finally {
            if (!taken) {
                opened.close();
            }
        }
    }

    /** Puts an empty database in the place of what there is. */
    private void begin() throws IOException {
        real.discard();
        files.clear();
        broken = null;
        condemned = false;
        changed = true;
        database = Database.open(real.database());
        commit();
    }

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public File create(String name) throws IOException {
        return write(() -> {
            if (files.containsKey(name)) {
                throw new FileAlreadyExistsException(describe(name));
            }
            StoredFile file = new StoredFile(new UUID(RANDOM.nextLong(), 0));
            database().putFile(name, file.id, 0);
            files.put(name, file);
            return new OpenFile(name, file);
        });
    }

    @Override
    public File open(String name) throws IOException {
        return openToRead(name);
    }

    @Override
    public File openToRead(String name) throws IOException {
        return new OpenFile(name, file(name));
    }

    private StoredFile file(String name) throws IOException {
        StoredFile file = files.get(name);
        if (file == null) {
            throw new NoSuchFileException(describe(name));
        }
        return file;
    }

    /** What a condemned database has is as good as deleted. */
    @Override
    public void delete(String name) throws IOException {
        writing.lock();
        try {
            StoredFile file = file(name);
            if (condemned) {
                files.remove(name);
                return;
            }
            write(() -> {
                database().removeFile(name);
                files.remove(name);
                forget(file);
                return file;
            });
        } finally {
            writing.unlock();
        }
    }

    /** Removes the blocks of a file that has no name any more, a commit for so many: one for all would hold up readers. */
    private void forget(StoredFile file) throws IOException {
        file.deleted = true;
        for (long block = 0; block * StoredBlock.BYTES < file.size; block++) {
            database().removeBlock(file.id, block);
            if (++uncommittedBlocks >= BLOCKS_A_COMMIT) {
                commit();
                changed = true;
            }
        }
    }

    /** If these are all files, begins an empty database: only so is one that is damaged got rid of, and room given back. */
    @Override
    public void deleteAll(List<String> names) throws IOException {
        writing.lock();
        try {
            if (!names.containsAll(files.keySet())) {
                IndexDisk.super.deleteAll(names);
            } else if (!names.isEmpty() || broken != null) {
                renew();
            }
        } finally {
            writing.unlock();
        }
    }

    private void renew() throws IOException {
        use.writeLock().lock();
        try {
            Database old = database();
            database = null;
            real.mark();
            closeDamaged(old);
            begin();
        } finally {
            use.writeLock().unlock();
        }
    }

    /** Closes what is deleted next: whether that succeeds does not matter. */
    @SuppressWarnings("EmptyCatch")
    private static void closeDamaged(Database old) {
        try {
            old.close();
        } catch (IOException e) {
            // A damaged database need not close.
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        write(() -> {
            StoredFile file = file(from);
            StoredFile before = files.get(to);
            database().removeFile(from);
            database().putFile(to, file.id, file.size);
            files.put(to, file);
            files.remove(from);
            if (before != null) {
                forget(before);
            }
            return file;
        });
    }

    @Override
    public void forceFolder() throws IOException {
        writing.lock();
        try {
            if (!condemned && changed) {
                write(() -> {
                    commit();
                    return true;
                });
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public String describe(String name) {
        return name.isEmpty() ? real.database().toString() : real.database() + "/" + name;
    }

    private Database database() throws IOException {
        Database open = database;
        if (open == null) {
            throw new IOException(real.database() + " was closed");
        }
        return open;
    }

    /** The mark is on the disk before MapDB writes to the database, and goes when all it wrote is on the disk. */
    private void commit() throws IOException {
        real.mark();
        boolean committed = false;
        // MapDB would wait for readers, too, but by sleeping, which an interrupt ends.
        use.writeLock().lock();
        try {
            database().commit();
            committed = true;
        } finally {
            use.writeLock().unlock();
            condemned |= !committed;
        }
        changed = false;
        uncommittedBlocks = 0;
        marking.lock();
        try {
            // A reader may have found damage meanwhile, whose mark is the same one.
            if (!condemned) {
                real.unmark();
            }
        } finally {
            marking.unlock();
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T write(Work<T> work) throws IOException {
        writing.lock();
        try {
            requireWhole();
            changed = true;
            return work.run();
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            throw e;
        } catch (DamagedIndexException e) {
            condemn(e);
            throw e;
        } catch (IOException e) {
            // Until it commits, MapDB leaves the database as it was: what is there can be used by the next opening.
            broken = broken == null ? e : broken;
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private void requireWhole() throws IOException {
        if (readOnly) {
            throw new IOException(real.database() + " was opened to read only");
        }
        IOException cause = broken;
        if (cause != null) {
            throw new IOException(
                    real.database() + " is not written to any more, until the books are opened again: "
                            + cause.getMessage(),
                    cause);
        }
    }

    private void condemn(IOException cause) {
        if (condemned || readOnly) {
            return;
        }
        broken = cause;
        marking.lock();
        try {
            real.mark();
            condemned = true;
        } catch (IOException e) {
            cause.addSuppressed(e);
        } finally {
            marking.unlock();
        }
    }

    /** Commits what is left, and closes the database; readers are through by then, or meet a closed one. */
    @Override
    public void close() throws IOException {
        writing.lock();
        use.writeLock().lock();
        try {
            Database open = database;
            if (open == null) {
                return;
            }
            try {
                if (changed && broken == null) {
                    commit();
                }
            } finally {
                database = null;
                if (broken == null) {
                    open.close();
                } else {
                    closeDamaged(open);
                }
            }
        } finally {
            use.writeLock().unlock();
            writing.unlock();
        }
    }

    /** What is known of a file; written by whoever writes. */
    private static final class StoredFile {
        final long id;
        volatile long size;
        volatile boolean deleted;

        StoredFile(UUID facts) {
            this.id = facts.getMostSignificantBits();
            this.size = facts.getLeastSignificantBits();
        }
    }

    private final class OpenFile implements File {
        private final String name;
        private final StoredFile file;

        OpenFile(String name, StoredFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public long size() {
            return file.size;
        }

        @Override
        public int read(ByteBuffer buffer, long offset) throws IOException {
            int start = buffer.position();
            long end = Math.min(file.size, offset + buffer.remaining());
            for (long at = offset; at < end; ) {
                long number = at / StoredBlock.BYTES;
                int from = (int) (at % StoredBlock.BYTES);
                byte[] block = block(number);
                int count = (int) Math.min(end - at, StoredBlock.BYTES - from);
                if (block.length < from + count) {
                    throw damaged(number, "it is too short");
                }
                buffer.put(block, from, count);
                at += count;
            }
            return buffer.position() - start;
        }

        private byte[] block(long number) throws IOException {
            byte[] stored;
            use.readLock().lock();
            try {
                stored = database().block(file.id, number);
            } catch (DamagedIndexException e) {
                condemn(e);
                throw e;
            } finally {
                use.readLock().unlock();
            }
            if (stored == null && file.deleted) {
                throw new NoSuchFileException(describe(name));
            }
            if (stored == null) {
                throw damaged(number, "it is missing");
            }
            byte[] block = StoredBlock.decode(file.id, number, stored);
            if (block == null) {
                throw damaged(number, "its bytes are not those that were written");
            }
            return block;
        }

        private DamagedIndexException damaged(long number, String what) {
            DamagedIndexException damaged =
                    new DamagedIndexException(describe(name) + ", block " + number + ": the block is damaged: " + what);
            condemn(damaged);
            return damaged;
        }

        @Override
        public void write(ByteBuffer buffer, long offset) throws IOException {
            MapDbDisk.this.write(() -> {
                for (long at = offset; buffer.hasRemaining(); ) {
                    int from = (int) (at % StoredBlock.BYTES);
                    int count = Math.min(buffer.remaining(), StoredBlock.BYTES - from);
                    long number = at / StoredBlock.BYTES;
                    byte[] before = blockBefore(number, from, count);
                    byte[] block = Arrays.copyOf(before, Math.max(from + count, before.length));
                    buffer.get(block, from, count);
                    uncommittedBlocks++;
                    database().putBlock(file.id, number, StoredBlock.encode(file.id, number, block));
                    at += count;
                    file.size = Math.max(file.size, at);
                }
                return file;
            });
        }

        /** What a block has of which not all is replaced. */
        private byte[] blockBefore(long number, int from, int count) throws IOException {
            int length = lengthOf(number);
            return length == 0 || (from == 0 && count >= length) ? new byte[0] : block(number);
        }

        private int lengthOf(long number) {
            return (int) Math.max(0, Math.min(StoredBlock.BYTES, file.size - number * StoredBlock.BYTES));
        }

        @Override
        public void force() throws IOException {
            MapDbDisk.this.write(() -> {
                database().putFile(name, file.id, file.size);
                if (uncommittedBlocks >= BLOCKS_A_COMMIT) {
                    commit();
                }
                return file;
            });
        }

        @Override
        public boolean isInPlace() {
            return files.get(name) == file;
        }

        /** Nothing is held open. */
        @Override
        public void close() {}
    }
}
