package dev.florin.ledger.testkit;

import dev.florin.ledger.Command;
import dev.florin.ledger.internal.books.Bookkeeper;
import dev.florin.ledger.internal.books.DecidedBatch;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Has the bookkeeper decide commands on books of its own: effects for tests of the stages behind it. One thread. */
public final class DecidedEffects {
    private final Storage.Session storage = FreshBooks.storage();
    private final Bookkeeper bookkeeper;
    private final DecidedBatch decided = new DecidedBatch();
    private long order;

    /** New books; {@code accountIds} are the bookkeeper's own, for readers. */
    public DecidedEffects(IdMap accountIds) {
        bookkeeper = new Bookkeeper(FreshBooks.over(accountIds, storage));
    }

    /** The effects of a batch. */
    public static final class Batch {
        private final EffectBatch frame;

        private Batch(EffectBatch frame) {
            this.frame = frame;
        }

        /** Shows each effect, in order, in place. */
        public void forEach(Consumer<EffectCursor> consumer) {
            EffectCursor effects = frame.cursor();
            while (effects.next()) {
                consumer.accept(effects);
            }
        }

        public long lastPosition() {
            return frame.lastPosition();
        }

        /** The frame, not yet sealed. */
        public EffectBatch frame() {
            return frame;
        }
    }

    /** Decides commands as one batch, at a time that is its order. */
    public Batch decide(Command... commands) {
        RecordBuffer encoded = new RecordBuffer(256);
        for (Command command : commands) {
            CommandCodec.write(command, encoded);
        }
        byte[] bytes = Arrays.copyOf(encoded.bytes(), encoded.length());
        order++;
        bookkeeper.decide(new CommandBatch(order, order, List.of(CommandBlock.of(bytes, commands.length))), decided);
        Batch batch = new Batch(
                new EffectBatch(Arrays.copyOf(decided.frame(), decided.frameLength()), 0, decided.frameLength()));
        if (decided.effectCount() > 0) {
            storage.append(List.of(batch.frame()));
        }
        return batch;
    }
}
