package dev.florin.ledger.testkit;

import dev.florin.ledger.internal.sequence.LocalSequencer;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.Sequencer;
import dev.florin.ledger.spi.SequencerFactory;
import java.util.function.UnaryOperator;

/** The sequencer of a single machine, with hooks before each delivery and each offer. */
public final class HookedSequencer implements Sequencer {
    /** Stands between the sequencer and what takes its batches. */
    @FunctionalInterface
    public interface Delivery {
        /** Called on the sequencer's thread with each batch. */
        void deliver(CommandBatch batch, Downstream target) throws InterruptedException;
    }

    /** Stands between callers and the sequencer. */
    @FunctionalInterface
    public interface Offer {
        /** Called on the caller's thread; {@link Sequencer#offer} of the sequencer behind takes the block. */
        boolean offer(CommandBlock block, Sequencer behind);
    }

    private final LocalSequencer behind;
    private final UnaryOperator<Downstream> target;
    private final Offer offer;

    private HookedSequencer(LocalSequencer behind, UnaryOperator<Downstream> target, Offer offer) {
        this.behind = behind;
        this.target = target;
        this.offer = offer;
    }

    /** A factory of sequencers with a hook before each delivery. */
    public static SequencerFactory delivering(Delivery delivery) {
        return hooked(delivery, (block, behind) -> behind.offer(block));
    }

    /** A factory of sequencers with both hooks. */
    public static SequencerFactory hooked(Delivery delivery, Offer offer) {
        return factory(target -> new HookedTarget(target, delivery), offer);
    }

    /** A factory of sequencers with a hook before the start: it may put another target before the given one. */
    public static SequencerFactory starting(UnaryOperator<Downstream> target) {
        return factory(target, (block, behind) -> behind.offer(block));
    }

    private static SequencerFactory factory(UnaryOperator<Downstream> target, Offer offer) {
        return (clock, queueCapacity, lastOrder) ->
                new HookedSequencer(new LocalSequencer(clock, queueCapacity, lastOrder), target, offer);
    }

    private record HookedTarget(Downstream target, Delivery delivery) implements Downstream {
        @Override
        public void accept(CommandBatch batch) throws InterruptedException {
            delivery.deliver(batch, target);
        }

        @Override
        public void undelivered(CommandBlock block) {
            target.undelivered(block);
        }

        @Override
        public void failed(Throwable cause) {
            target.failed(cause);
        }
    }

    @Override
    public void start(Downstream downstream) {
        behind.start(target.apply(downstream));
    }

    @Override
    public boolean offer(CommandBlock block) {
        return offer.offer(block, behind);
    }

    @Override
    public void close() {
        behind.close();
    }

    @Override
    public void stop() {
        behind.stop();
    }
}
