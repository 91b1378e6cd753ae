package dev.florin.ledger.internal.codec;

import dev.florin.ledger.spi.EffectLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes that records are written into, one behind the other. Not thread-safe. */
public final class RecordBuffer {
    private byte[] bytes;
    private int length;

    public RecordBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Forgets what lies behind {@code newLength}; those bytes may hold anything. */
    public void truncate(int newLength) {
        assert newLength <= length;
        length = newLength;
    }

    /** Makes room for {@code count} bytes that the caller writes itself; returns where they start. */
    public int reserve(int count) {
        int start = length;
        int needed = Math.addExact(start, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
        length = needed;
        return start;
    }

    public void putByte(int value) {
        int at = reserve(1);
        bytes[at] = (byte) value;
    }

    public void putShort(int value) {
        int at = reserve(2);
        EffectLayout.putShort(bytes, at, value);
    }

    public void putInt(int value) {
        int at = reserve(4);
        EffectLayout.putInt(bytes, at, value);
    }

    public void putLong(long value) {
        int at = reserve(8);
        EffectLayout.putLong(bytes, at, value);
    }

    public void putBytes(byte[] source, int offset, int count) {
        int at = reserve(count);
        System.arraycopy(source, offset, bytes, at, count);
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte[] bytes, int offset, int count) {
        return count == 0 ? "" : new String(bytes, offset, count, StandardCharsets.UTF_8);
    }

    /** Adds zeros up to the next multiple of 8. */
    public void align() {
        int padding = -length & 7;
        int at = reserve(padding);
        Arrays.fill(bytes, at, at + padding, (byte) 0);
    }

    /** Writes a record's header; {@link #endRecord} fills in its size and content hash. Returns where it starts. */
    public int beginRecord(int kind, int flags, int entryCount, long idHigh, long idLow, long contentHash) {
        int start = reserve(EffectLayout.HEADER_BYTES);
        bytes[start + EffectLayout.KIND] = (byte) kind;
        bytes[start + EffectLayout.FLAGS] = (byte) flags;
        EffectLayout.putShort(bytes, start + EffectLayout.ENTRY_COUNT, entryCount);
        EffectLayout.putLong(bytes, start + EffectLayout.ID_HIGH, idHigh);
        EffectLayout.putLong(bytes, start + EffectLayout.ID_LOW, idLow);
        EffectLayout.putLong(bytes, start + EffectLayout.CONTENT_HASH, contentHash);
        return start;
    }

    /** Pads the record that starts there and writes its size; returns the size. */
    public int endRecord(int start) {
        align();
        int size = length - start;
        EffectLayout.putInt(bytes, start + EffectLayout.SIZE, size);
        return size;
    }
}
