package dev.florin.ledger.cli;

import dev.florin.ledger.cli.csv.BadInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that gets its name when it is whole: until then it is {@code NAME.unfinished} beside it, and closing it
 * unfinished deletes that. A process that is killed leaves it behind.
 */
final class NewFolder implements AutoCloseable {
    private final Path folder;
    private final Path unfinished;
    private boolean finished;

    private NewFolder(Path folder, Path unfinished) {
        this.folder = folder;
        this.unfinished = unfinished;
    }

    static NewFolder create(Path folder) throws IOException {
        if (!Books.isMissingOrEmpty(folder)) {
            throw new BadInputException(folder + " is there and not empty; name a folder that is not there");
        }
        Path absolute = folder.toAbsolutePath().normalize();
        Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".unfinished");
        if (Files.exists(unfinished)) {
            throw new BadInputException(unfinished
                    + " is there: a command that did not end left it, or is at work now; if none is, delete it and try"
                    + " again");
        }
        Files.createDirectories(unfinished);
        return new NewFolder(absolute, unfinished);
    }

    /** Where the folder is made. */
    Path path() {
        return unfinished;
    }

    /** A file in it, in UTF-8. */
    Writer file(String name) throws IOException {
        FileChannel channel =
                FileChannel.open(unfinished.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new BufferedWriter(
                new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8.newEncoder()),
                1 << 16);
    }

    /** Forces the folder to the disk and gives it its name. Nobody writes to it any more. */
    void finish() throws IOException {
        try (Stream<Path> inside = Files.walk(unfinished)) {
            for (Path path : inside.toList()) {
                force(path);
            }
        }
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
        Path parent = folder.getParent();
        if (parent != null) {
            force(parent);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            Files.walkFileTree(unfinished, new Deletion());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
