package dev.florin.ledger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a movement of money carries for people and programs; the ledger keeps it and does nothing with it. Immutable: each
 * method returns a changed copy.
 *
 * @param reference free text for people, at most 1,024 bytes of UTF-8; empty when absent
 * @param code a free number for programs, 0 when absent
 * @param effectiveTime when the movement counts for its business, or null for the time it is recorded; nanoseconds, years
 *     1678 to 2261. Never re-judges: limits follow the recorded order alone
 * @param metadata at most 64 pairs; keys of 1 to 128 bytes, values of at most 4,096, 32 KiB in all; sorted by key
 */
public record Details(String reference, int code, @Nullable Instant effectiveTime, Map<String, String> metadata) {
    /** Nothing at all. */
    public static final Details NONE = new Details("", 0, null, Map.of());

    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if the reference, the code, the time or the metadata is outside its range
     */
    public Details {
        reference = FormRules.reference(reference);
        code = FormRules.code(code);
        effectiveTime = FormRules.effectiveTime(effectiveTime);
        metadata = FormRules.metadata(metadata);
    }

    /**
     * A reference and nothing else.
     *
     * @param reference free text for people, at most 1,024 bytes of UTF-8
     * @return the details
     */
    public static Details of(String reference) {
        return NONE.withReference(reference);
    }

    /**
     * Sets the reference.
     *
     * @param text free text for people, at most 1,024 bytes of UTF-8
     * @return a changed copy
     */
    public Details withReference(String text) {
        return new Details(Objects.requireNonNull(text, "text"), code, effectiveTime, metadata);
    }

    /**
     * Sets the code.
     *
     * @param number a free number for programs, at least 0
     * @return a changed copy
     */
    public Details withCode(int number) {
        return new Details(reference, number, effectiveTime, metadata);
    }

    /**
     * Sets the effective time.
     *
     * @param time when the movement counts for its business
     * @return a changed copy
     */
    public Details withEffectiveTime(Instant time) {
        return new Details(reference, code, Objects.requireNonNull(time, "time"), metadata);
    }

    /**
     * Adds a pair of metadata, or replaces the value of its key.
     *
     * @param key 1 to 128 bytes of UTF-8
     * @param value at most 4,096 bytes of UTF-8
     * @return a changed copy
     */
    public Details withMetadata(String key, String value) {
        Map<String, String> pairs = new LinkedHashMap<>(metadata);
        pairs.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return new Details(reference, code, effectiveTime, pairs);
    }
}
