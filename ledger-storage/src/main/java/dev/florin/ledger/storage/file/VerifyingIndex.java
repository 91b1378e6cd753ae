package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.index.IndexCheck;
import dev.florin.ledger.storage.journal.IndexEnd;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The index of books whose journal is being verified: compared with it, batch by batch. One thread. */
final class VerifyingIndex implements Closeable {
    private final Disk disk;
    private final String what;
    private final Segments segments;
    private final IndexCheck check;
    private final List<String> failures = new ArrayList<>();

    /**
     * Begins to compare an index with the journal of these books, which both are there.
     *
     * @param what is to be moved away if it is not that of the journal
     */
    VerifyingIndex(Disk disk, String what, Disk journal, UUID books) throws IOException {
        this.disk = disk;
        this.what = what;
        this.segments = new Segments(journal);
        this.check = IndexCheck.open(disk, books, tip -> IndexEnd.isIn(segments, tip));
    }

    /** Takes the next batch, which was verified. */
    void batch(EffectBatch batch, long place) {
        if (failures.isEmpty()) {
            try {
                check.batch(batch, place);
            } catch (IOException e) {
                failures.add("it could not be read (" + e + ").");
            }
        }
    }

    /** Tells what is wrong, after the last batch. That there is no index, or one of another version, is nothing wrong. */
    void finish(List<String> problems, List<String> notes) {
        List<String> found = failures.isEmpty() ? check.finish() : failures;
        for (String sentence : found) {
            if (sentence.startsWith("[I1]") || sentence.startsWith("[I3]")) {
                notes.add(sentence);
            } else {
                problems.add("the index in " + disk.describe("") + ": " + sentence + " Close the books and move " + what
                        + " away: it is made again from the journal.");
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (segments) {
            check.close();
        }
    }
}
