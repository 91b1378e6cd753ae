package dev.florin.ledger.storage.index;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names of the files of an index. Files with other names are not ours. */
final class FileNames {
    static final String MANIFEST = "manifest";
    static final String NEW_MANIFEST = "manifest.new";
    static final String POSITIONS = "positions";

    /** The number that stands for {@link #POSITIONS}; runs are numbered from 1. */
    static final long POSITIONS_NUMBER = 0;

    private static final String RUN_END = ".run";
    private static final Pattern RUN = Pattern.compile("[0-9]{10}\\.run");

    private FileNames() {}

    static String of(long number) {
        return number == POSITIONS_NUMBER ? POSITIONS : String.format(Locale.ROOT, "%010d%s", number, RUN_END);
    }

    static boolean isRun(String name) {
        return RUN.matcher(name).matches();
    }

    static boolean isOurs(String name) {
        return isRun(name) || name.equals(MANIFEST) || name.equals(NEW_MANIFEST) || name.equals(POSITIONS);
    }

    static long number(String name) {
        return Long.parseLong(name.substring(0, name.length() - RUN_END.length()));
    }
}
