package dev.florin.ledger.storage.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The disk of the machine. */
public final class NioDisk implements Disk {
    private final Path folder;

    /** A folder that is there. */
    public NioDisk(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (UncheckedIOException e) {
            throw new IOException(folder + " could not be listed: " + e.getMessage(), e);
        }
    }

    @Override
    public File create(String name) throws IOException {
        return open(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public File open(String name) throws IOException {
        return open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public File openToRead(String name) throws IOException {
        return open(name, StandardOpenOption.READ);
    }

    private File open(String name, OpenOption... options) throws IOException {
        Path path = folder.resolve(name);
        FileChannel channel = FileChannel.open(path, options);
        boolean opened = false;
        try {
            NioFile file = new NioFile(path, channel, keyOf(path));
            opened = true;
            return file;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void forceFolder() throws IOException {
        forceFolder(folder);
    }

    /** Makes a folder and those on the way to it, each forced into the one that holds it. */
    public static void makeFolder(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Path parent = absolute.getParent();
        if (parent != null) {
            makeFolder(parent);
        }
        Files.createDirectory(absolute);
        if (parent != null) {
            forceFolder(parent);
        }
    }

    /** Makes the entries of a folder last: on Linux, a folder can be opened to read, and forced. */
    public static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public String describe(String name) {
        return folder.resolve(name).toString();
    }

    /** What tells a file from another one that has its name later; null where the system has nothing of the kind. */
    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private record NioFile(
            Path path, FileChannel channel, @Nullable Object key) implements File {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer buffer, long offset) throws IOException {
            int start = buffer.position();
            try {
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, offset + (buffer.position() - start)) < 0) {
                        break;
                    }
                }
            } catch (ClosedChannelException e) {
                throw e; // told from faults of the disk by those who share files
            } catch (IOException e) {
                throw failed("read", offset + (buffer.position() - start), e);
            }
            return buffer.position() - start;
        }

        @Override
        public void write(ByteBuffer buffer, long offset) throws IOException {
            long at = offset;
            try {
                while (buffer.hasRemaining()) {
                    at += channel.write(buffer, at);
                }
            } catch (IOException e) {
                throw failed("written", at, e);
            }
        }

        private IOException failed(String what, long offset, IOException cause) {
            return new IOException(path + " could not be " + what + " at offset " + offset + ": " + cause, cause);
        }

        @Override
        public void force() throws IOException {
            try {
                channel.force(false);
            } catch (IOException e) {
                throw new IOException(path + " could not be forced to the disk: " + e, e);
            }
        }

        @Override
        public boolean isInPlace() throws IOException {
            try {
                return Objects.equals(key, keyOf(path));
            } catch (NoSuchFileException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
