package dev.florin.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The form of texts, metadata and times in commands: what a command alone shows to be right or wrong. */
final class FormRules {
    static final int MAX_REFERENCE_BYTES = 1024;
    static final int MAX_NAME_BYTES = 512;
    static final int MAX_METADATA_PAIRS = 64;
    static final int MAX_METADATA_KEY_BYTES = 128;
    static final int MAX_METADATA_VALUE_BYTES = 4096;
    static final int MAX_METADATA_BYTES = 32 * 1024;

    /** Whole years whose every nanosecond since 1970 fits 64 bits. */
    private static final Instant FIRST_TIME = Instant.parse("1678-01-01T00:00:00Z");

    private static final Instant AFTER_LAST_TIME = Instant.parse("2262-01-01T00:00:00Z");

    /** The order of UTF-8 bytes, which is the order of code points; the canonical encoding sorts keys by it. */
    private static final Comparator<String> BY_CODE_POINT = FormRules::compareCodePoints;

    private FormRules() {}

    static String name(String name) {
        utf8Length("an account's name", name, MAX_NAME_BYTES);
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw new MalformedCommandException(String.format(
                        Locale.ROOT,
                        "an account's name has the control character U+%04X at index %d; names are text on one line",
                        (int) name.charAt(i),
                        i));
            }
        }
        return name;
    }

    static String reference(String reference) {
        utf8Length("a reference", reference, MAX_REFERENCE_BYTES);
        return reference;
    }

    static int code(int code) {
        if (code < 0) {
            throw new MalformedCommandException("the code " + code + " is negative; codes are 0 to 2147483647");
        }
        return code;
    }

    static Map<String, String> metadata(Map<String, String> metadata) {
        if (metadata.isEmpty()) {
            return Map.of();
        }
        if (metadata.size() > MAX_METADATA_PAIRS) {
            throw new MalformedCommandException(
                    "metadata has " + metadata.size() + " keys; the most is " + MAX_METADATA_PAIRS);
        }
        SortedMap<String, String> sorted = new TreeMap<>(BY_CODE_POINT);
        int bytes = 0;
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
            String key = pair.getKey();
            if (key.isEmpty()) {
                throw new MalformedCommandException("metadata has an empty key; a key has at least one character");
            }
            bytes += utf8Length("a metadata key", key, MAX_METADATA_KEY_BYTES);
            bytes += utf8Length("the metadata value of '" + key + "'", pair.getValue(), MAX_METADATA_VALUE_BYTES);
            sorted.put(key, pair.getValue());
        }
        if (bytes > MAX_METADATA_BYTES) {
            throw new MalformedCommandException(
                    "metadata takes " + bytes + " bytes of UTF-8; the most is " + MAX_METADATA_BYTES);
        }
        return Collections.unmodifiableMap(sorted);
    }

    static @Nullable Instant effectiveTime(@Nullable Instant time) {
        if (time != null) {
            time("the effective time", time);
        }
        return time;
    }

    static void time(String what, Instant time) {
        if (time.isBefore(FIRST_TIME) || !time.isBefore(AFTER_LAST_TIME)) {
            throw new MalformedCommandException(
                    what + " " + time + " is outside the years 1678 to 2261 that nanoseconds can count");
        }
    }

    static List<Condition> conditions(List<Condition> conditions) {
        if (conditions.size() > Condition.MAX_CONDITIONS) {
            throw new MalformedCommandException(
                    "a command has " + conditions.size() + " conditions; the most is " + Condition.MAX_CONDITIONS);
        }
        return List.copyOf(conditions);
    }

    private static int utf8Length(String what, String text, int most) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                throw new MalformedCommandException(
                        what + " has an unpaired surrogate at index " + i + "; it has no form in UTF-8");
            }
        }
        if (bytes > most) {
            throw new MalformedCommandException(what + " takes " + bytes + " bytes of UTF-8; the most is " + most);
        }
        return bytes;
    }

    private static int compareCodePoints(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
