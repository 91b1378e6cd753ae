package dev.florin.ledger.internal.codec;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of one record one behind the other, and never outside it: a part that does not fit is an
 * {@link IllegalArgumentException}. Not thread-safe.
 */
final class RecordReader {
    private final byte[] bytes;

    /** Where the record, or a part of it that is a multiple of 8 from its start, begins. */
    private final int start;

    private final int end;
    private int at;

    RecordReader(byte[] bytes, int start, int end) {
        if (start < 0 || start > end || end > bytes.length) {
            throw new IllegalArgumentException("a record has a part from byte " + start + " on, and ends at " + end);
        }
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    /** A reader of the next bytes alone, which this one passes over. */
    RecordReader part(int length) {
        int from = take(length);
        return new RecordReader(bytes, from, from + length);
    }

    boolean hasMore() {
        return at < end;
    }

    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    int getByte() {
        return bytes[take(1)] & 0xFF;
    }

    int getShort() {
        return EffectLayout.getShort(bytes, take(2));
    }

    int getInt() {
        return EffectLayout.getInt(bytes, take(4));
    }

    long getLong() {
        return EffectLayout.getLong(bytes, take(8));
    }

    /** A number that an {@code int} holds, in 8 bytes. */
    int number() {
        long number = getLong();
        if (number != (int) number) {
            throw new IllegalArgumentException("a record has the number " + number + ", which passes 32 bits");
        }
        return (int) number;
    }

    byte[] bytes(int length) {
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    AccountId account() {
        long high = getLong();
        return AccountId.of(high, getLong());
    }

    /** An account's id, null for zeros. */
    @Nullable
    AccountId accountOrNone() {
        long high = getLong();
        long low = getLong();
        return (high | low) == 0 ? null : AccountId.of(high, low);
    }

    CommandId command() {
        long high = getLong();
        return CommandId.of(high, getLong());
    }

    Amount amount() {
        long low = getLong();
        return new Amount(getLong(), low);
    }

    SignedAmount signed() {
        return signed(number());
    }

    SignedAmount signed(int negative) {
        Amount magnitude = amount();
        return switch (negative) {
            case 0 -> SignedAmount.ofPositive(magnitude);
            case 1 -> SignedAmount.ofNegative(magnitude);
            default -> throw new IllegalArgumentException("sign " + negative + " is unknown");
        };
    }

    Side side() {
        return Codes.side(number());
    }

    String text(int length) {
        return RecordBuffer.text(bytes, take(length), length);
    }

    /** A text with its length in 8 bytes before it. */
    String text() {
        String text = text(number());
        align();
        return text;
    }

    Asset asset() {
        return Asset.parse(text());
    }

    /** Passes over the zeros up to the next multiple of 8. */
    void align() {
        take(start - at & 7);
    }

    private int take(int count) {
        if (count < 0 || count > end - at) {
            throw new IllegalArgumentException(
                    "a part of a record claims " + count + " bytes with " + (end - at) + " left");
        }
        int from = at;
        at += count;
        return from;
    }
}
