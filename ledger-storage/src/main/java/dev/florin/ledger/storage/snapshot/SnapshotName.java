package dev.florin.ledger.storage.snapshot;

import java.util.regex.Pattern;

/** The name of a snapshot's file: the last position before it with twenty digits, {@code 00000000000000004711.fls}. */
public final class SnapshotName {
    /** Behind the name of a file that is being written. */
    static final String UNFINISHED = ".tmp";

    /** Behind the name of a file that is ahead of its journal. */
    static final String AHEAD = ".ahead";

    private static final int DIGITS = 20;
    private static final Pattern PATTERN = Pattern.compile("0[0-9]{19}\\.fls");

    private SnapshotName() {}

    public static String of(long from) {
        String digits = Long.toString(from);
        return "0".repeat(DIGITS - digits.length()) + digits + ".fls";
    }

    public static boolean matches(String name) {
        return PATTERN.matcher(name).matches();
    }
}
