package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.index.JournalIndex;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Finds what the index has, and reads it from the segments. Any thread. */
final class JournalReader implements Storage.Reader, Closeable {
    private final Disk disk;
    private final JournalIndex index;
    private final OpenFiles segments;
    private volatile boolean closed;

    JournalReader(Disk disk, JournalIndex index) {
        this.disk = disk;
        this.index = index;
        this.segments = new OpenFiles(disk, SegmentName::of);
    }

    @Override
    public EffectCursor read(long position) {
        long batch = batchOf(position);
        long place = index.place(batch);
        long offset = Place.offset(place) + index.start(position);
        byte[] bytes = read(place, offset, index.end(batch, position) - index.start(position), position);
        if (getInt(bytes, 0) != bytes.length || checksum(bytes) != index.checksum(position)) {
            throw damaged(place, offset, position);
        }
        EffectCursor cursor = new EffectCursor(bytes, 0, bytes.length, position, index.timeNanos(batch, position));
        cursor.next();
        return cursor;
    }

    @Override
    public EffectBatch batch(long position) {
        long ordinal = batchOf(position);
        long place = index.place(ordinal);
        byte[] bytes = read(place, Place.offset(place), index.length(ordinal), position);
        EffectBatch batch = new EffectBatch(bytes, 0, bytes.length);
        if (!batch.isWhole() || batch.firstPosition() > position || batch.lastPosition() < position) {
            throw damaged(place, Place.offset(place), position);
        }
        return batch;
    }

    private long batchOf(long position) {
        requireOpen();
        long batch = index.batchOf(position);
        if (batch < 0) {
            throw new StorageException(
                    "position " + position + " is not in these books, which end with position " + index.lastPosition());
        }
        return batch;
    }

    private byte[] read(long place, long offset, int length, long position) {
        byte[] bytes = new byte[length];
        try {
            if (segments.read(Place.segment(place), ByteBuffer.wrap(bytes), offset) == length) {
                return bytes;
            }
        } catch (IOException e) {
            requireOpen();
            throw new StorageException(
                    describe(place, offset) + ": position " + position + " could not be read (" + e
                            + "). See to the disk, and ask again",
                    e);
        }
        throw damaged(place, offset, position);
    }

    private StorageException damaged(long place, long offset, long position) {
        return new StorageException(describe(place, offset) + ": position " + position
                + " is damaged: its bytes are not those that were written. Close the books, and restore the folder from a"
                + " backup");
    }

    private String describe(long place, long offset) {
        return disk.describe(SegmentName.of(Place.segment(place))) + ", offset " + offset;
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public long[] entries(int account, long from, boolean ascending, int limit) {
        requireOpen();
        return index.entries(account, from, ascending, limit);
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

    @Override
    public void close() throws IOException {
        closed = true;
        segments.close();
    }

    void requireOpen() {
        if (closed) {
            throw new StorageException("this session of the books is closed; open the books again");
        }
    }
}
