package dev.florin.ledger.money;

/**
 * A currency or another unit that accounts hold: a code and a scale, such as {@code USD/2}, {@code JPY/0} or
 * {@code ETH/18}.
 *
 * <p>Two assets are the same if both code and scale are: {@code USD/2} and {@code USD/4} are different assets. Immutable
 * and safe to share between threads.
 *
 * @param code 1 to 32 characters of {@code A-Z a-z 0-9 . _ -}, the first one a letter or a digit, so that a code is never
 *     taken for a command line option or a hidden file; upper and lower case differ
 * @param scale how many decimal digits a minor unit lies behind the point, 0 to 38: with scale 2 a minor unit is a
 *     hundredth. 10^38 is the greatest power of ten that an {@link Amount} can hold, so that with every scale there is at
 *     least one whole unit
 */
public record Asset(String code, int scale) {

    /** The greatest length of a code, in characters. */
    public static final int MAX_CODE_LENGTH = 32;

    /** The greatest scale. */
    public static final int MAX_SCALE = 38;

    private static final char SEPARATOR = '/';

    /**
     * Checks code and scale.
     *
     * @throws IllegalArgumentException if the code or the scale breaks its rule
     */
    public Asset {
        requireCode(code);
        if (scale < 0 || scale > MAX_SCALE) {
            throw new IllegalArgumentException(
                    "asset scale " + scale + " of " + code + " is not from 0 to " + MAX_SCALE);
        }
    }

    /**
     * An asset.
     *
     * @param code its code, such as {@code USD}
     * @param scale its decimal digits, such as 2
     * @return the asset
     * @throws IllegalArgumentException if the code or the scale breaks its rule
     */
    public static Asset of(String code, int scale) {
        return new Asset(code, scale);
    }

    /**
     * Reads the form that {@link #toString} writes, and no other.
     *
     * @param text code, slash, scale without leading zeros: {@code USD/2}
     * @return the asset
     * @throws IllegalArgumentException if the text has not this form, or the code or the scale breaks its rule
     */
    public static Asset parse(String text) {
        int slash = text.indexOf(SEPARATOR);
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "asset " + Quoted.of(text) + " is not of the form CODE/SCALE, such as USD/2");
        }
        String code = text.substring(0, slash);
        requireCode(code);
        return new Asset(code, parseScale(text, slash + 1));
    }

    /**
     * Writes the asset as code, slash, scale.
     *
     * @return such as {@code USD/2}
     */
    @Override
    public String toString() {
        return code + SEPARATOR + scale;
    }

    private static int parseScale(String text, int from) {
        int digits = text.length() - from;
        boolean canonical = digits == 1 || (digits == 2 && text.charAt(from) != '0');
        int scale = 0;
        for (int i = from; canonical && i < text.length(); i++) {
            canonical = isDigit(text.charAt(i));
            scale = 10 * scale + (text.charAt(i) - '0');
        }
        if (!canonical || scale > MAX_SCALE) {
            throw new IllegalArgumentException("asset " + Quoted.of(text) + ": the scale after the slash is not 0 to "
                    + MAX_SCALE + ", in digits without leading zeros");
        }
        return scale;
    }

    private static void requireCode(String code) {
        if (code.isEmpty() || code.length() > MAX_CODE_LENGTH) {
            throw new IllegalArgumentException("asset code " + Quoted.of(code) + " has " + code.length()
                    + " characters, not 1 to " + MAX_CODE_LENGTH);
        }
        if (!isLetterOrDigit(code.charAt(0))) {
            throw new IllegalArgumentException(
                    "asset code " + Quoted.of(code) + " does not begin with one of A-Z a-z 0-9");
        }
        for (int i = 1; i < code.length(); i++) {
            char c = code.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                throw new IllegalArgumentException("asset code " + Quoted.of(code) + " has at index " + i
                        + " a character that is not one of A-Z a-z 0-9 . _ -");
            }
        }
    }

    // Character.isLetterOrDigit knows all of Unicode; a code is ASCII, so that it looks and sorts alike everywhere.
    private static boolean isLetterOrDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
