package dev.florin.ledger.cli;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Books that are open, and their journal from its first batch on. Nothing falls due meanwhile. */
final class OpenJournal implements AutoCloseable {
    private final Ledger ledger;
    private final Storage.Reader journal;

    private OpenJournal(Ledger ledger, Storage.Reader journal) {
        this.ledger = ledger;
        this.journal = journal;
    }

    static OpenJournal open(Storage storage) {
        Watched watched = new Watched(storage);
        Ledger ledger = Ledger.open(watched, Books.stillTime());
        return new OpenJournal(ledger, Objects.requireNonNull(watched.session, "session"));
    }

    Ledger ledger() {
        return ledger;
    }

    /** Takes a batch. */
    @FunctionalInterface
    interface Batches {
        void take(EffectBatch batch) throws IOException;
    }

    /** Passes every batch that is published by now. */
    void forEachBatch(Batches batches) throws IOException {
        long last = ledger.fingerprints().position();
        for (long next = 1; next <= last; ) {
            EffectBatch batch = journal.batch(next);
            if (batch.firstPosition() != next) {
                throw new StorageException("the batch with position " + next + " begins with position "
                        + batch.firstPosition() + ": the journal is damaged; open a backup");
            }
            batches.take(batch);
            next = batch.lastPosition() + 1;
        }
    }

    @Override
    public void close() {
        ledger.close();
    }

    /** Keeps the session that the ledger opens. */
    private static final class Watched implements Storage {
        private final Storage storage;
        private @Nullable Session session;

        Watched(Storage storage) {
            this.storage = storage;
        }

        @Override
        public Session open(Replay replay) {
            Session opened = storage.open(replay);
            session = opened;
            return opened;
        }
    }
}
