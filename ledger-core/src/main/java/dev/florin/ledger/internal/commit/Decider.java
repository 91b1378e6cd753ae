package dev.florin.ledger.internal.commit;

import dev.florin.ledger.LedgerClosedException;
import dev.florin.ledger.OutcomeUnknownException;
import dev.florin.ledger.internal.books.Bookkeeper;
import dev.florin.ledger.internal.books.DecidedBatch;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.Sequencer;

/** Between sequencer and committer: has the bookkeeper decide each batch. The sequencer's thread. */
public final class Decider implements Sequencer.Downstream {
    private final Bookkeeper bookkeeper;
    private final BatchPool pool;
    private final Committer committer;
    private final Lifecycle lifecycle;

    public Decider(Bookkeeper bookkeeper, BatchPool pool, Committer committer, Lifecycle lifecycle) {
        this.bookkeeper = bookkeeper;
        this.pool = pool;
        this.committer = committer;
        this.lifecycle = lifecycle;
    }

    @Override
    public void accept(CommandBatch batch) throws InterruptedException {
        Throwable fault = lifecycle.fault();
        if (fault != null) {
            batch.blocks().forEach(this::undelivered);
            return;
        }
        DecidedBatch decided = pool.take();
        try {
            bookkeeper.decide(batch, decided);
        } catch (Throwable t) {
            // The books are half changed: nothing may be decided on them any more.
            failed(t);
            batch.blocks().forEach(this::undelivered);
            return;
        }
        committer.hand(decided);
    }

    @Override
    public void undelivered(CommandBlock block) {
        if (block instanceof Submission submission) {
            Throwable fault = lifecycle.fault();
            submission.fail(fault == null ? new LedgerClosedException() : new OutcomeUnknownException(fault));
        }
    }

    @Override
    public void failed(Throwable cause) {
        committer.stopAll(cause);
    }
}
