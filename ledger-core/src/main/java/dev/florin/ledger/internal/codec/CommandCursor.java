package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.HEADER_BYTES;
import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import dev.florin.ledger.spi.EffectLayout;

/**
 * Looks at encoded commands in place, one after the other. The entry methods hold for transfers. Not thread-safe.
 *
 * <p>Commands come from intake or from a replicated log, both of which hold what intake encoded; {@link #next} checks
 * what would otherwise read outside the array or break the bookkeeper's arithmetic.
 */
public final class CommandCursor {
    private byte[] bytes = new byte[0];
    private int end;
    private int offset;
    private int next;
    private boolean wide;

    /** Starts before the first command of a block. */
    public CommandCursor wrap(byte[] block, int length) {
        bytes = block;
        end = length;
        next = 0;
        return this;
    }

    /** Moves to the next command; false if there is none. */
    public boolean next() {
        if (next == end) {
            return false;
        }
        offset = next;
        int size = end - offset >= HEADER_BYTES ? getInt(bytes, offset) : 0;
        if (size < HEADER_BYTES || size > end - offset || size > CommandCodec.MAX_BYTES || (size & 7) != 0) {
            throw new IllegalArgumentException(
                    "a command at offset " + offset + " claims " + size + " bytes with " + (end - offset) + " left");
        }
        wide = (bytes[offset + EffectLayout.FLAGS] & EffectLayout.WIDE) != 0;
        if (kind() == CommandCodec.POST_TRANSFER && entriesEnd() > offset + size) {
            throw new IllegalArgumentException(
                    "a transfer at offset " + offset + " has " + entryCount() + " entries in " + size + " bytes");
        }
        next = offset + size;
        return true;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int kind() {
        return bytes[offset + EffectLayout.KIND];
    }

    public boolean isWide() {
        return wide;
    }

    public long idHigh() {
        return getLong(bytes, offset + EffectLayout.ID_HIGH);
    }

    public long idLow() {
        return getLong(bytes, offset + EffectLayout.ID_LOW);
    }

    public long contentHash() {
        return getLong(bytes, offset + EffectLayout.CONTENT_HASH);
    }

    public int entryCount() {
        return getShort(bytes, offset + EffectLayout.ENTRY_COUNT);
    }

    public long accountHigh(int entry) {
        return getLong(bytes, entryOffset(entry));
    }

    public long accountLow(int entry) {
        return getLong(bytes, entryOffset(entry) + 8);
    }

    public boolean isCredit(int entry) {
        return wide ? getLong(bytes, entryOffset(entry) + 32) != 0 : getLong(bytes, entryOffset(entry) + 16) < 0;
    }

    public long amountLow(int entry) {
        long figure = getLong(bytes, entryOffset(entry) + 16);
        return wide ? figure : figure & Long.MAX_VALUE;
    }

    public long amountHigh(int entry) {
        return wide ? getLong(bytes, entryOffset(entry) + 24) : 0;
    }

    /** Where a transfer's sections start in the array. */
    public int entriesEnd() {
        return entryOffset(entryCount());
    }

    /** Where this command ends in the array. */
    public int endOffset() {
        return next;
    }

    private int entryOffset(int entry) {
        return offset + HEADER_BYTES + entry * (wide ? CommandCodec.WIDE_ENTRY_BYTES : CommandCodec.NARROW_ENTRY_BYTES);
    }
}
