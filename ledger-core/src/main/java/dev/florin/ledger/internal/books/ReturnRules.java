package dev.florin.ledger.internal.books;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Part;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import org.jspecify.annotations.Nullable;

/**
 * Reversals and refunds: the inverse of a movement, or of a part. The order of checks is that of
 * {@link dev.florin.ledger.RejectionReason}.
 */
final class ReturnRules {
    private final Books books;
    private final Movement movement;
    private final MovementRules rules;
    private final MovementWriter writer;
    private final Origins origins;
    private final Parts parts;

    ReturnRules(Tools tools, Origins origins) {
        books = tools.books();
        movement = tools.movement();
        rules = tools.rules();
        writer = tools.writer();
        this.origins = origins;
        parts = new Parts(books);
    }

    /** Null if it was posted, at {@code position}. */
    @Nullable
    Rejection reverse(Reversal reversal, CommandCursor command, long position, RecordBuffer effects) {
        Rejection rejection = origins.movement(reversal.origin());
        if (rejection != null) {
            return rejection;
        }
        Remainder left = origins.left();
        if (left.isNothing()) {
            return new OriginRejection.NothingLeft(reversal.origin());
        }
        long origin = origins.position();
        Holds.Open hold = books.holds.open(origin);
        // The limits are judged with what the hold reserves set free, which is taken back if they forbid the reversal.
        int begun = books.begin();
        if (hold != null) {
            books.free(hold.left);
            books.holds.close(hold, HoldStatus.REVERSED, position);
        }
        rejection = judge(left, left.amounts, Part.all());
        if (rejection != null) {
            books.takeBack(begun);
            return rejection;
        }
        books.keep();
        int flags = hold == null ? 0 : EffectLayout.PENDING;
        write(EffectKind.TRANSFER_REVERSED, flags, reversal, command, origin, effects);
        books.holds.giveBack(reversal.origin(), origin, left.amounts, position, true);
        return null;
    }

    /** Null if it was posted, at {@code position}. */
    @Nullable
    Rejection refund(Refund refund, CommandCursor command, long position, RecordBuffer effects) {
        Rejection rejection = origins.movement(refund.origin());
        if (rejection != null) {
            return rejection;
        }
        Remainder left = origins.left();
        if (left.isNothing()) {
            return new OriginRejection.NothingLeft(refund.origin());
        }
        long origin = origins.position();
        CommandId originId = refund.origin();
        long[] amounts = new long[left.amounts.length];
        rejection = parts.decide(originId, refund.part(), left, amounts);
        if (rejection == null) {
            rejection = judge(left, amounts, refund.part());
        }
        if (rejection != null) {
            return rejection;
        }
        write(EffectKind.TRANSFER_REFUNDED, 0, refund, command, origin, effects);
        books.holds.giveBack(originId, origin, amounts, position, false);
        return null;
    }

    private @Nullable Rejection judge(Remainder entries, long[] amounts, Part part) {
        movement.fill(entries, amounts, true);
        Rejection rejection = rules.status();
        if (rejection == null && part instanceof Part.Amounts) {
            rejection = rules.balance();
        }
        if (rejection == null) {
            rejection = rules.anyEffect();
        }
        if (rejection == null) {
            rejection = rules.overflow();
        }
        return rejection == null ? rules.limitsOfPosting() : rejection;
    }

    private void write(
            EffectKind kind, int flags, Command asked, CommandCursor command, long origin, RecordBuffer effects) {
        int start = writer.write(kind, flags, command, null, effects);
        EffectCodec.putSections(asked, origin, EffectCodec.ASKED, Holds.NEVER, effects);
        effects.endRecord(start);
    }
}
