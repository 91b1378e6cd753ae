package dev.florin.ledger.internal.recover;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.books.Books;
import dev.florin.ledger.internal.books.Loading;
import dev.florin.ledger.internal.books.Milestone;
import dev.florin.ledger.internal.read.PublishedBooks;
import dev.florin.ledger.internal.snapshot.SnapshotReader;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings new books and published balances to the milestone of a snapshot: first what the snapshot holds, then the batches
 * of the time in which it was taken. One thread.
 */
final class FromSnapshot {
    /** What else may be behind a journal that does not go on as it should. */
    static final String OR_OTHERWISE =
            ". If the snapshot is of other books, or of a longer journal, move the snapshots away to open these from their journal alone";

    private static final String WHAT_TO_DO = ": the snapshot and the journal do not belong together, or one of them was"
            + " changed. To open the books from the journal alone, move the snapshots away";

    private final Books books;
    private final PublishedBooks published;
    private @Nullable Loading loading;
    private @Nullable Milestone milestone;
    private byte[] chain = new byte[0];
    private long sequence;
    private long position;
    private long fromPosition;

    FromSnapshot(Books books, PublishedBooks published) {
        this.books = books;
        this.published = published;
    }

    /** Loads a snapshot; false if a later version wrote it, and then nothing was changed. */
    boolean load(InputStream body) throws IOException {
        SnapshotReader reader = new SnapshotReader(body);
        if (!reader.begin()) {
            return false;
        }
        Loading begun = new Loading(books);
        milestone = reader.load(begun, published);
        loading = begun;
        chain = reader.fromChain();
        sequence = reader.fromSequence();
        position = reader.fromPosition();
        fromPosition = position;
        endIfThere();
        return true;
    }

    /** The last position before the snapshot. */
    long fromPosition() {
        return fromPosition;
    }

    /** The chain of the last batch before the snapshot. */
    byte[] chain() {
        return chain;
    }

    /** Takes in the next batch, whose chain follows. */
    void follow(EffectBatch batch) {
        Loading begun = loading;
        if (begun == null || milestone == null) {
            throw new IllegalStateException("nothing was loaded");
        }
        if (batch.sequence() != sequence + 1
                || batch.firstPosition() != position + 1
                || batch.lastPosition() > milestone.position()) {
            throw new StorageException("batch " + batch.sequence() + " from position " + batch.firstPosition()
                    + " cannot follow batch " + sequence + " up to position " + position
                    + " on the way to position " + milestone.position() + WHAT_TO_DO);
        }
        begun.follow(batch);
        EffectCursor effects = batch.cursor();
        while (effects.next()) {
            published.follow(effects, begun::stamp);
        }
        chain = batch.chain();
        sequence = batch.sequence();
        position = batch.lastPosition();
        if (position == milestone.position()
                && (batch.stateDigestHigh() != milestone.stateHigh()
                        || batch.stateDigestLow() != milestone.stateLow())) {
            throw new StorageException("the state digest of batch " + batch.sequence() + " (position " + position
                    + ") is not the one that the snapshot has" + WHAT_TO_DO);
        }
        endIfThere();
    }

    private void endIfThere() {
        if (loading == null || milestone == null || position != milestone.position()) {
            return;
        }
        if (!Arrays.equals(chain, milestone.chain()) || sequence != milestone.sequence()) {
            throw new StorageException("the chain at batch " + sequence + " (position " + position
                    + ") is not the one that the snapshot has" + WHAT_TO_DO);
        }
        try {
            loading.end(milestone);
        } catch (StorageException e) {
            throw new StorageException(e.getMessage() + WHAT_TO_DO, e);
        }
        loading = null;
    }

    /** Whether the books are at the milestone: from there on, batches are replayed as always. */
    boolean isDone() {
        return loading == null;
    }
}
