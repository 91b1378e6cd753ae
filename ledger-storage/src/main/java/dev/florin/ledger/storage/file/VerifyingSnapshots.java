package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.tool.SnapshotCheck;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.snapshot.SnapshotFile;
import dev.florin.ledger.storage.snapshot.SnapshotHeader;
import dev.florin.ledger.storage.snapshot.SnapshotName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The snapshots of books whose journal was verified: whether they are whole, and are the books at their position. */
final class VerifyingSnapshots {
    private static final String WHAT_TO_DO = ". Move it away: what it would tell is replayed from the journal.";

    private final Disk snapshots;
    private final Disk journal;
    private final WalkedJournal past;
    private final long position;
    private final boolean inUse;
    private final List<String> problems;
    private final List<String> notes;

    /** {@code position} is the last one that was verified. */
    VerifyingSnapshots(
            Disk snapshots,
            Disk journal,
            WalkedJournal past,
            long position,
            boolean inUse,
            List<String> problems,
            List<String> notes) {
        this.snapshots = snapshots;
        this.journal = journal;
        this.past = past;
        this.position = position;
        this.inUse = inUse;
        this.problems = problems;
        this.notes = notes;
    }

    void run(JournalWalk.Found found) throws IOException {
        SegmentHeader last = found.last();
        for (String name : snapshots.list()) {
            if (!SnapshotName.matches(name)) {
                notes.add(snapshots.describe(name) + " is no snapshot that can be used.");
            } else if (last != null) {
                try (Disk.File file = snapshots.openToRead(name)) {
                    check(name, file, last);
                } catch (IOException e) {
                    // A ledger that runs lets go of old ones.
                    if (!inUse) {
                        throw e;
                    }
                }
            }
        }
    }

    private void check(String name, Disk.File file, SegmentHeader journalHeader) throws IOException {
        byte[] bytes = new byte[SnapshotHeader.BYTES];
        file.read(ByteBuffer.wrap(bytes), 0);
        if (!SnapshotHeader.isWhole(bytes)) {
            problem(name, "expected the header of a snapshot, found none that is whole" + WHAT_TO_DO);
            return;
        }
        if (SnapshotHeader.version(bytes) != SnapshotHeader.FORMAT_VERSION) {
            notes.add(snapshots.describe(name) + " was not verified: a later version of the library wrote it.");
            return;
        }
        SnapshotHeader header = SnapshotHeader.decode(bytes);
        if (!header.books().equals(journalHeader.books())) {
            problem(name, "expected books " + journalHeader.books() + ", found " + header.books() + WHAT_TO_DO);
        } else if (!SnapshotName.of(header.from()).equals(name)
                || file.size() != SnapshotHeader.BYTES + header.length()
                || SnapshotFile.checksum(file) != header.checksum()) {
            problem(name, "its name, its size or its checksum is not the one its header says" + WHAT_TO_DO);
        } else if (header.durable() <= position) {
            compare(name, file, header);
        } else if (!inUse) {
            problem(
                    name,
                    "it says that position " + header.durable() + " was durable, and the journal ends with position "
                            + position
                            + ": the batches behind that were removed or lost. Look for a copy of the journal"
                            + " that has them.");
        }
    }

    /** Loads it, and follows the journal through the time in which it was taken, to a digest that was verified. */
    private void compare(String name, Disk.File file, SnapshotHeader header) throws IOException {
        SnapshotCheck check = new SnapshotCheck(past);
        try {
            if (!check.load(new SnapshotFile.Input(file))) {
                notes.add(snapshots.describe(name) + " was not verified: a later version of the library wrote it.");
                return;
            }
            new JournalWalk(journal).run(header.from() + 1, (batch, place) -> {
                if (!check.isDone() && batch.lastPosition() > header.from()) {
                    past.lookBackFrom(batch.firstPosition());
                    check.accept(batch);
                }
            });
            if (!check.isDone()) {
                problem(name, "the journal ends before the time in which it was taken" + WHAT_TO_DO);
            }
        } catch (StorageException e) {
            problem(name, "it is not the state of the books at its position: " + e.getMessage() + WHAT_TO_DO);
        } finally {
            past.lookBackFrom(Long.MAX_VALUE);
        }
    }

    private void problem(String name, String what) {
        problems.add(snapshots.describe(name) + ", offset 0: " + what);
    }
}
