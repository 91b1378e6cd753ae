package dev.florin.ledger.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A new folder that is deleted when it is closed. When the process is asked to end before (Ctrl-C), what works in the folder is
 * told to stop, and has some seconds to close it.
 */
public final class TemporaryFolder implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Path path;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread onExit = new Thread(this::end, "delete-temporary-folder");

    /** Written by the thread that ends the process. */
    private volatile boolean ending;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes a folder.
     *
     * @param parent in which folder
     * @return the new one, empty
     * @throws IOException if none can be made there
     */
    public static TemporaryFolder in(Path parent) throws IOException {
        TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(parent, "florin-bench-"));
        Runtime.getRuntime().addShutdownHook(folder.onExit);
        return folder;
    }

    Path path() {
        return path;
    }

    /** Whether the process is ending, so that work should. */
    boolean isEnding() {
        return ending;
    }

    private void end() {
        ending = true;
        try {
            boolean orderly = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!orderly) {
                delete();
            }
        } catch (InterruptedException e) {
            delete();
        }
    }

    @Override
    public void close() {
        delete();
        closed.countDown();
        if (!ending) {
            try {
                Runtime.getRuntime().removeShutdownHook(onExit);
            } catch (IllegalStateException e) {
                // The process began to end just now: the hook finds the folder closed.
                return;
            }
        }
    }

    private void delete() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (NoSuchFileException e) {
            // Deleted before.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(path + " could not be deleted; delete it by hand", e);
        }
    }
}
