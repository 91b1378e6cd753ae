package dev.florin.ledger.internal.read;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.LedgerClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hold and what became of it: the fold of its effects, in their order. One thread. */
final class HoldFold {
    private final EffectCursor placed;
    private final List<Amount> captured;
    private final List<Amount> left;
    private final List<CommandId> captures = new ArrayList<>();
    private final List<CommandId> refunds = new ArrayList<>();
    private HoldStatus status = HoldStatus.OPEN;
    private @Nullable CommandId reversal;
    private @Nullable CommandId closing;

    /** {@code placed} stays on the effect that placed the hold. */
    HoldFold(EffectCursor placed) {
        this.placed = placed;
        int count = placed.entryCount();
        captured = new ArrayList<>(Collections.nCopies(count, Amount.ZERO));
        left = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            left.add(amount(placed, i));
        }
    }

    /** Takes in the next effect that refers to the hold. */
    void add(EffectCursor effect) {
        switch (effect.kind()) {
            case HOLD_CAPTURED -> capture(effect);
            case HOLD_RELEASED ->
                close(
                        EffectCodec.originCause(effect) == EffectCodec.TIMED_OUT
                                ? HoldStatus.EXPIRED
                                : HoldStatus.RELEASED,
                        effect);
            case TRANSFER_REFUNDED -> refunds.add(GivenOutcomes.id(effect));
            case TRANSFER_REVERSED -> {
                reversal = GivenOutcomes.id(effect);
                if (status == HoldStatus.OPEN) {
                    close(HoldStatus.REVERSED, effect);
                }
            }
            default ->
                throw new IllegalStateException("the effect at position " + effect.position() + ", " + effect.kind()
                        + ", refers to the hold at position " + placed.position());
        }
    }

    private void capture(EffectCursor effect) {
        for (int i = 0; i < left.size(); i++) {
            Amount amount = amount(effect, i);
            captured.set(i, captured.get(i).plus(amount));
            left.set(i, left.get(i).minus(amount));
        }
        captures.add(GivenOutcomes.id(effect));
        if (effect.closes() || left.stream().allMatch(Amount::isZero)) {
            close(HoldStatus.CAPTURED, effect);
        }
    }

    private void close(HoldStatus how, EffectCursor effect) {
        status = how;
        closing = GivenOutcomes.id(effect);
        Collections.fill(left, Amount.ZERO);
    }

    private static Amount amount(EffectCursor effect, int entry) {
        return new Amount(effect.amountHigh(entry), effect.amountLow(entry));
    }

    HoldView view(PastCommands past) {
        long due = EffectCodec.dueNanos(placed);
        return new HoldView(
                (Hold) past.command(placed),
                past.receipt(placed),
                status,
                due == EffectCodec.NEVER ? null : LedgerClock.instantOf(due),
                captured,
                left,
                captures,
                refunds,
                reversal,
                closing);
    }
}
