package dev.florin.ledger.internal.read;

import dev.florin.ledger.ChangeStream;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.journal.EffectReader;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Streams of effects from any position on, read from the storage batch by batch on their readers' threads. */
public final class Changes {
    /** A call gives no more effects once they take so many bytes in the journal. */
    private static final long MOST_BYTES = 4 << 20;

    private final Reads reads;
    private final PublishedBooks published;
    private final Storage.Session storage;
    private final Runnable requireMayWait;

    public Changes(Reads reads, PublishedBooks published, Storage.Session storage, Runnable requireMayWait) {
        this.reads = reads;
        this.published = published;
        this.storage = storage;
        this.requireMayWait = requireMayWait;
    }

    /** The effects behind a position. */
    public ChangeStream behind(long after) {
        requireThere(after);
        return new Stream(after);
    }

    /** The same, pushed to subscribers on threads of their own. */
    public Flow.Publisher<Effect> publisher(long after) {
        requireThere(after);
        return new ChangesPublisher(published, () -> new Stream(after));
    }

    private void requireThere(long after) {
        long last = reads.position();
        if (after < 0 || after > last) {
            throw new IllegalArgumentException(
                    "these books have positions from 1 to " + last + ", and a stream was to begin behind " + after
                            + (after < 0
                                    ? ""
                                    : ": they are not the books that were read up to there, or they were restored to an"
                                            + " earlier moment, and what was read behind that never happened in them"));
        }
    }

    private final class Stream implements ChangeStream {
        private final PastAccounts accounts = new PastAccounts(published, storage);
        private final EffectReader reader = new EffectReader(accounts);

        /** The effects of the batch that holds the next position; null if that is yet to be read. */
        private @Nullable EffectCursor effects;

        private int incarnation;
        private volatile long position;
        private volatile boolean closed;

        Stream(long after) {
            position = after;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public List<Effect> next(int most, Duration wait) throws InterruptedException {
            if (most < 1 || most > MOST_EFFECTS) {
                throw new IllegalArgumentException(
                        "between 1 and " + MOST_EFFECTS + " effects can be asked for at once, not " + most);
            }
            long nanos = nanos(wait);
            requireOpen();
            long last = reads.position();
            if (last == position && nanos > 0) {
                requireMayWait.run();
                published.waiters().awaitWhile(() -> published.position() == position && !closed, nanos);
                requireOpen();
                last = reads.position();
            }
            return read(most, last);
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException("this stream is closed; changes(" + position + ") goes on with it");
            }
        }

        private List<Effect> read(int most, long last) {
            List<Effect> found = new ArrayList<>((int) Math.min(most, last - position));
            long at = position;
            long bytes = 0;
            boolean whole = false;
            try {
                while (at < last && found.size() < most && bytes < MOST_BYTES) {
                    EffectCursor effect = effectAt(++at);
                    bytes += effect.size();
                    found.add(reader.read(effect, incarnation));
                }
                whole = true;
            } catch (StorageException e) {
                reads.position(); // a ledger that has ended says why itself
                throw e;
            } finally {
                if (!whole) {
                    rewind();
                }
            }
            position = at;
            if (at == last) {
                effects = null; // the end of a batch, which need not be kept while nothing comes
            }
            return found;
        }

        /** Has the next call begin at the position again. */
        private void rewind() {
            effects = null;
            accounts.forget();
        }

        /** The effect at the position behind the one that was read last. */
        private EffectCursor effectAt(long next) {
            EffectCursor cursor = effects;
            if (cursor == null || !cursor.next()) {
                EffectBatch batch = storage.batch(next);
                incarnation = batch.incarnation();
                cursor = batch.cursor();
                effects = cursor;
                cursor.next();
                while (cursor.position() < next) {
                    cursor.next();
                }
            }
            return cursor;
        }

        @Override
        public void close() {
            closed = true;
            published.waiters().wake();
        }
    }

    private static long nanos(Duration wait) {
        Objects.requireNonNull(wait, "wait");
        try {
            return wait.toNanos();
        } catch (ArithmeticException e) {
            return wait.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
