package dev.florin.ledger.internal.commit;

import dev.florin.ledger.internal.books.DecidedBatch;
import org.jctools.queues.varhandle.MpscBlockingConsumerVarHandleArrayQueue;

/**
 * The batches that may be under way between decision and answer. Their number bounds how far the bookkeeper runs ahead
 * of the disk: when none is left it waits, and commands gather into a larger batch meanwhile.
 */
public final class BatchPool {
    private static final int BATCHES = 4;

    private final MpscBlockingConsumerVarHandleArrayQueue<DecidedBatch> free =
            new MpscBlockingConsumerVarHandleArrayQueue<>(BATCHES);

    public BatchPool() {
        for (int i = 0; i < BATCHES; i++) {
            free.add(new DecidedBatch());
        }
    }

    /** Waits for a free batch. The sequencer's thread. */
    DecidedBatch take() throws InterruptedException {
        return free.take();
    }

    /** Gives a batch back. The committer's thread. */
    void give(DecidedBatch batch) {
        free.add(batch);
    }
}
