package dev.florin.ledger.memory;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.index.JournalIndex;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.security.SecureRandom;
import java.util.Objects;

/**
 * Answers all that a {@link Storage.Reader} is asked, for a storage that keeps whole frames and can find them again by a
 * number of its own. Begins empty: a storage adds each batch while it replays, and each one that it has appended, once it is
 * durable.
 *
 * <p><b>Memory</b> grows with the journal and is never given back. A transfer between two accounts was measured to take 94 to
 * 120 bytes, most of them for its id; an entry that names an effective time takes 88 more, a label or a reference some. A
 * storage for more than some ten millions of transfers keeps its index elsewhere.
 *
 * <p><b>Threads.</b> One thread at a time adds; any thread reads at the same time and never waits. What a reader finds
 * includes every batch whose {@link #add} had returned before.
 */
public final class MemoryIndex implements Storage.Reader {
    private final JournalIndex index = new JournalIndex(new SecureRandom().nextLong());
    private final FrameSource frames;

    /** Written by the thread that adds, and read by it alone. */
    private long lastSequence;

    /** Gives the frames that a storage keeps. Called by any number of threads at the same time. */
    @FunctionalInterface
    public interface FrameSource {
        /**
         * The frame of a batch that was added. Where it comes from something that can be damaged, the source checks that it
         * is {@linkplain EffectBatch#isWhole whole}.
         *
         * @param place what was given to {@link MemoryIndex#add}
         * @param length how long the frame is, in bytes
         * @return the frame, not changed afterwards
         * @throws StorageException if it cannot be read, or is damaged
         */
        EffectBatch frame(long place, int length);
    }

    /**
     * An index of nothing.
     *
     * @param frames where frames are read
     */
    public MemoryIndex(FrameSource frames) {
        this.frames = Objects.requireNonNull(frames, "frames");
    }

    /**
     * Checks, before anything is written, that batches follow one another and what was added.
     *
     * @param group the batches, in order
     * @throws StorageException if one does not; it names the one that is next
     */
    public void requireNext(Iterable<EffectBatch> group) {
        long sequence = lastSequence;
        long position = index.lastPosition();
        for (EffectBatch batch : group) {
            requireNext(batch, sequence, position);
            sequence = batch.sequence();
            position = batch.lastPosition();
        }
    }

    private static void requireNext(EffectBatch batch, long sequence, long position) {
        if (batch.sequence() != sequence + 1 || batch.firstPosition() != position + 1) {
            throw new StorageException("batch " + batch.sequence() + " from position " + batch.firstPosition()
                    + " does not follow: batch " + (sequence + 1) + " from position " + (position + 1) + " is next");
        }
    }

    /**
     * Adds the batch that follows.
     *
     * @param batch the batch, whole; not used after the call
     * @param place where its frame is, in the storage's own terms
     * @throws StorageException if it does not follow what was added; nothing was changed
     * @throws IllegalArgumentException if its effects do not fit its frame; the index is useless then
     */
    public void add(EffectBatch batch, long place) {
        requireNext(batch, lastSequence, index.lastPosition());
        index.add(batch, place);
        lastSequence = batch.sequence();
    }

    /**
     * The batch that was added last. For the thread that adds.
     *
     * @return its sequence, 0 if there is none
     */
    public long lastSequence() {
        return lastSequence;
    }

    /**
     * The last position that was added.
     *
     * @return 0 if there is none
     */
    public long lastPosition() {
        return index.lastPosition();
    }

    @Override
    public EffectCursor read(long position) {
        long batch = batchOf(position);
        EffectBatch frame = frame(batch);
        EffectCursor cursor = new EffectCursor(
                frame.bytes(),
                frame.offset() + index.start(position),
                frame.offset() + index.end(batch, position),
                position,
                index.timeNanos(batch, position));
        cursor.next();
        return cursor;
    }

    @Override
    public EffectBatch batch(long position) {
        return frame(batchOf(position));
    }

    private EffectBatch frame(long batch) {
        return frames.frame(index.place(batch), index.length(batch));
    }

    private long batchOf(long position) {
        long batch = index.batchOf(position);
        if (batch < 0) {
            throw new StorageException(
                    "position " + position + " is not in these books, which end with position " + index.lastPosition());
        }
        return batch;
    }

    @Override
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        return index.entries(which, account, from, ascending, limit);
    }

    @Override
    public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        return index.dated(account, fromNanos, from, position, ascending, limit);
    }

    @Override
    public long[] datedSums(int account, long untilNanos, long position) {
        return index.datedSums(account, untilNanos, position);
    }

    @Override
    public long[] labelled(Label label, long from, boolean ascending, int limit) {
        return index.labelled(label, from, ascending, limit);
    }

    @Override
    public void find(long[] ids, int count, long[] positions) {
        index.find(ids, count, positions);
    }

    @Override
    public long[] references(long origin, long after, int limit) {
        return index.references(origin, after, limit);
    }
}
