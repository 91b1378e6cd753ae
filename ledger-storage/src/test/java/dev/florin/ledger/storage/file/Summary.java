package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;

/** A state that a journal leads to, in place of a ledger: the last position, and a number that all batches went into. */
final class Summary implements Storage.Replay {
    long position;
    long sum;

    /** The position of the snapshot that was taken, 0 if none was. */
    long restored;

    /** Whether snapshots are of a version that is not known. */
    boolean tooOld;

    /** Whether snapshots are not understood. */
    boolean confused;

    long replayed;

    @Override
    public boolean restore(InputStream body) throws IOException {
        if (tooOld) {
            return false;
        }
        if (confused) {
            throw new StorageException("it makes no sense");
        }
        DataInputStream in = new DataInputStream(body);
        position = in.readLong();
        sum = in.readLong();
        restored = position;
        return true;
    }

    @Override
    public void accept(EffectBatch batch) {
        if (batch.lastPosition() > position) {
            if (batch.firstPosition() != position + 1) {
                throw new IllegalArgumentException("position " + batch.firstPosition() + " behind " + position);
            }
            add(batch);
            replayed++;
        }
    }

    void add(EffectBatch batch) {
        CRC32C crc = new CRC32C();
        crc.update(batch.bytes(), batch.offset(), batch.length());
        sum = 31 * sum + crc.getValue();
        position = batch.lastPosition();
    }

    /** This state as a snapshot. */
    Storage.SnapshotBody body() {
        return out -> {
            DataOutputStream data = new DataOutputStream(out);
            data.writeLong(position);
            data.writeLong(sum);
        };
    }

    /** Opens books with a snapshot due after any batch. */
    Storage.Session open(SimDisk disk) {
        try {
            return FileSession.open(disk.folders(), Books.settings(Books.SEGMENT, 1), () -> {}, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Books that are opened, and all that they lead to. */
    static Summary of(SimDisk disk) {
        Summary summary = new Summary();
        summary.open(disk).close();
        return summary;
    }
}
