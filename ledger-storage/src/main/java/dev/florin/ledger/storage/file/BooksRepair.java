package dev.florin.ledger.storage.file;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.UnknownVersionException;
import dev.florin.ledger.internal.tool.Audit;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Repairs books that are refused when they are opened, if there is no better copy: makes new books of every batch before the
 * first one that is missing or damaged. <b>What was recorded behind it is lost</b>, acknowledged or not; {@link #plan} says
 * how much that is. A backup that is newer than the damage loses less: then {@linkplain Restore restore} that.
 *
 * <p>The damaged books are only read. The repaired ones are written into another folder, each batch checked and replayed as a
 * ledger does that opens books, and begin a new incarnation, since they forget ids.
 *
 * <p>Immutable; each call is a repair of its own.
 */
public final class BooksRepair {
    private final Path books;

    private BooksRepair(Path books) {
        this.books = books;
    }

    /**
     * What a repair would do.
     *
     * @param books the id of the books
     * @param problem what is wrong: the row of the decision table, the file, the offset, what was expected and found
     * @param place the file and the offset where the batches end that would be kept
     * @param batches how many batches would be kept
     * @param kept position, chain and digests of the books that would be kept
     * @param recorded when the last effect was recorded that would be kept; null if there would be none
     * @param loss what can still be seen of what would be lost
     */
    public record Plan(
            UUID books,
            String problem,
            String place,
            long batches,
            Fingerprints kept,
            @Nullable Instant recorded,
            Loss loss) {
        /** Checks that all parts are there. */
        public Plan {
            Objects.requireNonNull(books, "books");
            Objects.requireNonNull(problem, "problem");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(kept, "kept");
            Objects.requireNonNull(loss, "loss");
        }
    }

    /**
     * Whole batches behind the place where books are damaged. There may have been others, which cannot be read any more.
     *
     * @param batches how many
     * @param effects how many effects they hold
     * @param lastPosition the last position among them; 0 if there are none
     * @param accounts how many accounts have entries in them, and so will have other balances
     * @param first when the first of the effects was recorded; null if there are none
     * @param last when the last of them was recorded; null if there are none
     */
    public record Loss(
            long batches,
            long effects,
            long lastPosition,
            int accounts,
            @Nullable Instant first,
            @Nullable Instant last) {}

    /**
     * Books that are refused.
     *
     * @param books their folder
     * @return what can be planned and run
     */
    public static BooksRepair of(Path books) {
        return new BooksRepair(Objects.requireNonNull(books, "books"));
    }

    /**
     * Says what is wrong, and what a repair would keep and lose. Changes nothing.
     *
     * @return the plan; empty if nothing is wrong, and the books can be opened as they are
     * @throws UnknownVersionException if the books were written by a later version: they need that, and no repair
     * @throws StorageException if there are no books, if they are in use, or cannot be read
     */
    public Optional<Plan> plan() {
        try {
            Disk journal = BooksFolder.journalToRead(books);
            requireUnused();
            String problem = problem(journal);
            return problem == null ? Optional.empty() : Optional.of(plan(journal, problem));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What opening refuses; null if it does not. */
    private static @Nullable String problem(Disk journal) throws IOException {
        try (WalkedJournal past = new WalkedJournal(journal)) {
            Audit audit = new Audit(past);
            new JournalWalk(journal).run((batch, place) -> {
                audit.accept(batch);
                past.add(batch, place);
            });
            return null;
        } catch (UnknownVersionException e) {
            throw e;
        } catch (StorageException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Plan plan(Disk journal, String problem) throws IOException {
        try (WalkedJournal past = new WalkedJournal(journal)) {
            Audit audit = new Audit(past);
            Instant[] recorded = new Instant[1];
            Salvage salvage = new Salvage(journal);
            UUID books = salvage.books();
            if (books == null) {
                throw new StorageException("no segment in " + journal.describe("")
                        + " has a whole header: nothing says which books these are. Restore a backup");
            }
            salvage.run((batch, place) -> {
                audit.accept(batch);
                past.add(batch, place);
                recorded[0] = lastTime(batch);
                return true;
            });
            return new Plan(
                    books,
                    problem,
                    salvage.place(),
                    salvage.tip().sequence(),
                    audit.fingerprints(),
                    recorded[0],
                    salvage.loss());
        }
    }

    private static Instant lastTime(EffectBatch batch) {
        return LedgerClock.instantOf(batch.firstTimeNanos() + batch.count() - 1);
    }

    /**
     * Writes the repaired books. They are on the disk, and were opened once, when this returns.
     *
     * @param plan what {@link #plan} said: if it is not what is found now, nothing is done
     * @param target the folder of the repaired books: new or empty
     * @return what was done
     * @throws StorageException if the books have changed since the plan was made, or nothing would be kept; if the target is
     *     not empty, is in use, has no room or cannot be written
     */
    public Restore.Result run(Plan plan, Path target) {
        Optional<Plan> now = plan();
        if (!now.equals(Optional.of(plan))) {
            throw new StorageException("the books in " + books
                    + " are not those that the repair was planned for any more. Nothing was done; plan it again");
        }
        return Restore.of(books, target)
                .run(new SalvagedSource(BooksFolder.journalToRead(books), plan.books(), plan.batches()));
    }

    private void requireUnused() throws IOException {
        if (BooksFolder.isInUse(books)) {
            throw new StorageException("the books in " + books
                    + " are in use; close their ledger first, and copy them if it still answers");
        }
    }

    private StorageException unreadable(IOException cause) {
        return new StorageException(
                "the books in " + books + " could not be read (" + cause
                        + "). Nothing was changed; see to the folder and its disk, copy what can be read, and repair the"
                        + " copy",
                cause);
    }
}
