package dev.florin.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a filter of movements must be like, so that a movement can be like that. */
final class FilterRules {
    private FilterRules() {}

    static void reference(@Nullable String reference) {
        if (reference != null) {
            if (reference.isEmpty()) {
                throw new IllegalArgumentException(
                        "the reference to look for is empty; leave the filter out to find all transfers");
            }
            wellFormed(() -> FormRules.reference(reference));
        }
    }

    static void code(@Nullable Integer code) {
        if (code != null && code < 1) {
            throw new IllegalArgumentException("the code to look for is " + code
                    + ", and codes are 1 to 2147483647; leave the filter out to find all transfers");
        }
    }

    static Set<String> keys(Set<String> keys) {
        Map<String, String> pairs = new HashMap<>();
        keys.forEach(key -> pairs.put(key, ""));
        metadata(pairs);
        return Set.copyOf(keys);
    }

    static Map<String, String> metadata(Map<String, String> metadata) {
        if (metadata.containsKey("")) {
            throw new IllegalArgumentException(
                    "the metadata key to look for is empty; leave the filter out to find all transfers");
        }
        wellFormed(() -> FormRules.metadata(metadata));
        return Map.copyOf(metadata);
    }

    static Set<String> plus(Set<String> keys, String key) {
        Set<String> more = new HashSet<>(keys);
        more.add(key);
        return more;
    }

    static Map<String, String> plus(Map<String, String> metadata, String key, String value) {
        Map<String, String> more = new HashMap<>(metadata);
        String before = more.put(key, value);
        if (before != null && !before.equals(value)) {
            throw new IllegalArgumentException(
                    "metadata '" + key + "' cannot be both '" + before + "' and '" + value + "'");
        }
        return more;
    }

    /** What no command can have, nobody can find. */
    private static void wellFormed(Runnable check) {
        try {
            check.run();
        } catch (MalformedCommandException e) {
            throw new IllegalArgumentException("nothing can be found by that: " + e.getMessage(), e);
        }
    }
}
