package dev.florin.ledger.storage.file;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.tool.RestoredBooks;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.index.FileIndex;
import dev.florin.ledger.storage.index.IndexSizes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes books again from a backup, or from other books, in a new folder: all batches that are durable there, or those up to a
 * moment. Each batch is replayed on the way, as a ledger does that opens books, so that what is restored is known to be whole.
 *
 * <p>The restored books go on in a new incarnation, which receipts show: what was recorded after the moment is forgotten, and
 * its ids with it. All that came before keeps its ids, positions, times and incarnation. What fell due since, such as the
 * time-out of a hold, happens when a ledger opens the books.
 *
 * <p>Immutable; each {@link #run} is a restore of its own.
 */
public final class Restore {
    private final Path backup;
    private final Path target;
    private final @Nullable Instant until;
    private final long untilPosition;
    private final Consumer<CopyProgress> listener;

    private Restore(
            Path backup, Path target, @Nullable Instant until, long untilPosition, Consumer<CopyProgress> listener) {
        this.backup = backup;
        this.target = target;
        this.until = until;
        this.untilPosition = untilPosition;
        this.listener = listener;
    }

    /**
     * What a restore did.
     *
     * @param books the id of the books
     * @param batches how many batches were kept
     * @param restored position, chain and digests of the books as they were kept
     * @param recorded when the last effect that was kept had been recorded
     * @param incarnation the new incarnation, which begins one position behind
     * @param chain the hash chain of the restored books, with the mark of the restore, 64 hex digits
     * @param leftOut what was recorded later and is forgotten; empty if nothing was
     */
    public record Result(
            UUID books,
            long batches,
            Fingerprints restored,
            Instant recorded,
            int incarnation,
            String chain,
            Optional<LeftOut> leftOut) {}

    /**
     * What was recorded after the moment of a restore.
     *
     * @param effects how many effects
     * @param first when the first of them was recorded
     * @param last when the last of them was recorded
     */
    public record LeftOut(long effects, Instant first, Instant last) {}

    /**
     * A restore of all that a backup has.
     *
     * @param backup the folder of the backup, or of books
     * @param target the folder of the restored books: new or empty
     * @return what can be run
     */
    public static Restore of(Path backup, Path target) {
        return new Restore(
                Objects.requireNonNull(backup, "backup"),
                Objects.requireNonNull(target, "target"),
                null,
                Long.MAX_VALUE,
                progress -> {});
    }

    /**
     * The same, only of the batches that were recorded at or before a moment, wholly.
     *
     * @param moment the moment
     * @return what can be run
     */
    public Restore until(Instant moment) {
        return new Restore(backup, target, Objects.requireNonNull(moment, "moment"), untilPosition, listener);
    }

    /**
     * The same, only up to a position, and the rest of the batch that holds it.
     *
     * @param position the position, from 1
     * @return what can be run
     * @throws IllegalArgumentException if the position is not positive
     */
    public Restore untilPosition(long position) {
        if (position < 1) {
            throw new IllegalArgumentException("position " + position + ": positions begin with 1");
        }
        return new Restore(backup, target, until, position, listener);
    }

    /**
     * The same, which tells how far copying is.
     *
     * @param progress called after each group of batches, on the thread that restores; to be quick
     * @return what can be run
     */
    public Restore progress(Consumer<CopyProgress> progress) {
        return new Restore(backup, target, until, untilPosition, Objects.requireNonNull(progress, "progress"));
    }

    /**
     * Restores. All of it is on the disk when this returns; until then nothing in the target can be taken for books. A restore
     * that was interrupted goes on where it ended if it is run again.
     *
     * @return what was done
     * @throws StorageException if there is nothing to restore up to that moment; if the backup is damaged; if the target is not
     *     empty, is in use, has no room or cannot be written
     */
    public Result run() {
        return run(new Source(BooksFolder.journalToRead(backup)));
    }

    /** Restores what a source has. */
    Result run(Source source) {
        try {
            Source.End end = source.end();
            requireSomething(source, end);
            try (BooksFolder folder = BooksFolder.holdToRestore(target)) {
                Folders folders = folder.restoring();
                Copying copying = new Copying(source, end, folders.journal(), listener);
                JournalWalk.Found found = copying.look();
                Room.require(end.bytesBehind(found.tip()), target);
                ExecutorService executor = Spares.executor();
                ExecutorService indexes = FileIndex.executor();
                try {
                    Result result = restore(
                            source,
                            end,
                            copying,
                            found,
                            folders,
                            new Settings(
                                    FileStorage.DEFAULT_SEGMENT_BYTES,
                                    Long.MAX_VALUE,
                                    IndexSizes.STANDARD,
                                    executor,
                                    indexes));
                    folder.restored();
                    return result;
                } finally {
                    executor.shutdown();
                    indexes.shutdown();
                }
            }
        } catch (IOException e) {
            throw new StorageException(
                    "the books could not be restored from " + backup + " to " + target + " (" + e
                            + "); see to the folders and run it again: it goes on where it ended",
                    e);
        }
    }

    private void requireSomething(Source source, Source.End end) throws IOException {
        if (untilPosition != Long.MAX_VALUE && untilPosition > end.tip().position()) {
            throw new StorageException("position " + untilPosition + " is not in " + backup
                    + ", which ends with position " + end.tip().position());
        }
        if (end.tip().sequence() == 0) {
            throw new StorageException("there is nothing to restore: the books in " + backup + " have no batch");
        }
        source.read(Tip.START, end, first -> {
            if (!isWanted(first)) {
                throw new StorageException("there is nothing to restore: the first batch in " + backup
                        + " was recorded up to " + lastTime(first) + ", after " + until);
            }
            return false;
        });
    }

    private boolean isWanted(EffectBatch batch) {
        return batch.firstPosition() <= untilPosition
                && (until == null || !lastTime(batch).isAfter(until));
    }

    private static Instant lastTime(EffectBatch batch) {
        return LedgerClock.instantOf(batch.firstTimeNanos() + batch.count() - 1);
    }

    private Result restore(
            Source source, Source.End end, Copying copying, JournalWalk.Found found, Folders folders, Settings settings)
            throws IOException {
        Copying.Copied copied = copying.run(found, settings.segmentBytes(), settings.makesSegments(), this::isWanted);
        RestoredBooks books = new RestoredBooks();
        Storage.Session session = FileSession.open(folders, settings, () -> {}, books);
        EffectBatch mark;
        Fingerprints restored;
        EffectBatch last;
        try (session) {
            last = session.batch(copied.tip().position());
            if (!isWanted(last)) {
                throw new StorageException(
                        target + " has the remains of an interrupted restore to a later moment. Nothing was"
                                + " changed; choose another folder");
            }
            restored = books.fingerprints();
            mark = books.newIncarnation(LedgerClock.system().nanos());
            session.append(List.of(mark));
        }
        return new Result(
                end.books(),
                copied.tip().sequence(),
                restored,
                lastTime(last),
                mark.incarnation(),
                HexFormat.of().formatHex(mark.chain()),
                leftOut(source, copied.tip(), end));
    }

    private static Optional<LeftOut> leftOut(Source source, Tip kept, Source.End end) throws IOException {
        if (kept.sequence() == end.tip().sequence()) {
            return Optional.empty();
        }
        Instant[] times = new Instant[2];
        source.read(kept, end, batch -> {
            times[0] = times[0] == null ? LedgerClock.instantOf(batch.firstTimeNanos()) : times[0];
            times[1] = lastTime(batch);
            return true;
        });
        return Optional.of(new LeftOut(end.tip().position() - kept.position(), times[0], times[1]));
    }
}
