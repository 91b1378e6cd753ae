package dev.florin.ledger.storage.h2;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pairs of texts as a JSON object (RFC 8259). */
final class JsonText {
    private JsonText() {}

    /** The object; null if there are no pairs. */
    static @Nullable String of(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder("{");
        pairs.forEach((key, value) -> {
            text.append(text.length() == 1 ? "" : ",");
            quote(text, key);
            text.append(':');
            quote(text, value);
        });
        return text.append('}').toString();
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
