package dev.florin.ledger.storage.file;

import java.util.regex.Pattern;

/** The name of a segment's file: its number with ten digits, {@code 0000000001.flj}. */
final class SegmentName {
    private static final int DIGITS = 10;
    private static final Pattern PATTERN = Pattern.compile("[0-9]{" + DIGITS + "}\\.flj");

    private SegmentName() {}

    static String of(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits + ".flj";
    }

    static boolean matches(String name) {
        return PATTERN.matcher(name).matches();
    }

    static long number(String name) {
        return Long.parseLong(name.substring(0, DIGITS));
    }
}
