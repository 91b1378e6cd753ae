package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import dev.florin.ledger.Transfer;
import dev.florin.ledger.spi.EffectLayout;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The optional parts of a transfer, behind its entries. A part that has its default is absent; the others stand in the
 * order of their tags, so that one content has one encoding.
 *
 * <pre>
 *   0  u16  tag        8  content, padded to a multiple of 8
 *   2  u16  zero
 *   4  u32  length of the content
 * </pre>
 */
public final class Sections {
    static final int REFERENCE = 1;
    static final int CODE = 2;
    static final int EFFECTIVE_TIME = 3;
    static final int METADATA = 4;

    private static final int HEADER_BYTES = 8;

    private String reference = "";
    private int code;
    private @Nullable Instant effectiveTime;
    private Map<String, String> metadata = Collections.emptyMap();

    private Sections() {}

    public String reference() {
        return reference;
    }

    public int code() {
        return code;
    }

    public @Nullable Instant effectiveTime() {
        return effectiveTime;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    static void write(Transfer transfer, RecordBuffer out) {
        if (!transfer.reference().isEmpty()) {
            byte[] text = RecordBuffer.utf8(transfer.reference());
            begin(out, REFERENCE, text.length);
            out.putBytes(text, 0, text.length);
            out.align();
        }
        if (transfer.code() != 0) {
            begin(out, CODE, 4);
            out.putInt(transfer.code());
            out.align();
        }
        Instant time = transfer.effectiveTime();
        if (time != null) {
            begin(out, EFFECTIVE_TIME, 8);
            out.putLong(toNanos(time));
        }
        if (!transfer.metadata().isEmpty()) {
            int start = out.length();
            begin(out, METADATA, 0);
            writeMetadata(transfer.metadata(), out);
            EffectLayout.putInt(out.bytes(), start + 4, out.length() - start - HEADER_BYTES);
            out.align();
        }
    }

    static Sections read(byte[] bytes, int start, int end) {
        Sections sections = new Sections();
        for (int at = start; at < end; ) {
            int length = getInt(bytes, at + 4);
            if (length < 0 || length > end - at - HEADER_BYTES) {
                throw new IllegalArgumentException("a section at offset " + (at - start) + " claims " + length
                        + " bytes with " + (end - at - HEADER_BYTES) + " left");
            }
            sections.take(getShort(bytes, at), bytes, at + HEADER_BYTES, length);
            at += HEADER_BYTES + (length + 7 & ~7);
        }
        return sections;
    }

    private void take(int tag, byte[] bytes, int at, int length) {
        switch (tag) {
            case REFERENCE -> reference = RecordBuffer.text(bytes, at, length);
            case CODE -> code = getInt(bytes, at);
            case EFFECTIVE_TIME -> effectiveTime = fromNanos(getLong(bytes, at));
            case METADATA -> metadata = readMetadata(bytes, at, at + length);
            default ->
                throw new IllegalArgumentException("section " + tag + " is unknown to this version of the ledger");
        }
    }

    private static void begin(RecordBuffer out, int tag, int length) {
        out.putShort(tag);
        out.putShort(0);
        out.putInt(length);
    }

    static void writeMetadata(Map<String, String> metadata, RecordBuffer out) {
        metadata.forEach((key, value) -> {
            byte[] keyBytes = RecordBuffer.utf8(key);
            byte[] valueBytes = RecordBuffer.utf8(value);
            out.putShort(keyBytes.length);
            out.putShort(valueBytes.length);
            out.putBytes(keyBytes, 0, keyBytes.length);
            out.putBytes(valueBytes, 0, valueBytes.length);
        });
    }

    static Map<String, String> readMetadata(byte[] bytes, int start, int end) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int at = start; at < end; ) {
            int keyLength = getShort(bytes, at);
            int valueLength = getShort(bytes, at + 2);
            String key = RecordBuffer.text(bytes, at + 4, keyLength);
            metadata.put(key, RecordBuffer.text(bytes, at + 4 + keyLength, valueLength));
            at += 4 + keyLength + valueLength;
        }
        return metadata;
    }

    private static long toNanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    private static Instant fromNanos(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
