package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.tool.Audit;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One {@link Verification} of a journal. One thread. */
final class VerifyingWalk {
    private final Disk journal;
    private final Path folder;
    private final @Nullable Disk snapshots;
    private final BooleanSupplier isInUse;
    private final @Nullable String since;
    private final Consumer<Verification.Progress> progress;
    private final WalkedJournal past;
    private final Audit audit;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private boolean inUse;
    private boolean refused;
    private @Nullable UUID books;
    private @Nullable Instant lastRecorded;
    private @Nullable VerifyingIndexes indexes;
    private VerificationReport.@Nullable Mark mark;

    /** Where each segment begins, were they one file. */
    private long[] starts = {0};

    VerifyingWalk(
            Disk journal,
            Path folder,
            @Nullable Disk snapshots,
            BooleanSupplier isInUse,
            @Nullable String since,
            Consumer<Verification.Progress> progress) {
        this.journal = journal;
        this.folder = folder;
        this.snapshots = snapshots;
        this.past = new WalkedJournal(journal);
        this.audit = new Audit(past);
        this.isInUse = isInUse;
        this.since = since;
        this.progress = progress;
    }

    VerificationReport run() throws IOException {
        try (past) {
            return verify();
        } finally {
            if (indexes != null) {
                indexes.close();
            }
        }
    }

    private VerificationReport verify() throws IOException {
        inUse = isInUse.getAsBoolean();
        JournalWalk.Found found = walk();
        if (found != null) {
            tell(found);
            for (String problem : audit.problems()) {
                problems.add(problem + ". The journal is damaged, or was changed by somebody who made its hashes again:"
                        + " compare it with a backup.");
            }
        }
        // An index is changed by a ledger that runs, and is ahead of a journal that was not read to its end.
        if (found != null && indexes != null && !isInUse.getAsBoolean()) {
            indexes.finish(problems, notes);
        }
        if (found != null && snapshots != null) {
            new VerifyingSnapshots(snapshots, journal, past, audit.position(), inUse, problems, notes).run(found);
        }
        if (since != null && mark == null) {
            problems.add("no batch up to position " + audit.position() + " has the chain hash " + since
                    + ": the journal was changed or cut since that hash was noted, or it is the hash of other books;"
                    + " compare it with a backup of that time.");
        }
        return new VerificationReport(
                books,
                inUse,
                found != null && found.sealed(),
                audit.sequence(),
                lastRecorded,
                audit.incarnation(),
                audit.fingerprints(),
                audit.accounts(),
                audit.openHolds(),
                audit.sums(),
                mark,
                problems,
                notes);
    }

    /**
     * Walks all of the journal; null if it is damaged. Where a ledger is writing, a read may meet half of a write. So what looks
     * like damage then is looked at again, from there on, as long as that gains something.
     */
    private JournalWalk.@Nullable Found walk() throws IOException {
        long reached = -1;
        while (true) {
            try {
                return walkOn();
            } catch (StorageException | IOException e) {
                inUse |= isInUse.getAsBoolean();
                boolean again = inUse && !refused && audit.sequence() > reached;
                reached = audit.sequence();
                if (!again && e instanceof IOException failure) {
                    throw failure;
                }
                if (!again) {
                    problems.add(String.valueOf(e.getMessage()));
                    return null;
                }
            }
        }
    }

    private JournalWalk.Found walkOn() throws IOException {
        JournalWalk walk = new JournalWalk(journal);
        books = walk.books();
        if (indexes == null && books != null && !inUse) {
            indexes = new VerifyingIndexes(folder, journal, books, notes);
        }
        List<SegmentHeader> headers = walk.headers();
        starts = new long[headers.size() + 1];
        for (int i = 0; i < headers.size(); i++) {
            starts[i + 1] = starts[i] + headers.get(i).size();
        }
        return walk.run(audit.position() + 1, (batch, place) -> {
            if (batch.sequence() > audit.sequence()) {
                take(batch, place);
            }
        });
    }

    private void take(EffectBatch batch, long place) {
        refused = true;
        audit.accept(batch);
        past.add(batch, place);
        if (indexes != null) {
            indexes.batch(batch, place);
        }
        refused = false;
        Instant recorded = LedgerClock.instantOf(batch.firstTimeNanos() + batch.count() - 1);
        lastRecorded = recorded;
        if (since != null && since.equals(HexFormat.of().formatHex(batch.chain()))) {
            mark = new VerificationReport.Mark(batch.sequence(), batch.lastPosition(), recorded);
        }
        long read = starts[(int) Place.segment(place) - 1] + Place.offset(place) + batch.length();
        progress.accept(
                new Verification.Progress(read, starts[starts.length - 1], batch.sequence(), batch.lastPosition()));
    }

    /** What opening these books would do, and what this verification cannot know. */
    private void tell(JournalWalk.Found found) {
        found.notes().stream()
                .filter(note -> !note.startsWith("[R5]") && !note.startsWith("[R9]"))
                .forEach(notes::add);
        if (inUse) {
            notes.add("A ledger has the books open: what was whole in the journal so far was verified, up to position "
                    + audit.position() + ".");
            return;
        }
        for (JournalWalk.Cut cut : found.cuts()) {
            notes.add(journal.describe(cut.file()) + ": the " + (cut.to() - cut.from()) + " bytes from offset "
                    + cut.from()
                    + " on are no whole batch, and nothing says that they were ever forced: the remains of a"
                    + " write, which the next opening cuts.");
        }
        if (!found.sealed() && audit.sequence() > 0) {
            notes.add("The journal does not end with a seal: the books were not closed in order. Whether batches behind"
                    + " position " + audit.position() + " are missing, only a chain hash noted later than that tells.");
        }
    }
}
