package dev.florin.ledger.spi;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * By what effects are found. Movements: by their reference, their code, a key of their metadata, or a key with its value.
 * Updates of accounts: by the account. A storage may keep labels as they are, or their hashes alone.
 */
public sealed interface Label {
    /** First byte of what is hashed for a reference. */
    int REFERENCE = 1;

    /** First byte of what is hashed for a code. */
    int CODE = 2;

    /** First byte of what is hashed for a key. */
    int KEY = 3;

    /** First byte of what is hashed for a pair. */
    int PAIR = 4;

    /** First byte of what is hashed for an account that is updated. */
    int UPDATED = 5;

    /**
     * What an index knows this label by, for ever. Different labels may have the same hash.
     *
     * @return 64 bits
     */
    long hash();

    /**
     * A reference, compared as a whole.
     *
     * @param text 1 to 1,024 bytes of UTF-8
     */
    record Reference(String text) implements Label {
        /** Checks that it is there. */
        public Reference {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public long hash() {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return Label.hash(REFERENCE, bytes, 0, bytes.length);
        }
    }

    /**
     * A code.
     *
     * @param number 1 to 2^31 - 1
     */
    record Code(int number) implements Label {
        @Override
        public long hash() {
            byte[] bytes = new byte[4];
            EffectLayout.putInt(bytes, 0, number);
            return Label.hash(CODE, bytes, 0, 4);
        }
    }

    /**
     * A key of metadata, whatever its value.
     *
     * @param key 1 to 128 bytes of UTF-8
     */
    record Key(String key) implements Label {
        /** Checks that it is there. */
        public Key {
            Objects.requireNonNull(key, "key");
        }

        @Override
        public long hash() {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            return Label.hash(KEY, bytes, 0, bytes.length);
        }
    }

    /**
     * A key of metadata with its value.
     *
     * @param key 1 to 128 bytes of UTF-8
     * @param value at most 4,096 bytes of UTF-8
     */
    record Pair(String key, String value) implements Label {
        /** Checks that both are there. */
        public Pair {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }

        @Override
        public long hash() {
            byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
            byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = new byte[4 + keyBytes.length + valueBytes.length];
            EffectLayout.putInt(bytes, 0, keyBytes.length | valueBytes.length << 16);
            System.arraycopy(keyBytes, 0, bytes, 4, keyBytes.length);
            System.arraycopy(valueBytes, 0, bytes, 4 + keyBytes.length, valueBytes.length);
            return Label.hash(PAIR, bytes, 0, bytes.length);
        }
    }

    /**
     * An account that is updated.
     *
     * @param account its number
     */
    record Updated(int account) implements Label {
        @Override
        public long hash() {
            byte[] bytes = new byte[4];
            EffectLayout.putInt(bytes, 0, account);
            return Label.hash(UPDATED, bytes, 0, 4);
        }
    }

    /**
     * Hashes the bytes of a label as they stand in an effect: of a code or an account's number four, of a pair both lengths,
     * key and value. Each word is multiplied and mixed in; the finish is that of SplitMix64.
     *
     * @param type what the label is
     * @param bytes the array
     * @param offset where it starts
     * @param length how many bytes it takes
     * @return 64 bits
     */
    static long hash(int type, byte[] bytes, int offset, int length) {
        long hash = ((long) length << 8 | type) * 0x9E3779B97F4A7C15L;
        int at = offset;
        int end = offset + length;
        for (; at + 8 <= end; at += 8) {
            hash = step(hash, EffectLayout.getLong(bytes, at));
        }
        long rest = 0;
        for (int shift = 0; at < end; at++, shift += 8) {
            rest |= (bytes[at] & 0xFFL) << shift;
        }
        hash = step(hash, rest);
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        return hash ^ hash >>> 31;
    }

    private static long step(long hash, long word) {
        return Long.rotateLeft(hash ^ word * 0xC2B2AE3D27D4EB4FL, 31) * 0x9E3779B185EBCA87L;
    }
}
