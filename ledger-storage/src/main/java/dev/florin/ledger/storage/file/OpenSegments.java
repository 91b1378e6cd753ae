package dev.florin.ledger.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads from segments, and keeps some of them open. Any thread may read at any time; nobody waits. A segment has one slot
 * in a small table; who finds another segment there takes its place with a compare-and-set and closes the other, whose
 * readers then meet a closed channel and open it again. The same happens when a thread is interrupted while it reads,
 * since that closes its channel; the appender's channel is another one and is not touched.
 */
final class OpenSegments implements Closeable {
    private static final int SLOTS = 256;

    private record Open(long number, Disk.File file) {}

    private final Disk disk;
    private final AtomicReferenceArray<@Nullable Open> slots = new AtomicReferenceArray<>(SLOTS);
    private volatile boolean closed;

    OpenSegments(Disk disk) {
        this.disk = disk;
    }

    /** Fills the buffer from a segment; returns how many bytes there were. */
    int read(long number, ByteBuffer buffer, long offset) throws IOException {
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
            Open mine = new Open(number, disk.openToRead(SegmentName.of(number)));
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
