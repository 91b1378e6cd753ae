package dev.florin.ledger.internal.codec;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Effects with entries, put together as a bookkeeper would. */
final class Effects {
    static final long ORIGIN_POSITION = 77;
    static final long DUE_NANOS = 123_456_789;

    private Effects() {}

    record Line(int account, Side side, Amount amount) {}

    /** The id of an account's number. */
    static AccountId account(int number) {
        return AccountId.of(9, number + 1);
    }

    /** Lines for a transfer whose accounts are those of {@link #account}, numbered as entries. */
    static List<Line> lines(Transfer transfer) {
        return IntStream.range(0, transfer.entries().size())
                .mapToObj(i -> new Line(
                        i,
                        transfer.entries().get(i).side(),
                        transfer.entries().get(i).amount()))
                .toList();
    }

    /** The transfer with each entry's account replaced by the account of its index. */
    static Transfer numbered(Transfer t) {
        List<Entry> entries = IntStream.range(0, t.entries().size())
                .mapToObj(i -> new Entry(
                        account(i),
                        t.entries().get(i).side(),
                        t.entries().get(i).amount()))
                .toList();
        return new Transfer(t.id(), entries, t.details(), t.conditions(), t.exchange());
    }

    /** Sums after: debits 1, credits 2, pending debits 3, pending credits 4, each with the entry's index added. */
    static byte[] of(EffectKind kind, int flags, Command command, int cause, List<Line> lines) {
        RecordBuffer out = new RecordBuffer(16);
        CommandId id = command.id();
        int start = out.beginRecord(kind.code(), flags, lines.size(), id.high(), id.low(), 4_711);
        boolean wide = (flags & EffectLayout.WIDE) != 0;
        int figures = (flags & EffectLayout.PENDING) != 0 ? 5 : 3;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            out.putInt(line.account);
            out.putInt(line.side == Side.DEBIT ? 0 : 1);
            for (int figure = 0; figure < figures; figure++) {
                out.putLong(figure == 0 ? line.amount.low() : figure + i);
                if (wide) {
                    out.putLong(figure == 0 ? line.amount.high() : 10L * figure);
                }
            }
        }
        EffectCodec.putSections(command, ORIGIN_POSITION, cause, DUE_NANOS, out);
        out.endRecord(start);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    /** As a TRANSFER_POSTED or HOLD_PLACED, wide. */
    static byte[] posted(Transfer transfer) {
        return of(EffectKind.TRANSFER_POSTED, EffectLayout.WIDE, transfer, 0, lines(transfer));
    }

    static byte[] placed(Hold hold) {
        return of(EffectKind.HOLD_PLACED, EffectLayout.WIDE | EffectLayout.PENDING, hold, 0, lines(hold.transfer()));
    }

    static EffectCursor cursor(byte[] record) {
        EffectCursor effect = new EffectCursor(record, 0, record.length, 100, 1);
        if (!effect.next()) {
            throw new IllegalStateException("there is an effect");
        }
        return effect;
    }
}
