package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.tool.ChainCheck;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A journal that is copied. A ledger may be writing it meanwhile, in this process or another: nothing is locked, and nothing
 * is changed. One thread.
 */
class Source {
    /** How long a walk that met something half written waits before it looks again. */
    private static final long PAUSE_NANOS = 20_000_000;

    private static final int MOST_TRIES = 100;

    private final Disk journal;

    Source(Disk journal) {
        this.journal = journal;
    }

    /**
     * What is durable.
     *
     * @param books the id of the books
     * @param tip the last batch
     * @param headers of all segments
     * @param end where the records of the last segment end
     */
    record End(UUID books, Tip tip, List<SegmentHeader> headers, long end) {
        /** At most so many bytes of records are behind a batch. */
        long bytesBehind(Tip before) {
            long bytes = 0;
            for (int i = 0; i < headers.size(); i++) {
                boolean isLast = i + 1 == headers.size();
                if (isLast || headers.get(i + 1).before().position() > before.position()) {
                    bytes += (isLast ? end : headers.get(i).size()) - SegmentHeader.BYTES;
                }
            }
            return bytes;
        }
    }

    /** Takes batches, until it has had enough. */
    @FunctionalInterface
    interface Taker {
        /**
         * Takes the next batch.
         *
         * @param batch valid during the call only
         * @return whether it wants more
         */
        boolean take(EffectBatch batch) throws IOException;
    }

    /** Ends a walk early. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // never serialized
        final @Nullable Exception failure;

        Enough(@Nullable Exception failure) {
            super(null, null, false, false);
            this.failure = failure;
        }
    }

    @FunctionalInterface
    private interface Look<T> {
        T look() throws IOException;
    }

    /**
     * What is durable by now. Frames at the end that are whole may never have been forced: they are, before this returns, so
     * that a copy never has what the source can still lose.
     *
     * @throws StorageException if there are no books, or they are damaged
     */
    End end() throws IOException {
        return patiently(() -> {
            JournalWalk walk = new JournalWalk(journal);
            UUID books = walk.books();
            if (books == null) {
                throw new StorageException("there are no books to copy: " + journal.describe(SegmentName.of(1))
                        + " is not there, or is still being made");
            }
            JournalWalk.Found found = walk.run(Long.MAX_VALUE, (batch, place) -> {});
            try (Disk.File last =
                    journal.openToRead(SegmentName.of(found.headers().size()))) {
                last.force();
            }
            return new End(books, found.tip(), found.headers(), found.end());
        });
    }

    /**
     * Refuses a copy that is not the beginning of this journal.
     *
     * @param tip the last batch of the copy
     * @param copy how messages name it
     */
    void requireBeginsWith(Tip tip, End end, String copy) throws IOException {
        if (tip.sequence() > end.tip().sequence()) {
            throw differs(
                    copy,
                    tip,
                    "ends with batch " + end.tip().sequence() + " at position "
                            + end.tip().position());
        }
        if (tip.sequence() > 0) {
            walk(tip.position(), batch -> {
                // A later one comes first if the segment with that position begins behind the batch.
                boolean isTip = batch.sequence() == tip.sequence()
                        && batch.lastPosition() == tip.position()
                        && Arrays.equals(batch.chain(), tip.chain());
                if (batch.sequence() >= tip.sequence() && !isTip) {
                    throw differs(
                            copy,
                            tip,
                            "has batch " + batch.sequence() + " up to position " + batch.lastPosition() + " with chain "
                                    + HexFormat.of().formatHex(batch.chain()));
                }
                return batch.sequence() < tip.sequence();
            });
        }
    }

    private StorageException differs(String copy, Tip tip, String found) {
        return new StorageException(copy + " is not the beginning of these books: it ends with batch " + tip.sequence()
                + " at position " + tip.position() + ", chain " + HexFormat.of().formatHex(tip.chain()) + ", and "
                + journal.describe("") + " " + found + ". One of the two was written to after they parted. Nothing was"
                + " changed; choose a new folder");
    }

    /**
     * Shows the batches behind one to a taker, each checked to be what was written behind the one before.
     *
     * @param before the last batch that is not shown
     * @param end the last that is
     */
    void read(Tip before, End end, Taker taker) throws IOException {
        if (before.sequence() == end.tip().sequence()) {
            return;
        }
        ChainCheck chain = new ChainCheck(before.chain());
        long[] taken = {before.sequence()};
        boolean enough = walk(before.position() + 1, batch -> {
            // The segment that it is in begins before it, and is walked again if something half written is met.
            if (batch.sequence() != taken[0] + 1) {
                return true;
            }
            chain.accept(batch);
            taken[0]++;
            return taker.take(batch) && taken[0] < end.tip().sequence();
        });
        if (!enough) {
            throw new StorageException("batch " + (taken[0] + 1) + " in " + journal.describe("")
                    + " was whole and is not any more; verify the books");
        }
    }

    /** Walks from the segment on that holds a position; returns whether the taker had enough before the end. */
    private boolean walk(long from, Taker taker) throws IOException {
        try {
            return patiently(() -> {
                JournalWalk.Found found = new JournalWalk(journal).run(from, (batch, place) -> offer(batch, taker));
                return found.headers().isEmpty();
            });
        } catch (Enough enough) {
            if (enough.failure instanceof IOException e) {
                throw e;
            }
            if (enough.failure instanceof RuntimeException e) {
                throw e;
            }
            return true;
        }
    }

    /** What the taker throws is no fault of the journal, so it ends the walk like the taker's having had enough. */
    private static void offer(EffectBatch batch, Taker taker) {
        boolean more;
        try {
            more = taker.take(batch);
        } catch (IOException | RuntimeException e) {
            throw new Enough(e);
        }
        if (!more) {
            throw new Enough(null);
        }
    }

    /**
     * Looks again at what is refused: a ledger that writes makes and deletes files under way, and of a group that is being
     * written a later batch may be seen before an earlier one. What is refused twice for the same reason is damaged.
     */
    private static <T> T patiently(Look<T> look) throws IOException {
        String before = "";
        for (int tries = 1; ; tries++) {
            try {
                return look.look();
            } catch (StorageException | NoSuchFileException e) {
                String reason = String.valueOf(e.getMessage());
                if (reason.equals(before) || tries == MOST_TRIES) {
                    throw e;
                }
                before = reason;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
