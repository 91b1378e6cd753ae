package dev.florin.ledger.internal.index;

import dev.florin.ledger.Side;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EntryLocator;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** Tells what an index keeps of effects: the same for every index. Used by one thread. */
public final class EffectContents {
    /** Takes what an index keeps, in the order of positions. */
    public interface Sink {
        /** An entry of {@link dev.florin.ledger.spi.Storage.Entries#UNDATED}. */
        void undated(int account, long locator);

        /** An entry of {@link dev.florin.ledger.spi.Storage.Entries#DATED}. */
        void dated(int account, long effectiveNanos, long locator, Side side, long amountLow, long amountHigh);

        /** An entry of {@link dev.florin.ledger.spi.Storage.Entries#PENDING}. */
        void pending(int account, long locator);

        /** That an effect can be found by a label: each hash once for a position. */
        void label(long hash, long position);

        /** That an effect refers to another one. */
        void reference(long origin, long position);
    }

    private final Sink sink;
    private final LongConsumer keeper = this::keep;
    private long[] labels = new long[8];
    private int labelCount;

    public EffectContents(Sink sink) {
        this.sink = sink;
    }

    /** Tells of the effect that a cursor is at. */
    public void tell(EffectCursor effect) {
        EffectKind kind = effect.kind();
        if (kind.hasOrigin()) {
            sink.reference(effect.originPosition(), effect.position());
        }
        if (kind.movesPosted()) {
            tellPosted(effect);
        }
        tellLabels(effect);
        if (effect.hasPending()) {
            for (int entry = 0; entry < effect.entryCount(); entry++) {
                sink.pending(effect.entryAccount(entry), EntryLocator.of(effect.position(), entry));
            }
        }
    }

    private void tellPosted(EffectCursor effect) {
        boolean dated = effect.hasEffectiveTime();
        long effective = dated ? effect.effectiveTimeNanos() : 0;
        int count = effect.entryCount();
        for (int entry = 0; entry < count; entry++) {
            long low = effect.amountLow(entry);
            long high = effect.amountHigh(entry);
            if ((low | high) != 0) {
                int account = effect.entryAccount(entry);
                long locator = EntryLocator.of(effect.position(), entry);
                if (dated) {
                    sink.dated(account, effective, locator, effect.entrySide(entry), low, high);
                } else {
                    sink.undated(account, locator);
                }
            }
        }
    }

    private void tellLabels(EffectCursor effect) {
        labelCount = 0;
        effect.forEachLabel(keeper);
        if (labelCount > 1) {
            Arrays.sort(labels, 0, labelCount);
        }
        for (int i = 0; i < labelCount; i++) {
            if (i == 0 || labels[i] != labels[i - 1]) {
                sink.label(labels[i], effect.position());
            }
        }
    }

    private void keep(long hash) {
        if (labelCount == labels.length) {
            labels = Arrays.copyOf(labels, 2 * labelCount);
        }
        labels[labelCount++] = hash;
    }
}
