package dev.florin.ledger.storage.file;

import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the journal, as {@link Inspection} finds it. Immutable.
 *
 * @param number from 1
 * @param file its file
 * @param bytes the size of the file
 * @param usedBytes up to the end of the last record
 * @param books the id of the books that its header says; null if it has no whole header that this library knows
 * @param firstSequence of its first batch; 0 if there is none
 * @param lastSequence of its last batch; 0 if there is none
 * @param firstPosition of its first batch; 0 if there is none
 * @param lastPosition of its last batch; 0 if there is none
 * @param batches how many whole batches it holds
 * @param seals how many seals
 * @param firstRecorded when its first effect was recorded; null if there is none
 * @param lastRecorded when the first effect of its last batch was recorded; null if there is none
 * @param damages what is neither batch nor seal
 */
public record SegmentSummary(
        long number,
        String file,
        long bytes,
        long usedBytes,
        @Nullable UUID books,
        long firstSequence,
        long lastSequence,
        long firstPosition,
        long lastPosition,
        long batches,
        long seals,
        @Nullable Instant firstRecorded,
        @Nullable Instant lastRecorded,
        List<JournalRecord.Damaged> damages) {
    /** Copies the list. */
    public SegmentSummary {
        damages = List.copyOf(damages);
    }

    static SegmentSummary of(Disk journal, String name) throws IOException {
        long number = SegmentName.number(name);
        Gathering records = new Gathering();
        SegmentScan.run(journal, name, new Inspection.Recording(number, records::add));
        SegmentHeader header = Inspection.header(journal, name);
        long bytes;
        try (Disk.File file = journal.openToRead(name)) {
            bytes = file.size();
        }
        JournalRecord.Batch first = records.first;
        JournalRecord.Batch last = records.last;
        return new SegmentSummary(
                number,
                journal.describe(name),
                bytes,
                records.used,
                header == null ? null : header.books(),
                first == null ? 0 : first.sequence(),
                last == null ? 0 : last.sequence(),
                first == null ? 0 : first.firstPosition(),
                last == null ? 0 : last.lastPosition(),
                records.batches,
                records.seals,
                first == null ? null : first.recorded(),
                last == null ? null : last.recorded(),
                records.damages);
    }

    /** Adds records up. */
    private static final class Gathering {
        private JournalRecord.@Nullable Batch first;
        private JournalRecord.@Nullable Batch last;
        private long batches;
        private long seals;
        private long used = SegmentHeader.BYTES;
        private final List<JournalRecord.Damaged> damages = new ArrayList<>();

        void add(JournalRecord found) {
            used = found.offset() + found.length();
            if (found instanceof JournalRecord.Batch batch) {
                first = first == null ? batch : first;
                last = batch;
                batches++;
            } else if (found instanceof JournalRecord.Damaged damaged) {
                damages.add(damaged);
            } else {
                seals++;
            }
        }
    }
}
