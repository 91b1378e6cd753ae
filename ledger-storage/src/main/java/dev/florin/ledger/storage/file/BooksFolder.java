package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.NioDisk;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The folder of the books, held with a lock on its file {@code LOCK} until it is closed. */
final class BooksFolder implements Closeable {
    private static final String LOCK = "LOCK";
    private static final String JOURNAL = "journal";
    private static final String INDEX = "index";
    private static final String SNAPSHOTS = "snapshots";

    /**
     * The folders this process holds, of the methods that are synchronized. Asked before the file is touched: POSIX drops the locks of a process on a file
     * when it closes any of its descriptors of that file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Channels that must stay open for that reason: somebody else in this process holds their lock. */
    private static final List<FileChannel> NEVER_CLOSED = new ArrayList<>();

    private final Path folder;
    private final FileChannel channel;

    private BooksFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Makes the folder if it is not there, and takes hold of it. */
    static synchronized BooksFolder hold(Path path) throws IOException {
        create(path);
        refuseForeign(path);
        Path folder = path.toRealPath();
        if (!HELD.add(folder)) {
            throw new StorageException(
                    "[F4] the books in " + folder + " are open in this process already; close their ledger first");
        }
        boolean held = false;
        try {
            FileChannel channel = FileChannel.open(
                    folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(folder, channel);
            held = true;
            return new BooksFolder(folder, channel);
        } finally {
            if (!held) {
                HELD.remove(folder);
            }
        }
    }

    /**
     * Whether somebody holds the folder now, in this process or another. Looks at the lock for a moment, without taking it for
     * itself.
     */
    static synchronized boolean isInUse(Path path) throws IOException {
        Path folder = path.toRealPath();
        Path file = folder.resolve(LOCK);
        if (HELD.contains(folder)) {
            return true;
        }
        if (!Files.exists(file)) {
            return false;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            boolean free = channel.tryLock(0, Long.MAX_VALUE, true) != null;
            channel.close();
            return !free;
        } catch (OverlappingFileLockException e) {
            NEVER_CLOSED.add(channel);
            return true;
        }
    }

    /** The journal of books that must be there, to be read without holding the folder. */
    static Disk journalToRead(Path path) {
        Path journal = path.resolve(JOURNAL);
        if (!Files.isDirectory(journal)) {
            throw new StorageException("there are no books in " + path + ": it has no folder " + JOURNAL);
        }
        return new NioDisk(journal);
    }

    private static void create(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Path parent = absolute.getParent();
        if (parent != null) {
            create(parent);
        }
        Files.createDirectory(absolute);
        if (parent != null) {
            NioDisk.forceFolder(parent);
        }
    }

    private static void refuseForeign(Path folder) throws IOException {
        if (Files.isDirectory(folder.resolve(JOURNAL))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> !file.getFileName().toString().equals(LOCK))
                    .sorted()
                    .findFirst()
                    .ifPresent(file -> {
                        throw Damage.foreignFolder(file.toString());
                    });
        } catch (UncheckedIOException e) {
            throw new IOException(folder + " could not be listed: " + e.getMessage(), e);
        }
    }

    private static void lock(Path folder, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            NEVER_CLOSED.add(channel);
            throw new StorageException(
                    "[F4] the books in " + folder + " are open in this process already, by another class loader;"
                            + " close their ledger first",
                    e);
        }
        if (lock == null) {
            String holder = read(channel);
            channel.close();
            throw new StorageException("[F3] the books in " + folder + " are in use by another process"
                    + (holder.isEmpty() ? "" : " (" + holder + ")")
                    + "; end it, or reach the books through it. The lock goes away with the process: do not delete "
                    + LOCK);
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(("pid " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        channel.read(buffer, 0);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    /** The folders within, made if they are not there; all are on the disk when this returns. */
    Folders folders() throws IOException {
        Folders folders = new Folders(within(JOURNAL), within(INDEX), within(SNAPSHOTS));
        NioDisk.forceFolder(folder);
        return folders;
    }

    private Disk within(String name) throws IOException {
        Path path = folder.resolve(name);
        if (!Files.isDirectory(path)) {
            Files.createDirectory(path);
        }
        return new NioDisk(path);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
