package dev.florin.ledger.storage.maps;

import dev.florin.ledger.storage.index.DamagedIndexException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mapdb.DB;
import org.mapdb.DBException;
import org.mapdb.DBMaker;
import org.mapdb.HTreeMap;
import org.mapdb.Serializer;

/**
 * Two hash maps of MapDB in one file: from the name of a file to its id and size, and from an id and the number of a block to
 * the bytes of the block. An id is random and never used again, so that nothing that was deleted can pass for something new.
 * Whatever MapDB throws becomes an {@link IOException}: one of damage, unless the disk or memory is at fault.
 *
 * <p>MapDB reads and writes by {@link java.io.RandomAccessFile}: slower than its other ways, but an interrupt does not close
 * it, as it does a channel, and a full disk is an exception, where memory that is mapped ends the process.
 */
final class Database {
    private static final String FILES = "index-files";
    private static final String BLOCKS = "index-blocks";

    private final Path file;
    private final DB db;
    private final HTreeMap<String, UUID> files;
    private final HTreeMap<UUID, byte[]> blocks;

    private Database(Path file, DB db, HTreeMap<String, UUID> files, HTreeMap<UUID, byte[]> blocks) {
        this.file = file;
        this.db = db;
        this.files = files;
        this.blocks = blocks;
    }

    @FunctionalInterface
    private interface Call<T extends @Nullable Object> {
        T run();
    }

    /** Opens a database, or makes one if there is none. */
    static Database open(Path file) throws IOException {
        return call(file, () -> {
            DB db = DBMaker.fileDB(file.toFile())
                    .transactionEnable()
                    .fileLockDisable() // the folder of the books is locked
                    .make();
            return with(file, db, true);
        });
    }

    /** Opens a database that is there, and changes nothing. */
    static Database openToRead(Path file) throws IOException {
        return call(file, () -> {
            DB db = DBMaker.fileDB(file.toFile()).fileLockDisable().readOnly().make();
            return with(file, db, false);
        });
    }

    private static Database with(Path file, DB db, boolean make) {
        boolean opened = false;
        try {
            DB.HashMapMaker<String, UUID> files =
                    db.hashMap(FILES).keySerializer(Serializer.STRING).valueSerializer(Serializer.UUID);
            DB.HashMapMaker<UUID, byte[]> blocks =
                    db.hashMap(BLOCKS).keySerializer(Serializer.UUID).valueSerializer(Serializer.BYTE_ARRAY_NOSIZE);
            Database database = new Database(
                    file, db, make ? files.createOrOpen() : files.open(), make ? blocks.createOrOpen() : blocks.open());
            opened = true;
            return database;
        } finally {
            if (!opened) {
                closeQuietly(db);
            }
        }
    }

    @SuppressWarnings("EmptyCatch") // the fault that comes first is told
    private static void closeQuietly(DB db) {
        try {
            db.close();
        } catch (Throwable e) {
            // What is damaged need not close.
        }
    }

    /** All files by name: id and size of each. */
    Map<String, UUID> files() throws IOException {
        return call(file, () -> new TreeMap<>(files));
    }

    void putFile(String name, long id, long size) throws IOException {
        call(file, () -> files.put(name, new UUID(id, size)));
    }

    void removeFile(String name) throws IOException {
        call(file, () -> files.remove(name));
    }

    byte @Nullable [] block(long id, long number) throws IOException {
        return call(file, () -> Optional.ofNullable(blocks.get(new UUID(id, number))))
                .orElse(null);
    }

    void putBlock(long id, long number, byte[] bytes) throws IOException {
        call(file, () -> blocks.put(new UUID(id, number), bytes));
    }

    void removeBlock(long id, long number) throws IOException {
        call(file, () -> blocks.remove(new UUID(id, number)));
    }

    void commit() throws IOException {
        call(file, () -> {
            db.commit();
            return true;
        });
    }

    void close() throws IOException {
        call(file, () -> {
            db.close();
            return true;
        });
    }

    private static <T extends @Nullable Object> T call(Path file, Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (Throwable e) { // Kotlin throws checked exceptions without declaring them
            throw told(file, e);
        }
    }

    /** MapDB answers damaged bytes with exceptions and errors of many kinds. */
    private static IOException told(Path file, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError || thrown instanceof DBException.OutOfMemory) {
            return new NoMemoryException(
                    file + ": there is not enough memory for MapDB, or it is damaged: " + thrown, thrown);
        }
        if (thrown instanceof DBException.VolumeIOError && isOfTheDisk(thrown.getCause())) {
            return new IOException(file + " could not be read or written: " + thrown.getCause(), thrown);
        }
        if (thrown instanceof LinkageError) {
            return new IOException(file + ": a library that MapDB needs is missing or does not fit: " + thrown, thrown);
        }
        return new DamagedIndexException(file + ": MapDB cannot make sense of it: " + thrown, thrown);
    }

    private static boolean isOfTheDisk(@Nullable Throwable cause) {
        return cause instanceof IOException && !(cause instanceof EOFException);
    }

    /** There was no memory, or a damaged length asked for too much of it. */
    static final class NoMemoryException extends IOException {
        private static final long serialVersionUID = 1;

        NoMemoryException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
