package dev.florin.ledger.cli.jsonl;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.csv.TextLines;
import dev.florin.ledger.journal.BatchChain;
import dev.florin.ledger.journal.BatchHeader;
import dev.florin.ledger.journal.EffectReader;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Makes books from an export, frame by frame, with the same bytes as those that were exported. Every line is made again
 * from the records, and must be what the file has. Not thread-safe.
 */
public final class JournalImport {
    private static final int GROUP_BYTES = 4 << 20;

    private final TextLines lines;
    private final Storage.Session session;
    private final BatchChain chain = new BatchChain();
    private final EffectReader reader = new EffectReader();
    private final List<EffectBatch> group = new ArrayList<>();
    private int groupBytes;
    private long forced;
    private long batches;
    private long effects;

    /**
     * Prepares an import.
     *
     * @param lines the export, from its first line on
     * @param session empty books
     */
    public JournalImport(TextLines lines, Storage.Session session) {
        this.lines = Objects.requireNonNull(lines, "lines");
        this.session = Objects.requireNonNull(session, "session");
    }

    /**
     * What the last line of an export says.
     *
     * @param line its number
     * @param batches how many batches there are
     * @param fingerprints of the books
     */
    public record End(long line, long batches, Fingerprints fingerprints) {
        /** Checks that the fingerprints are there. */
        public End {
            Objects.requireNonNull(fingerprints, "fingerprints");
        }

        /**
         * Compares with the books that were made.
         *
         * @param found their fingerprints
         * @throws BadInputException if they are others than the export's
         */
        public void requireEqual(Fingerprints found) {
            if (!fingerprints.equals(found)) {
                throw new BadInputException("line " + line + ": the books exported have " + fingerprints
                        + ", and those made from this file " + found + ": the file was changed; export once more");
            }
        }
    }

    /**
     * Appends all batches of the export to the books.
     *
     * @return what its last line says, of which number and chain are checked
     * @throws IOException if the file cannot be read
     * @throws BadInputException if the file is not an export as it was written; the books hold a part of it
     */
    public End run() throws IOException {
        header(next());
        FlatLine line = next();
        while (line.text("type").equals("batch")) {
            batch(line);
            line = next();
        }
        if (!line.text("type").equals("end")) {
            throw line.bad("a batch or the end of the export must stand here");
        }
        flush();
        return end(line);
    }

    private static void header(FlatLine line) {
        if (!line.text("type").equals("header") || !line.text("format").equals(JournalLines.FORMAT)) {
            throw line.bad("this is not the first line of an export; see florin export --format jsonl");
        }
        if (line.number("version") != JournalLines.VERSION) {
            throw line.bad("the export has version " + line.number("version") + " of the format, and this tool reads "
                    + JournalLines.VERSION + "; use the tool that wrote it, or a newer one");
        }
    }

    private void batch(FlatLine line) throws IOException {
        BatchHeader header = batchHeader(line);
        if (header.sequence() != batches + 1 || header.firstPosition() != effects + 1 || header.effects() < 1) {
            throw line.bad("batch " + header.sequence() + " with " + header.effects() + " effects from position "
                    + header.firstPosition() + " stands here, and batch " + (batches + 1) + " from position "
                    + (effects + 1) + " must");
        }
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < header.effects(); i++) {
            records.add(effect(next(), header, i));
        }
        EffectBatch built = chain.build(header, records, forced);
        requireSame(line, JournalLines.batch(BatchHeader.of(built)), "follows from the lines up to the next batch");
        batches++;
        effects += header.effects();
        append(built);
    }

    private static BatchHeader batchHeader(FlatLine line) {
        try {
            return new BatchHeader(
                    line.smallNumber("format"),
                    line.smallNumber("rules"),
                    line.number("sequence"),
                    line.number("order"),
                    line.number("first_position"),
                    line.smallNumber("effects"),
                    line.smallNumber("flags"),
                    LedgerClock.nanosOf(Instant.parse(line.text("recorded"))),
                    line.smallNumber("incarnation"),
                    line.text("state_digest"),
                    line.text("effects_root"),
                    line.text("state_root"),
                    line.text("chain"));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw line.bad(String.valueOf(e.getMessage()));
        }
    }

    private byte[] effect(FlatLine line, BatchHeader batch, int index) {
        if (!line.text("type").equals("effect")) {
            throw line.bad("effect " + (index + 1) + " of the " + batch.effects() + " of batch " + batch.sequence()
                    + " must stand here");
        }
        byte[] record;
        String again;
        try {
            record = Base64.getDecoder().decode(line.text("record"));
            EffectCursor cursor = new EffectCursor(
                    record, 0, record.length, batch.firstPosition() + index, batch.firstTimeNanos() + index);
            if (!cursor.next() || cursor.size() != record.length) {
                throw line.bad("its record is not that of one effect");
            }
            again = JournalLines.effect(reader.read(cursor, batch.incarnation()), record);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw line.bad("its record says nothing that an effect can say (" + e.getMessage() + ")");
        }
        requireSame(line, again, "by its record and its place");
        return record;
    }

    private static void requireSame(FlatLine line, String again, String source) {
        line.difference(FlatLine.read(line.number(), again)).ifPresent(difference -> {
            throw line.bad(difference + " " + source + ": the file was changed after it was written");
        });
    }

    private void append(EffectBatch batch) {
        group.add(batch);
        groupBytes += batch.length();
        if (groupBytes >= GROUP_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (!group.isEmpty()) {
            session.append(group);
            group.clear();
            groupBytes = 0;
            forced = batches;
        }
    }

    private End end(FlatLine line) throws IOException {
        Fingerprints fingerprints =
                new Fingerprints(line.number("effects"), line.text("chain"), line.text("state"), line.text("content"));
        if (line.number("batches") != batches
                || fingerprints.position() != effects
                || !fingerprints.chain().equals(chain.last())) {
            throw line.bad("it ends " + line.number("batches") + " batches, " + fingerprints.position()
                    + " effects and chain " + fingerprints.chain() + ", and the lines before it are " + batches
                    + " batches, " + effects + " effects and chain " + chain.last() + ": the file was changed");
        }
        if (lines.next() != null) {
            throw lines.bad("something stands behind the end of the export");
        }
        return new End(line.number(), batches, fingerprints);
    }

    private FlatLine next() throws IOException {
        String text = lines.next();
        if (text == null) {
            throw new BadInputException("line " + (lines.number() + 1)
                    + ": the file ends before the last line of the export: a part of it is missing");
        }
        return FlatLine.read(lines.number(), text);
    }
}
