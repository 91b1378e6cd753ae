package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.NioDisk;
import dev.florin.ledger.storage.index.IndexDisk;
import dev.florin.ledger.storage.index.IndexHome;
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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of the books, held with a lock on its file {@code LOCK} until it is closed. */
final class BooksFolder implements Closeable {
    private static final String LOCK = "LOCK";
    private static final String JOURNAL = "journal";
    private static final String INDEX = "index";
    private static final String SNAPSHOTS = "snapshots";

    /** Where books are restored, so that nobody takes them for whole before they are. */
    private static final String RESTORING = "restoring";

    /**
     * The folders this process holds, of the methods that are synchronized. Asked before the file is touched: POSIX drops the locks of a process on a file
     * when it closes any of its descriptors of that file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Channels that must stay open for that reason: somebody else in this process holds their lock. */
    private static final List<FileChannel> NEVER_CLOSED = new ArrayList<>();

    private final Path folder;
    private final FileChannel channel;

    /** The index, if it is elsewhere than in its folder. Written by the thread that opens. */
    private @Nullable IndexDisk index;

    private BooksFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Makes the folder if it is not there, and takes hold of it. */
    static synchronized BooksFolder hold(Path path) throws IOException {
        NioDisk.makeFolder(path);
        refuseForeign(path);
        return lock(path);
    }

    /** Makes the folder if it is not there, and takes hold of it; refuses one that has more than an interrupted restore. */
    static synchronized BooksFolder holdToRestore(Path path) throws IOException {
        NioDisk.makeFolder(path);
        String found = otherThan(path, RESTORING);
        if (found != null) {
            throw new StorageException("books are restored into a new or an empty folder, and " + found
                    + " is there. Nothing was changed; choose another folder");
        }
        return lock(path);
    }

    private static synchronized BooksFolder lock(Path path) throws IOException {
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

    /** The snapshots of books, to be read without holding the folder; null if there is no folder of them. */
    static @Nullable Disk snapshotsToRead(Path path) {
        return ifThere(path.resolve(SNAPSHOTS));
    }

    /** The index of books, to be read without holding the folder; null if there is no folder of it. */
    static @Nullable Disk indexToRead(Path path) {
        return ifThere(path.resolve(INDEX));
    }

    private static @Nullable Disk ifThere(Path folder) {
        return Files.isDirectory(folder) ? new NioDisk(folder) : null;
    }

    private static void refuseForeign(Path folder) throws IOException {
        if (Files.isDirectory(folder.resolve(JOURNAL))) {
            return;
        }
        String found = otherThan(folder, LOCK);
        if (found != null) {
            throw Damage.foreignFolder(found);
        }
    }

    /** Something in a folder that is neither the lock nor has this name; null if there is nothing. */
    private static @Nullable String otherThan(Path folder, String expected) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return !name.equals(LOCK) && !name.equals(expected);
                    })
                    .map(Path::toString)
                    .min(String::compareTo)
                    .orElse(null);
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
        return folders(folder);
    }

    /**
     * The same, with the index in another home, which is closed with this.
     *
     * @param notes takes what there is to tell of it
     */
    Folders folders(IndexHome home, List<String> notes) throws IOException {
        Disk journal = within(folder, JOURNAL);
        Disk snapshots = within(folder, SNAPSHOTS);
        IndexDisk opened = home.open(folder, notes);
        index = opened;
        NioDisk.forceFolder(folder);
        return new Folders(journal, opened, snapshots);
    }

    /** The same of books that are being restored, beside where they will be. */
    Folders restoring() throws IOException {
        Folders folders = folders(directory(folder, RESTORING));
        NioDisk.forceFolder(folder);
        return folders;
    }

    /** Makes what was restored the books of this folder, all or nothing. What is derived from the journal is left out. */
    void restored() throws IOException {
        Path from = folder.resolve(RESTORING);
        Files.move(from.resolve(JOURNAL), folder.resolve(JOURNAL), StandardCopyOption.ATOMIC_MOVE);
        NioDisk.forceFolder(from);
        NioDisk.forceFolder(folder);
        try (Stream<Path> rest = Files.walk(from)) {
            for (Path path : rest.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Folders folders(Path books) throws IOException {
        Folders folders = new Folders(within(books, JOURNAL), within(books, INDEX), within(books, SNAPSHOTS));
        NioDisk.forceFolder(books);
        return folders;
    }

    private static Disk within(Path books, String name) throws IOException {
        return new NioDisk(directory(books, name));
    }

    private static Path directory(Path folder, String name) throws IOException {
        Path path = folder.resolve(name);
        if (!Files.isDirectory(path)) {
            Files.createDirectory(path);
        }
        return path;
    }

    @Override
    public void close() throws IOException {
        IndexDisk opened = index;
        try (channel) {
            if (opened != null) {
                opened.close();
            }
        } finally {
            HELD.remove(folder);
        }
    }
}
