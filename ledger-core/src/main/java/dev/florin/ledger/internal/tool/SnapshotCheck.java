package dev.florin.ledger.internal.tool;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.books.Books;
import dev.florin.ledger.internal.books.History;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.internal.read.PublishedBooks;
import dev.florin.ledger.internal.recover.Recovery;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.io.InputStream;

/** Whether a snapshot is the books at the position it was taken at: loaded as an opening ledger does it. One thread. */
public final class SnapshotCheck {
    private final Recovery recovery = new Recovery(new Books(new IdMap(), new History(0)), new PublishedBooks());

    /**
     * A check of one snapshot.
     *
     * @param past finds all effects before the batch that is being accepted
     */
    public SnapshotCheck(Storage.Reader past) {
        recovery.begin(past);
    }

    /**
     * Loads the snapshot.
     *
     * @param body what it holds
     * @return false if a later version of the library wrote it
     * @throws IOException if it cannot be read
     * @throws StorageException if it is not what a snapshot can be
     */
    public boolean load(InputStream body) throws IOException {
        return recovery.restore(body);
    }

    /**
     * Takes in the next batch of the time in which the snapshot was taken.
     *
     * @param batch behind the position at which it was begun
     * @throws StorageException if the state is then not the one whose digest the batch carries
     */
    public void accept(EffectBatch batch) {
        recovery.accept(batch);
    }

    /**
     * Whether the batches have come to the end of that time.
     *
     * @return true once the state was found to be the one whose digest the journal carries
     */
    public boolean isDone() {
        return !recovery.isOnTheWay();
    }
}
