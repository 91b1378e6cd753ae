package dev.florin.ledger.spi;

/** Makes the sequencer of a ledger that is being opened. */
@FunctionalInterface
public interface SequencerFactory {
    /**
     * Makes a sequencer.
     *
     * @param clock the time to stamp batches with
     * @param queueCapacity how many blocks may wait
     * @param lastOrder the order of the last batch that left effects in the storage, 0 if there is none: the sequencer
     *     goes on behind it. One whose batches can be had again, such as a replicated log, delivers the batch of this
     *     order once more: a crash may have come between two frames of it, and what is settled is found settled
     * @return the sequencer, not yet started
     */
    Sequencer create(LedgerClock clock, int queueCapacity, long lastOrder);
}
