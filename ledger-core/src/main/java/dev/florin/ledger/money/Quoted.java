package dev.florin.ledger.money;

import java.util.HexFormat;

/** Text of a caller as error messages show it: in quotes, on one line, and never longer than a line. */
final class Quoted {

    private static final int MAX_CHARACTERS = 64;

    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder().append('"');
        text.chars().limit(MAX_CHARACTERS).forEach(c -> {
            if (Character.isISOControl(c)) {
                quoted.append("\\u").append(HexFormat.of().toHexDigits((char) c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append(text.length() > MAX_CHARACTERS ? "…\"" : "\"").toString();
    }
}
