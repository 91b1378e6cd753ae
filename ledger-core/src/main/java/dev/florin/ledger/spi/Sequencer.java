package dev.florin.ledger.spi;

/**
 * Gives commands one order, a time and batches: the only difference between one machine and several.
 *
 * <p>Every batch goes to the {@link Downstream}, one after the other, from one thread at a time. A block that was
 * accepted is delivered exactly once, unless the sequencer is {@linkplain #stop stopped} or fails, which it reports.
 */
public interface Sequencer {
    /**
     * Starts to deliver. Called once, before anything is offered.
     *
     * @param downstream takes the batches
     */
    void start(Downstream downstream);

    /**
     * Hands commands over. Called from any thread; never blocks.
     *
     * @param block the commands
     * @return false if the queue is full: nothing was taken
     */
    boolean offer(CommandBlock block);

    /**
     * Delivers what was accepted, then ends; returns when the last delivery has returned. Blocks offered at the same
     * time are delivered, or handed to {@link Downstream#undelivered}.
     */
    void close();

    /** Ends without delivering what still waits: it goes to {@link Downstream#undelivered}. Never blocks for long. */
    void stop();

    /** What takes the batches. */
    interface Downstream {
        /**
         * Takes the next batch; blocks while it cannot, which is the back-pressure on the sequencer.
         *
         * @param batch the commands; the list is not used after the call
         * @throws InterruptedException if the thread is told to end: the batch, or the end of it, was not taken; its
         *     blocks are to be handed to {@link #undelivered}, after {@link #failed}
         */
        void accept(CommandBatch batch) throws InterruptedException;

        /**
         * Tells that a block was accepted and will never be delivered, because the sequencer ended.
         *
         * @param block the commands
         */
        void undelivered(CommandBlock block);

        /**
         * Tells that the sequencer cannot go on. Blocks it had accepted may or may not have been put in order.
         *
         * @param cause what happened
         */
        void failed(Throwable cause);
    }
}
