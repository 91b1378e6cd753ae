package dev.florin.ledger.internal.books;

import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import org.jspecify.annotations.Nullable;

/**
 * What became of a hold or a movement, as the storage tells: the fold of the effects that refer to it, in their order. One
 * thread.
 */
final class Aftermath {
    private static final int PAGE = 1024;

    private final EffectCursor origin;
    private final long[] returned;

    /** Of a hold: what is left and what was captured. */
    private final long[] left;

    private final long[] captured;
    private Holds.@Nullable Closed closed;
    private long reversedAt;
    private long last;

    private Aftermath(EffectCursor origin) {
        this.origin = origin;
        left = Remainder.of(origin).amounts;
        captured = new long[left.length];
        returned = new long[left.length];
    }

    /** Folds all that refers to the effect at a position; null if nothing does. */
    static @Nullable Aftermath of(long origin, History history) {
        long[] page = history.references(origin, 0, PAGE);
        if (page.length == 0) {
            return null;
        }
        Aftermath fold = new Aftermath(history.read(origin));
        while (page.length > 0) {
            for (long position : page) {
                fold.add(history.read(position));
            }
            page = page.length < PAGE ? new long[0] : history.references(origin, fold.last, PAGE);
        }
        return fold;
    }

    private void add(EffectCursor effect) {
        last = effect.position();
        switch (effect.kind()) {
            case HOLD_CAPTURED -> capture(effect);
            case HOLD_RELEASED -> {
                boolean expired = EffectCodec.originCause(effect) == EffectCodec.TIMED_OUT;
                close(expired ? HoldStatus.EXPIRED : HoldStatus.RELEASED);
            }
            case TRANSFER_REFUNDED -> Remainder.add(returned, Remainder.of(effect).amounts);
            case TRANSFER_REVERSED -> {
                reversedAt = last;
                if (origin.kind() == EffectKind.HOLD_PLACED && closed == null) {
                    close(HoldStatus.REVERSED);
                }
            }
            default ->
                throw new IllegalStateException("the effect at position " + last + ", " + effect.kind()
                        + ", refers to the one at position " + origin.position());
        }
    }

    private void capture(EffectCursor effect) {
        long[] amounts = Remainder.of(effect).amounts;
        Remainder.subtract(left, amounts);
        Remainder.add(captured, amounts);
        if (effect.closes() || Remainder.isNothing(left)) {
            close(HoldStatus.CAPTURED);
        }
    }

    private void close(HoldStatus how) {
        closed = new Holds.Closed(how, last, captured);
    }

    /** How the hold was closed; null if it is open, or no hold. */
    Holds.@Nullable Closed closed() {
        return closed;
    }

    /** What was given back; null if nothing was. */
    Holds.@Nullable Returned returned() {
        if (reversedAt != 0) {
            return Holds.Returned.reversed(reversedAt);
        }
        return Remainder.isNothing(returned) ? null : new Holds.Returned(returned, 0, last);
    }
}
