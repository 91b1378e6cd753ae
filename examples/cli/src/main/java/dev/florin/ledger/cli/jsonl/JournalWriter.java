package dev.florin.ledger.cli.jsonl;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.journal.BatchChain;
import dev.florin.ledger.journal.BatchHeader;
import dev.florin.ledger.journal.EffectReader;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Objects;

/** Writes a journal as JSON lines, batch by batch, and checks on the way that each batch follows. Not thread-safe. */
public final class JournalWriter {
    private final Writer out;
    private final BatchChain chain = new BatchChain();
    private final EffectReader reader = new EffectReader();
    private long batches;

    /**
     * Starts a file.
     *
     * @param out where to; not closed
     * @param writtenBy the program and its version
     * @throws IOException if it cannot be written
     */
    public JournalWriter(Writer out, String writtenBy) throws IOException {
        this.out = Objects.requireNonNull(out, "out");
        line(JournalLines.header(writtenBy));
    }

    /**
     * Writes the next batch.
     *
     * @param batch the batch
     * @throws IOException if it cannot be written
     * @throws StorageException if it does not follow the batch before
     */
    public void batch(EffectBatch batch) throws IOException {
        if (!chain.accept(batch)) {
            throw new StorageException("batch " + batch.sequence() + " from position " + batch.firstPosition()
                    + " does not follow from the batch before it: its hash chain is broken; open a backup");
        }
        line(JournalLines.batch(BatchHeader.of(batch)));
        EffectCursor effects = batch.cursor();
        while (effects.next()) {
            byte[] record = Arrays.copyOfRange(effects.bytes(), effects.offset(), effects.offset() + effects.size());
            line(JournalLines.effect(reader.read(effects, batch.incarnation()), record));
        }
        batches++;
    }

    /**
     * Ends the file, without which it is not whole.
     *
     * @param fingerprints of the books after the last batch
     * @throws IOException if it cannot be written
     */
    public void end(Fingerprints fingerprints) throws IOException {
        if (!fingerprints.chain().equals(chain.last())) {
            throw new StorageException("the journal ends with chain " + chain.last() + " and the books with "
                    + fingerprints.chain() + "; open a backup");
        }
        line(JournalLines.end(batches, fingerprints));
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
