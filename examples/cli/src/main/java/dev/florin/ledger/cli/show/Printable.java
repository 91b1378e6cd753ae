package dev.florin.ledger.cli.show;

/** Text of strangers, made safe for a terminal: nothing in it moves the cursor, breaks the line or turns it round. */
public final class Printable {
    private Printable() {}

    /**
     * Writes what is not to be printed as an escape: {@code \n}, <code>&#92;u{202e}</code>.
     *
     * @param text any text
     * @return the same text on one line
     */
    public static String of(String text) {
        if (text.codePoints().allMatch(Printable::isSafe)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    /**
     * How many columns of a terminal a text takes.
     *
     * @param text printable text
     * @return its width: none for a combining mark, two for a wide character
     */
    public static int width(String text) {
        return text.codePoints().map(Printable::width).sum();
    }

    private static void append(StringBuilder safe, int c) {
        if (isSafe(c)) {
            safe.appendCodePoint(c);
        } else if (c == '\n') {
            safe.append("\\n");
        } else if (c == '\r') {
            safe.append("\\r");
        } else if (c == '\t') {
            safe.append("\\t");
        } else {
            safe.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            case Character.FORMAT -> !turnsDirection(c);
            default -> true;
        };
    }

    /** The controls of Unicode's bidirectional algorithm, which make a line read as it is not. */
    private static boolean turnsDirection(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static int width(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    private static boolean isWide(int c) {
        if (c < 0x1100) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> (c >= 0xFF01 && c <= 0xFF60) || (c >= 0x1F300 && c <= 0x1FAFF);
        };
    }
}
