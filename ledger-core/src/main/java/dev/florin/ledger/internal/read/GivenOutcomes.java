package dev.florin.ledger.internal.read;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongToIntFunction;

/**
 * What an effect answers to its command: told from effects alone, wherever they stand. Any thread, if the effects can be
 * had on it.
 */
public final class GivenOutcomes {
    private final LongFunction<EffectCursor> effects;
    private final LongToIntFunction incarnations;

    /**
     * {@code effects} gives the effect at a position; the cursor may be the same one each time. {@code incarnations} gives
     * the incarnation that a position was recorded in.
     */
    public GivenOutcomes(LongFunction<EffectCursor> effects, LongToIntFunction incarnations) {
        this.effects = effects;
        this.incarnations = incarnations;
    }

    /** The outcome that was first given at a position. */
    public Outcome at(long position) {
        return first(effects.apply(position));
    }

    private Outcome first(EffectCursor effect) {
        if (effect.kind() == EffectKind.REJECTED) {
            return new Outcome.Rejected(id(effect), EffectCodec.rejection(effect));
        }
        Receipt receipt = receipt(effect);
        return new Outcome.Posted(receipt, decision(effect));
    }

    /** What was decided where the command left something open. */
    Decision decision(EffectCursor effect) {
        return hasMembers(effect)
                ? new Decision.Each(members(effect.position(), EffectCodec.groupSize(effect)))
                : EffectCodec.decision(effect);
    }

    private static boolean hasMembers(EffectCursor effect) {
        return effect.kind() == EffectKind.GROUP_POSTED || effect.kind() == EffectKind.SCHEDULE_FIRED;
    }

    /** The size of a group counts all effects behind it, those of groups within it included. */
    private List<Outcome> members(long group, int size) {
        List<Outcome> outcomes = new ArrayList<>(size);
        long last = group + size;
        for (long next = group + 1; next <= last; next++) {
            EffectCursor member = effects.apply(next);
            int within = hasMembers(member) ? EffectCodec.groupSize(member) : 0;
            outcomes.add(first(member));
            next += within;
        }
        return outcomes;
    }

    Receipt receipt(EffectCursor effect) {
        return new Receipt(
                id(effect), effect.position(), effect.timeNanos(), incarnations.applyAsInt(effect.position()));
    }

    static CommandId id(EffectCursor effect) {
        return CommandId.of(effect.idHigh(), effect.idLow());
    }
}
