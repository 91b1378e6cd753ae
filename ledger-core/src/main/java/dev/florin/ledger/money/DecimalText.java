package dev.florin.ledger.money;

import java.math.BigInteger;

/** Amounts as people write them, {@code 12.34}: the exact text form that {@link Amount} and {@link SignedAmount} share. */
final class DecimalText {

    /** 2^128 - 1 has 39 digits: more need not be looked at. */
    private static final int MAX_DIGITS = 39;

    /** As many digits as every {@code long} has room for. */
    private static final int LONG_DIGITS = 18;

    private DecimalText() {}

    /** Reads digits, and a point and fraction digits if there are any, from an index to the end of the text. */
    static Amount parse(String text, int from, Asset asset) {
        int wholeEnd = endOfDigits(text, from);
        if (wholeEnd == from) {
            throw malformed(text, asset, "a digit is missing at index " + from);
        }
        boolean hasPoint = wholeEnd < text.length() && text.charAt(wholeEnd) == '.';
        int fractionStart = hasPoint ? wholeEnd + 1 : wholeEnd;
        int end = hasPoint ? endOfDigits(text, fractionStart) : wholeEnd;
        if (hasPoint && end == fractionStart) {
            throw malformed(text, asset, "a digit is missing at index " + fractionStart);
        }
        if (end < text.length()) {
            throw malformed(text, asset, "the character at index " + end + " does not belong there");
        }
        int fractionDigits = end - fractionStart;
        if (fractionDigits > asset.scale()) {
            int excess = fractionStart + asset.scale();
            throw malformed(text, asset, "from index " + excess + " on, it has more fraction digits than the scale");
        }
        String digits = text.substring(from, wholeEnd)
                + text.substring(fractionStart)
                + "0".repeat(asset.scale() - fractionDigits);
        return minorUnits(digits, text, asset);
    }

    static String format(Amount amount, Asset asset) {
        String digits = amount.toString();
        int scale = asset.scale();
        if (scale == 0) {
            return digits;
        }
        String padded = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
        int point = padded.length() - scale;
        return padded.substring(0, point) + '.' + padded.substring(point);
    }

    private static Amount minorUnits(String digits, String text, Asset asset) {
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        int significant = digits.length() - first;
        if (significant <= LONG_DIGITS) {
            return Amount.of(Long.parseLong(digits, first, digits.length(), 10));
        }
        if (significant <= MAX_DIGITS) {
            BigInteger value = new BigInteger(digits.substring(first));
            if (value.compareTo(Amount.MAX.toBigInteger()) <= 0) {
                return Amount.of(value);
            }
        }
        throw malformed(text, asset, "the most is " + Amount.MAX.format(asset));
    }

    private static int endOfDigits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static NumberFormatException malformed(String text, Asset asset, String reason) {
        return new NumberFormatException(Quoted.of(text) + " is not an amount of " + asset + ": " + reason);
    }
}
