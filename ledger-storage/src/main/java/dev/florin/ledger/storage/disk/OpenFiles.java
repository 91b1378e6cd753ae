package dev.florin.ledger.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads from files of a folder, and keeps some of them open. Any thread may read at any time; nobody waits. A file has one
 * slot in a small table; who finds another file there takes its place with a compare-and-set and closes the other, whose
 * readers then meet a closed channel and open it again. The same happens when a thread is interrupted while it reads,
 * since that closes its channel; a writer's channel is another one and is not touched.
 *
 * <p>A file's number tells it from others of the folder for ever: a name is not used again.
 */
public final class OpenFiles implements Closeable {
    private static final int SLOTS = 256;

    private record Open(long number, Disk.File file) {}

    private final Disk disk;
    private final LongFunction<String> name;
    private final AtomicReferenceArray<@Nullable Open> slots = new AtomicReferenceArray<>(SLOTS);
    private volatile boolean closed;

    /**
     * Files of a folder, none of them open yet.
     *
     * @param name the name of the file with a number
     */
    public OpenFiles(Disk disk, LongFunction<String> name) {
        this.disk = disk;
        this.name = name;
    }

    /** Fills the buffer from a file; returns how many bytes there were. */
    public int read(long number, ByteBuffer buffer, long offset) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                Open open = open(number);
                try {
                    return open.file.read(buffer.clear(), offset);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    drop(open);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Open open(long number) throws IOException {
        int slot = (int) (number % SLOTS);
        while (true) {
            Open there = slots.get(slot);
            if (there != null && there.number == number) {
                return there;
            }
            if (closed) {
                throw new IOException("the books were closed");
            }
            Open mine = new Open(number, disk.openToRead(name.apply(number)));
            if (slots.compareAndSet(slot, there, mine)) {
                if (there != null) {
                    there.file.close();
                }
                if (closed) {
                    drop(mine);
                }
                return mine;
            }
            mine.file.close();
        }
    }

    /** Closes a file if it is open, as it is about to be deleted: so the disk gets its room back. */
    public void forget(long number) throws IOException {
        Open there = slots.get((int) (number % SLOTS));
        if (there != null && there.number == number) {
            drop(there);
        }
    }

    private void drop(Open open) throws IOException {
        slots.compareAndSet((int) (open.number % SLOTS), open, null);
        open.file.close();
    }

    /** Closes all; reads fail from now on. */
    @Override
    public void close() throws IOException {
        closed = true;
        for (int slot = 0; slot < SLOTS; slot++) {
            Open open = slots.get(slot);
            if (open != null) {
                drop(open);
            }
        }
    }
}
