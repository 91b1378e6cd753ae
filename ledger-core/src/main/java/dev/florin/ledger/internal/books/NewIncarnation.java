package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RestoreMark;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import java.util.Arrays;

/**
 * The one change of books that is not decided: they were restored, and a new incarnation begins. Whoever restores asks for
 * it, never a caller of the ledger, so it does not come through the {@link Bookkeeper}; from then on it is replayed like any
 * other.
 */
public final class NewIncarnation {
    private NewIncarnation() {}

    /**
     * Refuses a batch that begins an incarnation somewhere else than where its mark says.
     *
     * @param chain the chain of the batch before it
     */
    public static void requireBehind(byte[] chain, EffectBatch batch) {
        EffectCursor first = batch.cursor();
        if (first.next()
                && first.kind() == EffectKind.RESTORED
                && !Arrays.equals(EffectCodec.restoreMark(first).chain(), chain)) {
            throw new StorageException("the mark of a restore at position " + first.position()
                    + " names another hash chain than the batch before it has: the journal is damaged; open a backup");
        }
    }

    /**
     * Changes the books and fills a batch with the effect that says so.
     *
     * @param chain the chain of the last batch of the books
     * @param id the command that the effect settles
     * @param nowNanos when it is recorded, if that is later than what was recorded last
     */
    public static DecidedBatch begin(Books books, byte[] chain, CommandId id, long nowNanos) {
        DecidedBatch restored = new DecidedBatch();
        restored.begin(books.lastPosition() + 1, Math.max(nowNanos, Math.addExact(books.lastTimeNanos(), 1)));
        RestoreMark mark = new RestoreMark(chain, books.lastPosition(), books.incarnation() + 1);
        int start = restored.nextStart();
        EffectCodec.writeRestored(mark, id, restored.effects());
        restored.effectWritten(start);
        EffectCursor effect = restored.effect(restored.firstPosition());
        books.beginIncarnation(effect.position());
        books.follow(
                effect.idHigh(),
                effect.idLow(),
                effect.contentHash(),
                Outcomes.POSTED_CODE,
                effect.position(),
                effect.timeNanos());
        books.batchDone(books.lastSequence() + 1, books.lastOrder() + 1, effect.timeNanos());
        restored.end(books.lastOrder(), books);
        return restored;
    }
}
