package dev.florin.ledger.internal.books;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.codec.Sections;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import org.jspecify.annotations.Nullable;

/**
 * Transfers that post, and holds, which reserve instead. The order of checks is that of
 * {@link dev.florin.ledger.RejectionReason}.
 */
final class TransferRules {
    private final Books books;
    private final Movement movement;
    private final MovementRules rules;
    private final MovementWriter writer;
    private final ExchangeRule exchange;

    TransferRules(Tools tools) {
        books = tools.books();
        movement = tools.movement();
        rules = tools.rules();
        writer = tools.writer();
        exchange = new ExchangeRule(books, movement);
    }

    /** Null if it was posted: its effect is written and the books have changed. */
    @Nullable
    Rejection post(CommandCursor transfer, RecordBuffer effects) {
        Rejection rejection = common(transfer);
        if (rejection == null) {
            rejection = rules.overflow();
        }
        if (rejection == null) {
            rejection = rules.limitsOfPosting();
        }
        if (rejection != null) {
            return rejection;
        }
        int start = writer.write(EffectKind.TRANSFER_POSTED, 0, transfer, null, effects);
        effects.putBytes(transfer.bytes(), transfer.sectionsStart(), transfer.endOffset() - transfer.sectionsStart());
        effects.endRecord(start);
        return null;
    }

    /** Null if it was placed; {@code position} and {@code timeNanos} are those of its effect. */
    @Nullable
    Rejection hold(CommandCursor command, long position, long timeNanos, RecordBuffer effects) {
        Rejection rejection = common(command);
        long timeoutNanos = Sections.timeoutNanos(command.bytes(), command.sectionsStart(), command.endOffset());
        if (rejection == null && timeoutNanos > 0 && timeNanos >= Holds.NEVER - timeoutNanos) {
            rejection = new Rejection.DueTimeTooLate(timeNanos, timeoutNanos);
        }
        if (rejection == null) {
            rejection = rules.overflow();
        }
        if (rejection == null) {
            rejection = rules.limitsOfReserving();
        }
        if (rejection != null) {
            return rejection;
        }
        Hold hold = (Hold) CommandCodec.read(command.bytes(), command.offset());
        long dueNanos = timeoutNanos == 0 ? Holds.NEVER : timeNanos + timeoutNanos;
        int start = writer.write(EffectKind.HOLD_PLACED, EffectLayout.PENDING, command, null, effects);
        EffectCodec.putSections(hold, 0, 0, dueNanos, effects);
        effects.endRecord(start);
        books.holds.place(new Holds.Open(hold.id(), position, dueNanos, left()));
        return null;
    }

    private Remainder left() {
        Remainder left = new Remainder(movement.count);
        for (int i = 0; i < movement.count; i++) {
            left.set(
                    i, movement.accounts[i], movement.credits[i], movement.amounts[2 * i], movement.amounts[2 * i + 1]);
        }
        return left;
    }

    private @Nullable Rejection common(CommandCursor transfer) {
        Rejection rejection = resolve(transfer);
        if (rejection != null) {
            return rejection;
        }
        movement.addUp();
        rejection = rules.status();
        if (rejection == null) {
            rejection = rules.balance();
        }
        if (rejection == null) {
            rejection = rules.netEffect();
        }
        if (rejection == null && transfer.sectionsStart() < transfer.endOffset()) {
            rejection = exchange.judge(transfer);
        }
        return rejection;
    }

    private @Nullable Rejection resolve(CommandCursor transfer) {
        int count = transfer.entryCount();
        if (count < 2 || count > Transfer.MAX_ENTRIES) {
            throw new IllegalArgumentException("a transfer with " + count + " entries passed intake");
        }
        movement.clear();
        for (int i = 0; i < count; i++) {
            int account = books.account(transfer.accountHigh(i), transfer.accountLow(i));
            if (account == IdMap.NONE) {
                return new Rejection.UnknownAccount(AccountId.of(transfer.accountHigh(i), transfer.accountLow(i)));
            }
            movement.add(account, transfer.isCredit(i), transfer.amountHigh(i), transfer.amountLow(i));
        }
        return null;
    }
}
