package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.ScheduleStatus;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Finds what captures, releases, reversals, refunds and cancellations refer to, or says why they cannot. The bookkeeper's thread only. */
final class Origins {
    private final Books books;
    private final LongFunction<EffectCursor> effects;

    /** What the last call found: its position, and of a movement its effect. */
    private long found;

    private @Nullable EffectCursor foundEffect;

    /** {@code effects} gives the effect at any position, those just decided included. */
    Origins(Books books, LongFunction<EffectCursor> effects) {
        this.books = books;
        this.effects = effects;
    }

    /** The position of the origin that was found last. */
    long position() {
        return found;
    }

    /** Finds an open hold, at {@link #position}. */
    @Nullable
    Rejection openHold(CommandId id) {
        long position = books.settledAt(id);
        if (position == History.NOT_SETTLED) {
            return new OriginRejection.OriginUnknown(id);
        }
        found = position;
        if (books.holds.open(position) != null) {
            return null;
        }
        EffectCursor effect = effects.apply(position);
        return effect.kind() == EffectKind.HOLD_PLACED
                ? closed(id, books.holds.closed(position))
                : notOfKind(id, effect);
    }

    /** Finds a schedule that has a date to come, at {@link #position}. */
    @Nullable
    Rejection openSchedule(CommandId id) {
        long position = books.settledAt(id);
        if (position == History.NOT_SETTLED) {
            return new OriginRejection.OriginUnknown(id);
        }
        found = position;
        if (books.schedules.open(position) != null) {
            return null;
        }
        EffectCursor effect = effects.apply(position);
        if (effect.kind() != EffectKind.SCHEDULE_CREATED) {
            return notOfKind(id, effect);
        }
        Schedules.Closed closed = books.schedules.closed(position, books.lastPosition());
        return closed.how() == ScheduleStatus.CANCELLED
                ? new OriginRejection.ScheduleCancelled(id, closed.position())
                : new OriginRejection.ScheduleEnded(id, closed.position());
    }

    private static Rejection closed(CommandId id, Holds.Closed closed) {
        return switch (closed.how()) {
            case CAPTURED -> new OriginRejection.HoldCaptured(id, closed.position());
            case RELEASED -> new OriginRejection.HoldReleased(id, closed.position());
            case EXPIRED -> new OriginRejection.HoldExpired(id, closed.position());
            case REVERSED -> new OriginRejection.HoldReversed(id, closed.position());
            case OPEN -> throw new IllegalStateException("hold " + id + " is closed and open");
        };
    }

    private static Rejection notOfKind(CommandId id, EffectCursor effect) {
        if (effect.kind() == EffectKind.REJECTED) {
            return new OriginRejection.OriginRejected(id, EffectCodec.reasonNumber(effect));
        }
        CommandKind kind = EffectCodec.kind(effect);
        return new OriginRejection.OriginOfOtherKind(id, kind);
    }

    /** Finds a movement, at {@link #position}, of which something may be left. */
    @Nullable
    Rejection movement(CommandId id) {
        long position = books.settledAt(id);
        if (position == History.NOT_SETTLED) {
            return new OriginRejection.OriginUnknown(id);
        }
        found = position;
        EffectCursor effect = effects.apply(position);
        foundEffect = effect;
        switch (effect.kind()) {
            case TRANSFER_POSTED, SWEPT, HOLD_PLACED -> {}
            default -> {
                return notOfKind(id, effect);
            }
        }
        Holds.Returned returned = books.holds.returned(position);
        return returned != null && returned.reversedAt() != 0
                ? new OriginRejection.AlreadyReversed(id, returned.reversedAt())
                : null;
    }

    /** What is left to reverse or refund of the movement that was found last: sides are those it was posted with. */
    Remainder left() {
        EffectCursor effect = Objects.requireNonNull(foundEffect, "no movement was found");
        Remainder left = Remainder.of(effect);
        if (effect.kind() == EffectKind.HOLD_PLACED) {
            takeCaptured(left);
        }
        Holds.Returned returned = books.holds.returned(found);
        if (returned != null) {
            Remainder.subtract(left.amounts, returned.amounts());
        }
        return left;
    }

    /** Of a hold, what was captured counts instead of what was reserved. */
    private void takeCaptured(Remainder left) {
        Holds.Open open = books.holds.open(found);
        long[] captured = open == null ? books.holds.closed(found).captured() : open.captured;
        System.arraycopy(captured, 0, left.amounts, 0, captured.length);
    }
}
