package dev.florin.ledger.storage.file;

import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.Zeros;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the file of the next segment ahead of time: zeros, forced, without a header. Whoever takes it too early waits. If it
 * could not be made, that is logged, and tried once more when it is needed: until then the books go on.
 *
 * <p>Used by the appending thread alone; only the making itself runs on the executor.
 */
final class Spares implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

    /** Zeros are forced in pieces, so that they never pile up before a force of the journal. */
    private static final long FORCE_EVERY = 4L << 20;

    private final Disk disk;
    private final Executor executor;
    private @Nullable FutureTask<Disk.File> making;
    private long number;
    private volatile boolean closed;

    Spares(Disk disk, Executor executor) {
        this.disk = disk;
        this.executor = executor;
    }

    /** A thread to make segments on. */
    static ExecutorService executor() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "florin-segments");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to make a segment, unless one is being made. */
    void prepare(long number, long size) {
        if (making == null) {
            this.number = number;
            FutureTask<Disk.File> task = new FutureTask<>(() -> make(number, size));
            making = task;
            executor.execute(task);
        }
    }

    /** Takes the file of a segment, which is at least this long. */
    Disk.File take(long number, long size) throws IOException {
        Disk.File file = made(number, size);
        making = null;
        boolean whole = false;
        try {
            extend(file, file.size(), size);
            whole = true;
            return file;
        } finally {
            if (!whole) {
                file.close();
            }
        }
    }

    private Disk.File made(long number, long size) throws IOException {
        if (making != null) {
            try {
                return await();
            } catch (IOException e) {
                LOG.debug("tried again, now that the segment is needed", e);
                making = null;
            }
        }
        prepare(number, size);
        return await();
    }

    /** Ends the making, and deletes what was not taken. */
    @Override
    public void close() throws IOException {
        closed = true;
        if (making != null) {
            try {
                await().close();
            } catch (IOException e) {
                LOG.debug("a spare segment was given up", e);
            }
            making = null;
            String name = SegmentName.of(number);
            if (disk.list().contains(name)) {
                disk.delete(name);
            }
        }
    }

    private Disk.File make(long number, long size) throws IOException {
        try {
            return makeOnce(number, size);
        } catch (IOException e) {
            if (!closed) {
                LOG.warn(
                        "{} of {} bytes could not be made ahead of time; the books go on until it is needed. See to the"
                                + " disk: if it is still so by then, the ledger stops",
                        disk.describe(SegmentName.of(number)),
                        size,
                        e);
            }
            throw e;
        }
    }

    private Disk.File makeOnce(long number, long size) throws IOException {
        String name = SegmentName.of(number);
        if (disk.list().contains(name)) {
            disk.delete(name); // half made by a try that failed; segments in use have smaller numbers
        }
        Disk.File file = disk.create(name);
        boolean made = false;
        try {
            extend(file, 0, size);
            disk.forceFolder();
            made = true;
            return file;
        } finally {
            if (!made) {
                giveUp(name, file);
            }
        }
    }

    /** Gives back the room that a half-made file takes; if that fails, too, the next opening does it (R9). */
    private void giveUp(String name, Disk.File file) {
        try {
            file.close();
            disk.delete(name);
        } catch (IOException e) {
            LOG.debug("{} could not be deleted", disk.describe(name), e);
        }
    }

    private void extend(Disk.File file, long from, long to) throws IOException {
        for (long at = from; at < to; at += FORCE_EVERY) {
            if (closed) {
                throw new IOException("the journal is closed");
            }
            Zeros.write(file, at, Math.min(to, at + FORCE_EVERY));
            file.force();
        }
    }

    private Disk.File await() throws IOException {
        FutureTask<Disk.File> task = making;
        if (task == null) {
            throw new IllegalStateException("nothing is being made");
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IOException(
                            disk.describe(SegmentName.of(number)) + " could not be made: " + e.getCause(),
                            e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
