package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.index.IndexSizes;
import dev.florin.ledger.testkit.Frames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A journal on a simulated disk, with segments made in the appending thread: one run is like another. */
final class Books {
    /** Small segments: a header and as much again. */
    static final long SEGMENT = 2L * SegmentHeader.BYTES;

    private Books() {}

    /** What opening gave. */
    record Opened(List<byte[]> replayed, Storage.Session session) {}

    static Opened open(SimDisk disk) {
        return open(disk, SEGMENT);
    }

    static Opened open(SimDisk disk, long segmentBytes) {
        List<byte[]> replayed = new ArrayList<>();
        try {
            Storage.Session session = FileSession.open(
                    disk.folders(), settings(segmentBytes), () -> {}, batch -> replayed.add(Frames.bytes(batch)));
            return new Opened(replayed, session);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything is done by the appending thread, and so little is kept in memory that the index is written, and merged. */
    static Settings settings(long segmentBytes) {
        return settings(segmentBytes, Long.MAX_VALUE);
    }

    /** With a snapshot due after so much journal. */
    static Settings settings(long segmentBytes, long snapshotBytes) {
        return new Settings(
                segmentBytes, snapshotBytes, new IndexSizes(16, 48, 1, 2, 1, 2), Runnable::run, Runnable::run);
    }

    /** Books on a disk, for a ledger. */
    static Storage storage(SimDisk disk) {
        return storage(disk.folders());
    }

    /** Books in folders, for a ledger; faults in opening are told as {@link FileStorage} tells them. */
    static Storage storage(Folders folders) {
        return replay -> {
            try {
                return FileSession.open(folders, settings(SEGMENT), () -> {}, replay);
            } catch (IOException e) {
                throw FileStorage.couldNotOpen("the simulated folder", e);
            }
        };
    }

    /** A disk to which these groups were appended; sealed if the books were closed. */
    static SimDisk disk(List<List<EffectBatch>> groups, boolean close) {
        SimDisk disk = new SimDisk();
        Storage.Session session = open(disk).session();
        groups.forEach(session::append);
        if (close) {
            session.close();
        }
        return disk;
    }

    static List<byte[]> bytes(List<EffectBatch> batches) {
        return batches.stream().map(Frames::bytes).toList();
    }

    static void assertPrefix(List<byte[]> replayed, List<byte[]> all) {
        assertThat(replayed.size()).isLessThanOrEqualTo(all.size());
        for (int i = 0; i < replayed.size(); i++) {
            assertThat(replayed.get(i)).as("batch %d", i + 1).isEqualTo(all.get(i));
        }
    }

    /** The refusal of these books, null if they open; then what they hold is a prefix of what was appended. */
    static String refusal(SimDisk disk, List<byte[]> all) {
        try {
            assertPrefix(open(disk).replayed(), all);
            return null;
        } catch (StorageException e) {
            return e.getMessage();
        }
    }
}
