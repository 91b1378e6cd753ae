package dev.florin.ledger.internal.books;

import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.Part;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import org.jspecify.annotations.Nullable;

/**
 * Captures, releases and expiries. What they move was reserved, so that they can break no limit. The order of checks is
 * that of {@link dev.florin.ledger.RejectionReason}.
 */
final class HoldRules {
    private final Books books;
    private final Movement movement;
    private final MovementRules rules;
    private final MovementWriter writer;
    private final Origins origins;
    private final Parts parts;

    HoldRules(Tools tools, Origins origins) {
        books = tools.books();
        movement = tools.movement();
        rules = tools.rules();
        writer = tools.writer();
        this.origins = origins;
        parts = new Parts(books);
    }

    /** Null if it was posted, at {@code position}. */
    @Nullable
    Rejection capture(Capture capture, CommandCursor command, long position, RecordBuffer effects) {
        Rejection rejection = origins.openHold(capture.hold());
        if (rejection != null) {
            return rejection;
        }
        Holds.Open hold = openHold();
        long[] amounts = new long[hold.left.amounts.length];
        rejection = parts.decide(capture.hold(), capture.part(), hold.left, amounts);
        if (rejection != null) {
            return rejection;
        }
        movement.fill(hold.left, amounts, false);
        rejection = rules.status();
        if (rejection == null && capture.part() instanceof Part.Amounts) {
            rejection = rules.balance();
        }
        if (rejection == null) {
            rejection = rules.anyEffect();
        }
        if (rejection != null) {
            return rejection;
        }
        post(hold, capture, command, amounts, position, effects);
        return null;
    }

    private void post(
            Holds.Open hold,
            Capture capture,
            CommandCursor command,
            long[] amounts,
            long position,
            RecordBuffer effects) {
        long[] rest = new long[amounts.length];
        int flags = EffectLayout.PENDING;
        if (capture.closes()) {
            flags |= EffectLayout.CLOSES;
            rest = hold.left.amounts.clone();
            Remainder.subtract(rest, amounts);
        }
        int start = writer.write(EffectKind.HOLD_CAPTURED, flags, command, rest, effects);
        EffectCodec.putSections(capture, hold.position, EffectCodec.ASKED, Holds.NEVER, effects);
        effects.endRecord(start);
        books.holds.capture(hold, amounts);
        if (capture.closes() || hold.left.isNothing()) {
            books.holds.close(hold, HoldStatus.CAPTURED, position);
        }
    }

    /** Null if what was left is free. */
    @Nullable
    Rejection release(Release release, CommandCursor command, long position, RecordBuffer effects) {
        Rejection rejection = origins.openHold(release.hold());
        if (rejection == null) {
            release(openHold(), release, EffectCodec.ASKED, command, position, effects);
        }
        return rejection;
    }

    /** Releases a hold of which the time-out has passed; {@code command} is the release that is derived for it. */
    void expire(Holds.Open hold, Release release, CommandCursor command, long position, RecordBuffer effects) {
        release(hold, release, EffectCodec.TIMED_OUT, command, position, effects);
    }

    private void release(
            Holds.Open hold, Command release, int cause, CommandCursor command, long position, RecordBuffer effects) {
        movement.fill(hold.left, hold.left.amounts, false);
        int start = writer.write(EffectKind.HOLD_RELEASED, EffectLayout.PENDING, command, null, effects);
        EffectCodec.putSections(release, hold.position, cause, Holds.NEVER, effects);
        effects.endRecord(start);
        books.holds.close(hold, cause == EffectCodec.TIMED_OUT ? HoldStatus.EXPIRED : HoldStatus.RELEASED, position);
    }

    private Holds.Open openHold() {
        Holds.Open hold = books.holds.open(origins.position());
        if (hold == null) {
            throw new IllegalStateException(
                    "the hold at position " + origins.position() + " was found open and is not");
        }
        return hold;
    }
}
