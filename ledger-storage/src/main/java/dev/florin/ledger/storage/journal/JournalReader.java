package dev.florin.ledger.storage.journal;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.index.FileIndex;
import dev.florin.ledger.storage.index.Located;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/**
 * Reads a journal through its index. Any thread. An effect is read with the header of its frame and checked against its own
 * checksum, a batch as a whole, so that damage to either the journal or the index is found by the read that meets it.
 */
public final class JournalReader implements Storage.Reader, Closeable {
    /** An effect of up to so many bytes is read in one call. */
    private static final int USUAL_BYTES = 256;

    private final FrameBytes frames;
    private final FileIndex index;
    private volatile boolean closed;

    public JournalReader(FrameBytes frames, FileIndex index) {
        this.frames = frames;
        this.index = index;
    }

    @Override
    public EffectCursor read(long position) {
        Located located = locate(position);
        byte[] header = header(located, position);
        long before = getLong(header, EffectBatch.FIRST_POSITION);
        long time = getLong(header, EffectBatch.FIRST_TIME) + (position - before);
        byte[] bytes = effect(located, position, getInt(header, EffectBatch.LENGTH) - located.offset());
        if (Located.checksum(bytes, 0, bytes.length, time) != located.checksum()) {
            throw damaged(located.place(), position);
        }
        EffectCursor cursor = new EffectCursor(bytes, 0, bytes.length, position, time);
        cursor.next();
        return cursor;
    }

    /** The bytes of an effect, of which nothing is known yet but that there are as many as they say. */
    private byte[] effect(Located located, long position, int most) {
        byte[] bytes = bytes(located.place(), Math.min(most, USUAL_BYTES), position);
        int size = getInt(bytes, EffectLayout.SIZE);
        if (size < EffectLayout.HEADER_BYTES || size > most) {
            throw damaged(located.place(), position);
        }
        return size > bytes.length ? bytes(located.place(), size, position) : Arrays.copyOf(bytes, size);
    }

    @Override
    public EffectBatch batch(long position) {
        Located located = locate(position);
        byte[] header = header(located, position);
        int length = getInt(header, EffectBatch.LENGTH);
        // Shows that the file is as long, before memory is taken on the word of a header that may be damaged.
        bytes(located.frame() + length - Long.BYTES, Long.BYTES, position);
        EffectBatch batch = new EffectBatch(bytes(located.frame(), length, position), 0, length);
        if (!batch.isWhole()) {
            throw damaged(located.frame(), position);
        }
        return batch;
    }

    /** The header of the frame that holds an effect. */
    private byte[] header(Located located, long position) {
        // Where an effect is has no checksum of its own, so it may lead anywhere.
        if (located.offset() < EffectBatch.HEADER_BYTES || !frames.canBegin(located.place(), located.offset())) {
            throw damaged(located.place(), position);
        }
        byte[] header = bytes(located.frame(), EffectBatch.HEADER_BYTES, position);
        long ordinal = position - getLong(header, EffectBatch.FIRST_POSITION);
        int length = getInt(header, EffectBatch.LENGTH);
        if (getInt(header, 0) != EffectBatch.MAGIC
                || ordinal < 0
                || ordinal >= getInt(header, EffectBatch.COUNT)
                || located.offset() > length - EffectLayout.HEADER_BYTES
                || (length & 7) != 0) {
            throw damaged(located.frame(), position);
        }
        return header;
    }

    private Located locate(long position) {
        requireOpen();
        if (position < 1 || position > index.lastPosition()) {
            throw new StorageException(
                    "position " + position + " is not in these books, which end with position " + index.lastPosition());
        }
        return index.locate(position);
    }

    private byte[] bytes(long place, int length, long position) {
        byte[] bytes = new byte[length];
        try {
            if (frames.read(place, ByteBuffer.wrap(bytes)) == length) {
                return bytes;
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            StorageException lost = damaged(place, position);
            lost.addSuppressed(e);
            throw lost;
        } catch (IOException e) {
            requireOpen();
            throw new StorageException(
                    describe(place) + ": position " + position + " could not be read (" + e
                            + "). See to the disk, and ask again",
                    e);
        }
        throw damaged(place, position);
    }

    private StorageException damaged(long place, long position) {
        return new StorageException(describe(place) + ": position " + position
                + " is damaged: its bytes are not those that were written. " + frames.whenDamaged());
    }

    private String describe(long place) {
        return frames.describe(place);
    }

    @Override
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        requireOpen();
        return index.entries(which, account, from, ascending, limit);
    }

    @Override
    public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        requireOpen();
        return index.dated(account, fromNanos, from, position, ascending, limit);
    }

    @Override
    public long[] datedSums(int account, long untilNanos, long position) {
        requireOpen();
        return index.datedSums(account, untilNanos, position);
    }

    @Override
    public long[] labelled(Label label, long from, boolean ascending, int limit) {
        requireOpen();
        return index.labelled(label, from, ascending, limit);
    }

    @Override
    public void find(long[] ids, int count, long[] positions) {
        requireOpen();
        index.find(ids, count, positions);
    }

    @Override
    public long[] references(long origin, long after, int limit) {
        requireOpen();
        return index.references(origin, after, limit);
    }

    void requireOpen() {
        if (closed) {
            throw new StorageException("this session of the books is closed; open the books again");
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        frames.close();
    }
}
