package dev.florin.ledger.cli.write;

import dev.florin.ledger.cli.csv.BadInputException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time-outs as people write them. */
public final class Timeouts {
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})([dhms])");

    private Timeouts() {}

    /**
     * Reads a time-out.
     *
     * @param text {@code 7d}, {@code 12h}, {@code 30m}, {@code 45s}, or ISO 8601 such as {@code PT1H30M}
     * @return the time-out
     * @throws BadInputException if it is none
     */
    public static Duration parse(String text) {
        Matcher parts = SHORT.matcher(text);
        if (parts.matches()) {
            long number = Long.parseLong(parts.group(1));
            return switch (parts.group(2)) {
                case "d" -> Duration.ofDays(number);
                case "h" -> Duration.ofHours(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadInputException(
                    "the time-out '" + text + "' is not like 7d, 12h, 30m, 45s, or PT1H30M of ISO 8601");
        }
    }
}
