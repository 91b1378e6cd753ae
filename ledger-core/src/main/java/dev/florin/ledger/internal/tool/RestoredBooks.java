package dev.florin.ledger.internal.tool;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.internal.books.Books;
import dev.florin.ledger.internal.books.History;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.internal.read.PublishedBooks;
import dev.florin.ledger.internal.recover.Recovery;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.security.SecureRandom;

/**
 * Books that were copied from a backup: replayed and checked batch by batch as a ledger does that opens them, and then
 * given a new incarnation. One thread.
 */
public final class RestoredBooks implements Storage.Replay {
    private final SecureRandom seeds = new SecureRandom();
    private final Recovery recovery =
            new Recovery(new Books(new IdMap(seeds.nextLong()), new History(seeds.nextLong())), new PublishedBooks());

    /** Books without a batch. */
    public RestoredBooks() {}

    @Override
    public void begin(Storage.Reader past) {
        recovery.begin(past);
    }

    @Override
    public void accept(EffectBatch batch) {
        recovery.accept(batch);
    }

    /**
     * What the books are by now.
     *
     * @return position, chain and digests behind the last batch
     */
    public Fingerprints fingerprints() {
        return recovery.ending().fingerprints();
    }

    /**
     * Begins the next incarnation of the books.
     *
     * @param nowNanos the present, in nanoseconds since 1970-01-01T00:00Z
     * @return the batch that says so, to be appended behind the last one
     */
    public EffectBatch newIncarnation(long nowNanos) {
        return recovery.newIncarnation(CommandId.next(), nowNanos);
    }
}
