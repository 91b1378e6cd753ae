package dev.florin.ledger.cli;

import dev.florin.ledger.cli.csv.BadInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that gets its name when it is whole: until then it has another one beside it, {@code NAME.part}, and closing it
 * unfinished deletes that.
 */
final class NewFile implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final Writer writer;
    private boolean finished;

    private NewFile(Path file, Path part, FileChannel channel) {
        this.file = file;
        this.part = part;
        this.channel = channel;
        this.writer = new BufferedWriter(
                new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8.newEncoder()),
                1 << 16);
    }

    /** Begins a file that must not be there yet. */
    static NewFile create(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new BadInputException(file + " is there already; name another one, or remove it");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        return new NewFile(
                file,
                part,
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE));
    }

    Writer writer() {
        return writer;
    }

    /** Forces the file to the disk and gives it its name. */
    void finish() throws IOException {
        writer.flush();
        channel.force(true);
        writer.close();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            channel.close();
            Files.deleteIfExists(part);
        }
    }
}
