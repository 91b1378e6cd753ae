package dev.florin.ledger.internal.recover;

import dev.florin.ledger.internal.sequence.Threads;
import dev.florin.ledger.spi.EffectBatch;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches in on a thread of its own, in order, while the next ones are read, checked and indexed. Few copies wait, so
 * that whoever reads is not far ahead. {@link #take} and {@link #end} belong to one thread.
 *
 * <p>After a failure batches are passed over; {@link #hasFailed} says so, and {@link #end} what it was.
 */
final class TakingThread {
    private static final int COPIES = 4;
    private static final Copy NOTHING = new Copy(new byte[0], 0);
    private static final Copy END = new Copy(new byte[0], -1);

    private final BlockingQueue<Copy> free = new ArrayBlockingQueue<>(COPIES);
    private final BlockingQueue<Copy> waiting = new ArrayBlockingQueue<>(COPIES + 1);
    private final Thread thread;

    /** Written by the thread, read by all. */
    private volatile @Nullable Throwable failure;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Copy(byte[] bytes, int length) {}

    TakingThread(Consumer<EffectBatch> taker) {
        for (int i = 0; i < COPIES; i++) {
            free.add(NOTHING);
        }
        thread = new Thread(() -> run(taker), "florin-replay");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Consumer<EffectBatch> taker) {
        try {
            for (Copy copy = waiting.take(); copy.length >= 0; copy = waiting.take()) {
                if (failure == null) {
                    take(copy, taker);
                }
                free.add(copy);
            }
        } catch (InterruptedException e) {
            failure = e;
        }
    }

    private void take(Copy copy, Consumer<EffectBatch> taker) {
        try {
            taker.accept(new EffectBatch(copy.bytes, 0, copy.length));
        } catch (Throwable t) {
            failure = t;
        }
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** Hands a copy of a batch over; waits for room. */
    void take(EffectBatch batch) {
        Copy room = await(free);
        byte[] bytes = room.bytes.length < batch.length() ? new byte[batch.length()] : room.bytes;
        System.arraycopy(batch.bytes(), batch.offset(), bytes, 0, batch.length());
        waiting.add(new Copy(bytes, batch.length()));
    }

    private static Copy await(BlockingQueue<Copy> queue) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return queue.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until everything is taken in, and ends the thread; returns what went wrong, or null. */
    @Nullable
    Throwable end() {
        waiting.add(END);
        Threads.join(thread);
        return failure;
    }
}
