package dev.florin.ledger.internal.snapshot;

import dev.florin.ledger.Side;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.math.Unsigned128;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Storage;
import org.jspecify.annotations.Nullable;

/**
 * An open hold: of each entry its account and side, and in two halves what is left and what was captured.
 *
 * @param dueNanos {@link EffectCodec#NEVER} if it has no time-out
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record OpenHold(
        long idHigh,
        long idLow,
        long position,
        long dueNanos,
        int[] accounts,
        boolean[] credits,
        long[] left,
        long[] captured) {
    private static final int LINKS = 1024;

    /** The hold that was placed at a position, as it was at a later one; null if it was closed by then. */
    static @Nullable OpenHold read(Storage.Reader journal, long position, long at) {
        EffectCursor placed = journal.read(position);
        if (placed.kind() != EffectKind.HOLD_PLACED) {
            throw new IllegalStateException("position " + position + " is no hold but a " + placed.kind());
        }
        OpenHold hold = of(placed);
        long after = position;
        while (true) {
            long[] links = journal.references(position, after, LINKS);
            for (long link : links) {
                if (link > at) {
                    return hold;
                }
                if (hold.isClosedBy(journal.read(link))) {
                    return null;
                }
            }
            if (links.length < LINKS) {
                return hold;
            }
            after = links[links.length - 1];
        }
    }

    private static OpenHold of(EffectCursor placed) {
        int count = placed.entryCount();
        OpenHold hold = new OpenHold(
                placed.idHigh(),
                placed.idLow(),
                placed.position(),
                EffectCodec.dueNanos(placed),
                new int[count],
                new boolean[count],
                new long[2 * count],
                new long[2 * count]);
        for (int i = 0; i < count; i++) {
            hold.accounts[i] = placed.entryAccount(i);
            hold.credits[i] = placed.entrySide(i) == Side.CREDIT;
            hold.left[2 * i] = placed.amountHigh(i);
            hold.left[2 * i + 1] = placed.amountLow(i);
        }
        return hold;
    }

    /** Takes in an effect that refers to the hold; a refund of what was captured changes nothing of what is left. */
    private boolean isClosedBy(EffectCursor effect) {
        return switch (effect.kind()) {
            case HOLD_CAPTURED -> {
                capture(effect);
                yield effect.closes() || isNothing(left);
            }
            case TRANSFER_REFUNDED -> false;
            default -> true;
        };
    }

    private void capture(EffectCursor effect) {
        for (int at = 0; at < left.length; at += 2) {
            long high = effect.amountHigh(at / 2);
            long low = effect.amountLow(at / 2);
            left[at] = Unsigned128.subtractHigh(left[at], high, Unsigned128.borrow(left[at + 1], low));
            left[at + 1] = Unsigned128.subtractLow(left[at + 1], low);
            captured[at] = Unsigned128.addHigh(captured[at], high, Unsigned128.carry(captured[at + 1], low));
            captured[at + 1] = Unsigned128.addLow(captured[at + 1], low);
        }
    }

    private static boolean isNothing(long[] amounts) {
        long bits = 0;
        for (long half : amounts) {
            bits |= half;
        }
        return bits == 0;
    }

    /** The sum of what is left of its debits. */
    Amount debitsLeft() {
        Amount sum = Amount.ZERO;
        for (int i = 0; i < accounts.length; i++) {
            if (!credits[i]) {
                sum = sum.plus(new Amount(left[2 * i], left[2 * i + 1]));
            }
        }
        return sum;
    }

    int bytes() {
        return SnapshotFormat.HOLD_ENTRIES + accounts.length * SnapshotFormat.HOLD_ENTRY_BYTES;
    }

    void write(byte[] bytes, int start) {
        EffectLayout.putLong(bytes, start + 8, idHigh);
        EffectLayout.putLong(bytes, start + 16, idLow);
        EffectLayout.putLong(bytes, start + 24, position);
        EffectLayout.putLong(bytes, start + 32, dueNanos);
        for (int i = 0; i < accounts.length; i++) {
            int at = start + SnapshotFormat.HOLD_ENTRIES + i * SnapshotFormat.HOLD_ENTRY_BYTES;
            EffectLayout.putInt(bytes, at, accounts[i]);
            EffectLayout.putInt(bytes, at + 4, credits[i] ? 1 : 0);
            EffectLayout.putLong(bytes, at + 8, left[2 * i + 1]);
            EffectLayout.putLong(bytes, at + 16, left[2 * i]);
            EffectLayout.putLong(bytes, at + 24, captured[2 * i + 1]);
            EffectLayout.putLong(bytes, at + 32, captured[2 * i]);
        }
    }

    /** Reads the record that starts there and has so many entries. */
    static OpenHold read(byte[] bytes, int start, int count) {
        OpenHold hold = new OpenHold(
                EffectLayout.getLong(bytes, start + 8),
                EffectLayout.getLong(bytes, start + 16),
                EffectLayout.getLong(bytes, start + 24),
                EffectLayout.getLong(bytes, start + 32),
                new int[count],
                new boolean[count],
                new long[2 * count],
                new long[2 * count]);
        for (int i = 0; i < count; i++) {
            int at = start + SnapshotFormat.HOLD_ENTRIES + i * SnapshotFormat.HOLD_ENTRY_BYTES;
            hold.accounts[i] = EffectLayout.getInt(bytes, at);
            hold.credits[i] = EffectLayout.getInt(bytes, at + 4) != 0;
            hold.left[2 * i + 1] = EffectLayout.getLong(bytes, at + 8);
            hold.left[2 * i] = EffectLayout.getLong(bytes, at + 16);
            hold.captured[2 * i + 1] = EffectLayout.getLong(bytes, at + 24);
            hold.captured[2 * i] = EffectLayout.getLong(bytes, at + 32);
        }
        return hold;
    }
}
