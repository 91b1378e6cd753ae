package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Label;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Builds effects by hand, for tests of indexes: movements and holds of any width, with and without effective times and labels,
 * of few accounts, moments and labels, so that many are alike. Figures are made up.
 */
public final class RandomEffects {
    /** Labels of which movements have some; the last is one that none has. */
    public static final List<Label> LABELS = List.of(
            new Label.Reference("a"),
            new Label.Reference("an order, 17"),
            new Label.Code(1),
            new Label.Code(0x01020304),
            new Label.Key("k"),
            new Label.Key("longer key"),
            new Label.Pair("k", ""),
            new Label.Pair("k", "value 2"),
            new Label.Pair("longer key", ""),
            new Label.Pair("longer key", "value 2"),
            new Label.Reference("k"));

    private static final List<EffectKind> KINDS = List.of(
            EffectKind.TRANSFER_POSTED,
            EffectKind.TRANSFER_POSTED,
            EffectKind.TRANSFER_POSTED,
            EffectKind.SWEPT,
            EffectKind.HOLD_PLACED,
            EffectKind.HOLD_CAPTURED,
            EffectKind.HOLD_RELEASED,
            EffectKind.TRANSFER_REFUNDED,
            EffectKind.TRANSFER_REVERSED);
    private static final long NO_TIME = Long.MIN_VALUE;

    private final Random random;
    private final int accounts;
    private final int moments;
    private byte[] bytes = new byte[0];
    private int length;

    /** Effective times are multiples of 1,000 on both sides of 1970, so many of them. */
    public RandomEffects(Random random, int accounts, int moments) {
        this.random = random;
        this.accounts = accounts;
        this.moments = moments;
    }

    /** The next effect, which refers to one before its position if there is one. */
    public byte[] next(long idHigh, long idLow, long position) {
        EffectKind kind = KINDS.get(random.nextInt(KINDS.size()));
        if (kind.hasOrigin() && position == 1) {
            kind = EffectKind.TRANSFER_POSTED;
        }
        boolean wide = random.nextInt(4) == 0;
        boolean pending =
                kind == EffectKind.HOLD_PLACED || kind == EffectKind.HOLD_CAPTURED || kind == EffectKind.HOLD_RELEASED;
        int entries = random.nextInt(4);
        begin(kind, (wide ? EffectLayout.WIDE : 0) | (pending ? EffectLayout.PENDING : 0), entries, idHigh, idLow);
        for (int i = 0; i < entries; i++) {
            entry(random.nextInt(accounts), random.nextInt(2), random.nextInt(4) == 0 ? 0 : amount(), wide, pending);
        }
        boolean dated = random.nextBoolean();
        labelled(dated ? 1_000L * (random.nextInt(moments) - moments / 2) : NO_TIME);
        if (kind.hasOrigin()) {
            origin(1 + random.nextInt((int) position - 1));
        }
        return end();
    }

    /** A movement of one unit with one entry that debits an account, and an effective time. */
    public byte[] dated(long idHigh, long idLow, int account, long effectiveNanos) {
        begin(EffectKind.TRANSFER_POSTED, 0, 1, idHigh, idLow);
        entry(account, 0, 1, false, false);
        effective(effectiveNanos);
        return end();
    }

    private long amount() {
        return random.nextBoolean() ? 1 + random.nextInt(3) : random.nextLong();
    }

    private void begin(EffectKind kind, int flags, int entries, long idHigh, long idLow) {
        bytes = new byte[512];
        length = EffectLayout.HEADER_BYTES;
        bytes[EffectLayout.KIND] = (byte) kind.code();
        bytes[EffectLayout.FLAGS] = (byte) flags;
        EffectLayout.putShort(bytes, EffectLayout.ENTRY_COUNT, entries);
        EffectLayout.putLong(bytes, EffectLayout.ID_HIGH, idHigh);
        EffectLayout.putLong(bytes, EffectLayout.ID_LOW, idLow);
    }

    private void entry(int account, int side, long amount, boolean wide, boolean pending) {
        putInt(account);
        putInt(side);
        putLong(amount);
        if (wide) {
            putLong(amount == 0 ? 0 : random.nextInt(3));
        }
        for (int i = (pending ? 4 : 2) * (wide ? 2 : 1); i > 0; i--) {
            putLong(random.nextInt(1_000));
        }
    }

    private void labelled(long effectiveNanos) {
        if (random.nextBoolean()) {
            text(EffectLayout.REFERENCE, random.nextBoolean() ? "a" : "an order, 17");
        }
        if (random.nextBoolean()) {
            section(EffectLayout.CODE, 4);
            putInt(random.nextBoolean() ? 1 : 0x01020304);
            pad();
        }
        if (effectiveNanos != NO_TIME) {
            effective(effectiveNanos);
        }
        if (random.nextBoolean()) {
            metadata(random.nextInt(3));
        }
    }

    private void effective(long nanos) {
        section(EffectLayout.EFFECTIVE_TIME, 8);
        putLong(nanos);
    }

    /** One of both keys, or both. */
    private void metadata(int which) {
        int header = section(EffectLayout.METADATA, 0);
        int from = length;
        if (which != 0) {
            pair("k", random.nextBoolean() ? "" : "value 2");
        }
        if (which != 1) {
            pair("longer key", random.nextBoolean() ? "" : "value 2");
        }
        EffectLayout.putInt(bytes, header + EffectLayout.SECTION_LENGTH, length - from);
        pad();
    }

    private void pair(String key, String value) {
        EffectLayout.putShort(bytes, length, key.length());
        EffectLayout.putShort(bytes, length + 2, value.length());
        length += 4;
        put(key);
        put(value);
    }

    private void origin(long position) {
        section(EffectLayout.ORIGIN, 32);
        putLong(1);
        putLong(2);
        putLong(position);
        putLong(0);
    }

    private void text(int tag, String text) {
        section(tag, text.length());
        put(text);
        pad();
    }

    private int section(int tag, int contentLength) {
        int header = length;
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, header + 128));
        EffectLayout.putShort(bytes, header, tag);
        EffectLayout.putInt(bytes, header + EffectLayout.SECTION_LENGTH, contentLength);
        length += EffectLayout.SECTION_HEADER_BYTES;
        return header;
    }

    private void put(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
    }

    private void putInt(int value) {
        EffectLayout.putInt(bytes, length, value);
        length += 4;
    }

    private void putLong(long value) {
        bytes = length + 8 > bytes.length ? Arrays.copyOf(bytes, 2 * bytes.length) : bytes;
        EffectLayout.putLong(bytes, length, value);
        length += 8;
    }

    private void pad() {
        length = length + 7 & -8;
    }

    private byte[] end() {
        EffectLayout.putInt(bytes, EffectLayout.SIZE, length);
        return Arrays.copyOf(bytes, length);
    }
}
