package dev.florin.ledger.internal.recover;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.RecoveryReport;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.books.Books;
import dev.florin.ledger.internal.books.DecidedBatch;
import dev.florin.ledger.internal.books.NewIncarnation;
import dev.florin.ledger.internal.codec.Hashing;
import dev.florin.ledger.internal.commit.Committer;
import dev.florin.ledger.internal.read.PublishedBooks;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings books and published balances to the state the journal ends with, from its beginning or from a snapshot. Effects are
 * applied, never decided again; the chain and the state digest of every batch are checked on the way.
 *
 * <p>One thread calls; it checks hashes and chain. What a batch changes another thread may take in meanwhile
 * ({@link TakingThread}), so a fault that only shows there is told late, and without its place. Then everything is replayed
 * again, step by step.
 */
public final class Recovery implements Storage.Replay {
    private final Books books;
    private final PublishedBooks published;
    private final Hashing hashing = new Hashing();
    private byte[] chain = new byte[EffectBatch.HASH_BYTES];
    private long batches;

    /** The snapshot that was taken, until the batches have come up to its end. */
    private @Nullable FromSnapshot snapshot;

    private long snapshotPosition;

    /** The last position of batches that the snapshot contains, as far as they were shown. */
    private long passedOver;

    private final boolean isAside;
    private @Nullable TakingThread aside;

    /** A replay that is one step behind the other, so that each fault is told where it is. */
    public Recovery(Books books, PublishedBooks published) {
        this(books, published, false);
    }

    private Recovery(Books books, PublishedBooks published, boolean isAside) {
        this.books = books;
        this.published = published;
        this.isAside = isAside;
    }

    /** The faster one, which may end with {@link FailedAside}. */
    public static Recovery withTwoThreads(Books books, PublishedBooks published) {
        return new Recovery(books, published, true);
    }

    /**
     * A batch could not be taken in; which one, and where it is, a replay step by step tells. Not for callers, and not one of
     * the exceptions that storages tell more about.
     */
    public static final class FailedAside extends RuntimeException {
        private static final long serialVersionUID = 1;

        FailedAside(Throwable cause) {
            super("a batch could not be replayed: " + cause.getMessage(), cause);
        }
    }

    /** Opens the storage, which replays into here, and publishes what it held. */
    public Storage.Session open(Storage storage) {
        Storage.Session session = opened(storage);
        if (snapshot != null || (batches == 0 && passedOver != 0 && passedOver < snapshotPosition)) {
            session.close();
            throw new StorageException("the journal ends before the snapshot does that was used, which was begun behind"
                    + " position " + snapshotPosition + FromSnapshot.OR_OTHERWISE);
        }
        books.history().begin(session);
        books.durable(books.lastPosition());
        published.publish(books.lastPosition());
        return session;
    }

    private Storage.Session opened(Storage storage) {
        boolean opened = false;
        try {
            Storage.Session session = storage.open(this);
            end();
            opened = true;
            return session;
        } finally {
            TakingThread left = opened ? null : aside;
            if (left != null) {
                Throwable unused = left.end();
            }
        }
    }

    @Override
    public void begin(Storage.Reader past) {
        books.history().begin(past);
    }

    @Override
    public boolean restore(InputStream body) throws IOException {
        FromSnapshot offered = new FromSnapshot(books, published);
        try {
            if (!offered.load(body)) {
                return false;
            }
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw new StorageException("the snapshot cannot be understood: " + e.getMessage(), e);
        }
        snapshotPosition = offered.fromPosition();
        chain = offered.chain();
        snapshot = offered.isDone() ? null : offered;
        return true;
    }

    @Override
    public void accept(EffectBatch batch) {
        if (batch.lastPosition() <= snapshotPosition) {
            passOver(batch);
            return;
        }
        Books.requireKnown(batch);
        try {
            if (!hashing.follows(batch, chain)) {
                throw new StorageException("batch " + batch.sequence() + " (positions " + batch.firstPosition() + " to "
                        + batch.lastPosition() + ") does not follow from the batch before it: its hash chain is broken,"
                        + " so the journal was changed after it was written; do not write to it, open a backup"
                        + (snapshotPosition == 0 ? "" : FromSnapshot.OR_OTHERWISE));
            }
            NewIncarnation.requireBehind(chain, batch);
        } catch (IllegalArgumentException e) {
            throw notUnderstood(batch, e);
        }
        chain = batch.chain();
        batches++;
        if (isAside) {
            takeAside(batch);
        } else {
            take(batch);
        }
    }

    private static StorageException notUnderstood(EffectBatch batch, RuntimeException cause) {
        return new StorageException(
                "batch " + batch.sequence() + " from position " + batch.firstPosition()
                        + " cannot be understood by this version of the ledger: " + cause.getMessage(),
                cause);
    }

    private void takeAside(EffectBatch batch) {
        TakingThread taking = aside;
        if (taking == null) {
            taking = new TakingThread(this::take);
            aside = taking;
        }
        if (taking.hasFailed()) {
            end();
        }
        taking.take(batch);
    }

    @Override
    public void end() {
        TakingThread taking = aside;
        if (taking != null) {
            aside = null;
            Throwable failure = taking.end();
            if (failure != null) {
                throw new FailedAside(failure);
            }
        }
    }

    /** A batch that the snapshot contains. */
    private void passOver(EffectBatch batch) {
        passedOver = batch.lastPosition();
        if (passedOver == snapshotPosition && !Arrays.equals(batch.chain(), chain)) {
            throw new StorageException("the chain of batch " + batch.sequence() + " (position " + passedOver
                    + ") is not the one that the snapshot begins with" + FromSnapshot.OR_OTHERWISE);
        }
    }

    /** Whether a snapshot was taken, and the batches have not come up to its end yet. */
    public boolean isOnTheWay() {
        return snapshot != null;
    }

    private void take(EffectBatch batch) {
        try {
            FromSnapshot begun = snapshot;
            if (begun != null) {
                begun.follow(batch);
                snapshot = begun.isDone() ? null : begun;
                return;
            }
            books.replay(batch);
            published.apply(batch);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException | ArithmeticException e) {
            throw notUnderstood(batch, e);
        }
    }

    /**
     * The batch with which a new incarnation begins, behind all that was accepted.
     *
     * @param id new, so that two restores of the same books are told apart
     * @param nowNanos when it is recorded, if that is later than what was recorded last
     */
    public EffectBatch newIncarnation(CommandId id, long nowNanos) {
        long forcedSequence = books.lastSequence();
        DecidedBatch restored = NewIncarnation.begin(books, chain, id, nowNanos);
        hashing.seal(restored.frame(), restored.frameLength(), chain, forcedSequence);
        return new EffectBatch(restored.frame(), 0, restored.frameLength());
    }

    /** What the journal ends with. */
    public Committer.Ending ending() {
        Fingerprints fingerprints = Committer.fingerprints(books, chain);
        return new Committer.Ending(books.milestone(chain), fingerprints);
    }

    /** The sequencer's position of the last batch, 0 if there is none. */
    public long lastOrder() {
        return books.lastOrder();
    }

    public RecoveryReport report(Storage.Recovered recovered) {
        return new RecoveryReport(
                books.lastPosition(),
                snapshotPosition,
                batches,
                recovered.cleanShutdown(),
                recovered.bytesCut(),
                recovered.notes());
    }
}
