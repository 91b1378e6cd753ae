package dev.florin.ledger.cli.show;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/** Times as people write and read them, in UTC. */
public final class Times {
    private static final int DATE_LENGTH = "1993-01-01".length();

    private Times() {}

    /**
     * A time to the second, or the date alone at midnight.
     *
     * @param time the time
     * @return such as {@code 1993-01-31} or {@code 2026-02-03T10:15:30Z}
     */
    public static String of(Instant time) {
        OffsetDateTime utc = time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
        return utc.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? utc.toLocalDate().toString()
                : utc.toInstant().toString();
    }

    /**
     * Whether a text that {@link #parse} reads is a date.
     *
     * @param text the text
     * @return false if it is a time
     */
    public static boolean isDate(String text) {
        return text.length() <= DATE_LENGTH;
    }

    /**
     * Reads a date (its midnight) or a time, of UTC where it names no offset.
     *
     * @param text such as {@code 1993-01-31} or {@code 1993-01-31T12:00:00+01:00}
     * @return the time
     * @throws DateTimeParseException if it is neither
     */
    public static Instant parse(String text) {
        return parse(text, ZoneOffset.UTC);
    }

    /**
     * Reads a date (its first moment) or a time, of a zone where it names no offset.
     *
     * @param text such as {@code 1993-01-31} or {@code 1993-01-31T12:00:00+01:00}
     * @param zone the zone
     * @return the time
     * @throws DateTimeParseException if it is neither
     */
    public static Instant parse(String text, ZoneId zone) {
        if (isDate(text)) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime offset
                ? offset.toInstant()
                : ((LocalDateTime) time).atZone(zone).toInstant();
    }
}
