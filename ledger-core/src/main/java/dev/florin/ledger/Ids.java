package dev.florin.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** The ways to make 128 bits that all kinds of ids share. */
final class Ids {

    private static final TimeOrderedIds TIME_ORDERED = TimeOrderedIds.seeded();

    private static final int TEXT_LENGTH = 36;

    private Ids() {}

    /** Makes an id of one kind from its halves. */
    @FunctionalInterface
    interface Maker<T> {
        T of(long high, long low);
    }

    static void requireNotNone(long high, long low, String kind) {
        if ((high | low) == 0) {
            throw new IllegalArgumentException(kind + " 0 is reserved for \"none\"; use another id");
        }
    }

    static <T> T ofName(String name, String kind, Maker<T> maker) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(kind + ": the name is empty");
        }
        requireUtf8Form(name, kind);
        byte[] hash = sha256().digest(name.getBytes(StandardCharsets.UTF_8));
        return maker.of(bigEndian(hash, 0), bigEndian(hash, Long.BYTES));
    }

    /** Each part goes with its length before it, so that no two lists of parts look alike. */
    static <T> T ofParts(String[] parts, String kind, Maker<T> maker) {
        MessageDigest sha = sha256();
        for (String part : parts) {
            requireUtf8Form(part, kind);
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            sha.update(bytes);
        }
        byte[] hash = sha.digest();
        return maker.of(bigEndian(hash, 0), bigEndian(hash, Long.BYTES));
    }

    static <T> T parse(String text, String kind, Maker<T> maker) {
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    kind + " text has " + text.length() + " characters, not the " + TEXT_LENGTH + " of a UUID");
        }
        for (int i = 0; i < TEXT_LENGTH; i++) {
            boolean hyphenExpected = i == 8 || i == 13 || i == 18 || i == 23;
            boolean right = hyphenExpected ? text.charAt(i) == '-' : HexFormat.isHexDigit(text.charAt(i));
            if (!right) {
                throw new IllegalArgumentException(kind + " text is not that of a UUID: no "
                        + (hyphenExpected ? "hyphen" : "hexadecimal digit") + " at index " + i);
            }
        }
        UUID uuid = UUID.fromString(text);
        return maker.of(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    static <T> T next(Maker<T> maker) {
        return TIME_ORDERED.next(maker);
    }

    /** {@link String#getBytes} puts a question mark for an unpaired surrogate, which would give different names one id. */
    private static void requireUtf8Form(String name, String kind) {
        int i = 0;
        while (i < name.length()) {
            int codePoint = name.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException(kind + ": the name has an unpaired surrogate (U+"
                        + HexFormat.of().withUpperCase().toHexDigits((char) codePoint) + ") at index " + i
                        + " and so no UTF-8 form");
            }
            i += Character.charCount(codePoint);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    private static long bigEndian(byte[] bytes, int from) {
        long value = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            value = (value << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return value;
    }
}
