package dev.florin.ledger.internal.books;

import static dev.florin.ledger.spi.EffectLayout.putInt;
import static dev.florin.ledger.spi.EffectLayout.putLong;

import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a movement that was judged, and writes its entries with the sums they leave: from here on nothing can fail.
 * The bookkeeper's thread only.
 */
final class MovementWriter {
    private final Books books;
    private final Movement movement;

    MovementWriter(Books books, Movement movement) {
        this.books = books;
        this.movement = movement;
    }

    /**
     * Begins the record of an effect, carries its entries out and writes them; the caller writes what follows, and ends
     * the record. Returns where it starts.
     *
     * @param flags PENDING and CLOSES as they apply
     * @param rest what a capture frees of each entry beside its amount, or null
     */
    int write(EffectKind kind, int flags, CommandCursor command, long @Nullable [] rest, RecordBuffer effects) {
        boolean pending = (flags & EffectLayout.PENDING) != 0;
        boolean wide = isWide(pending);
        int start = effects.beginRecord(
                kind.code(),
                flags | (wide ? EffectLayout.WIDE : 0),
                movement.count,
                command.idHigh(),
                command.idLow(),
                command.contentHash());
        int figureBytes = wide ? 16 : 8;
        int entryBytes = 8 + figureBytes * (pending ? 5 : 3);
        int at = effects.reserve(movement.count * entryBytes);
        byte[] bytes = effects.bytes();
        for (int i = 0; i < movement.count; i++, at += entryBytes) {
            writeEntry(kind, i, rest, bytes, at, wide, pending);
        }
        return start;
    }

    private void writeEntry(
            EffectKind kind, int i, long @Nullable [] rest, byte[] bytes, int at, boolean wide, boolean pending) {
        int account = movement.accounts[i];
        long[] chunk = books.accounts.chunk(account);
        int slot = AccountTable.slot(account);
        long high = movement.amounts[2 * i];
        long low = movement.amounts[2 * i + 1];
        books.beforeChange(account, chunk, slot);
        Books.change(
                kind,
                chunk,
                slot,
                movement.credits[i],
                high,
                low,
                rest == null ? 0 : rest[2 * i],
                rest == null ? 0 : rest[2 * i + 1]);
        books.afterChange(chunk, slot);
        putInt(bytes, at, account);
        putInt(bytes, at + 4, movement.credits[i] ? 1 : 0);
        int next = putFigure(bytes, at + 8, high, low, wide);
        int sums = pending ? AccountTable.VERSION : AccountTable.PENDING_DEBITS_HIGH;
        for (int sum = AccountTable.DEBITS_HIGH; sum < sums; sum += 2) {
            next = putFigure(bytes, next, chunk[slot + sum], chunk[slot + sum + 1], wide);
        }
    }

    private static int putFigure(byte[] bytes, int at, long high, long low, boolean wide) {
        putLong(bytes, at, low);
        if (!wide) {
            return at + 8;
        }
        putLong(bytes, at + 8, high);
        return at + 16;
    }

    /**
     * Whether some figure of the record may not fit 63 bits. With pending sums, posted and pending of a side together
     * bound all that the entries show on the way.
     */
    private boolean isWide(boolean pending) {
        for (int i = 0; i < movement.count; i++) {
            if (movement.amounts[2 * i] != 0 || movement.amounts[2 * i + 1] < 0) {
                return true;
            }
            if (pending || movement.isZero(i)) {
                if (isWide(movement.accounts[i], AccountTable.DEBITS_HIGH, 0, 0, pending)
                        || isWide(movement.accounts[i], AccountTable.CREDITS_HIGH, 0, 0, pending)) {
                    return true;
                }
            }
        }
        for (int k = 0; k < movement.touchedCount; k++) {
            if (isWide(
                            movement.touched[k],
                            AccountTable.DEBITS_HIGH,
                            movement.addedDebits[2 * k],
                            movement.addedDebits[2 * k + 1],
                            pending)
                    || isWide(
                            movement.touched[k],
                            AccountTable.CREDITS_HIGH,
                            movement.addedCredits[2 * k],
                            movement.addedCredits[2 * k + 1],
                            pending)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWide(int account, int sum, long addedHigh, long addedLow, boolean pending) {
        long[] chunk = books.accounts.chunk(account);
        int at = AccountTable.slot(account) + sum;
        long high = chunk[at] | addedHigh;
        long low = chunk[at + 1];
        if (pending) {
            high |= chunk[at + AccountTable.PENDING];
            long pendingLow = chunk[at + AccountTable.PENDING + 1];
            if ((low | pendingLow) < 0 || low + pendingLow < 0) {
                return true;
            }
            low += pendingLow;
        }
        return high != 0 || (low | addedLow) < 0 || low + addedLow < 0;
    }
}
