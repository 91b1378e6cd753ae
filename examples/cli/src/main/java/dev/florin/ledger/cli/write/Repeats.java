package dev.florin.ledger.cli.write;

import dev.florin.ledger.Recurrence;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** When something is done again, as people write and read it. */
public final class Repeats {
    private Repeats() {}

    /**
     * The time zone that is meant.
     *
     * @param id such as {@code Europe/Berlin}
     * @return the zone
     * @throws BadInputException if there is none of that id
     */
    public static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new BadInputException("--zone '" + id + "' is not known here; one is Europe/Berlin");
        }
    }

    /**
     * A date of a schedule.
     *
     * @param what the option, for messages
     * @param text a date, whose first moment it is, or a time
     * @param zone of the zone if it names no offset, else of UTC
     * @return the moment
     * @throws BadInputException if it is neither
     */
    public static Instant date(String what, String text, Optional<ZoneId> zone) {
        try {
            return Times.parse(text, zone.orElse(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new BadInputException(
                    what + " '" + text + "' is not a date like 2026-01-31 or a time like 2026-01-31T12:00");
        }
    }

    /**
     * Reads how often.
     *
     * @param text a distance such as {@code 12h}, or with a zone a period of the calendar such as {@code P1M}
     * @param zone whose calendar counts; empty for distances
     * @return the recurrence, without end
     * @throws BadInputException if it is neither, or the zone is missing or one too many
     */
    public static Recurrence every(String text, Optional<ZoneId> zone) {
        if (zone.isEmpty()) {
            if (text.startsWith("P") && !text.startsWith("PT")) {
                throw new BadInputException("--every " + text + " is of the calendar, so it needs --zone, such as"
                        + " Europe/Berlin; for so many hours write 24h");
            }
            return Recurrence.every(distance(text));
        }
        try {
            return Recurrence.every(Period.parse(text), zone.get());
        } catch (DateTimeException e) {
            throw new BadInputException("--every '" + text
                    + "' is no period of the calendar, such as P1M, P2W or P1D; --zone goes with those");
        }
    }

    private static Duration distance(String text) {
        try {
            return Timeouts.parse(text);
        } catch (BadInputException e) {
            throw new BadInputException("--every '" + text
                    + "' is not like 7d, 12h, 30m, 45s or PT1H30M, nor, with --zone, like P1M, P2W or P1D");
        }
    }

    /**
     * A recurrence in words.
     *
     * @param recurrence the recurrence
     * @return such as {@code every P1M in Europe/Berlin, 12 times}
     */
    public static String words(Recurrence recurrence) {
        StringBuilder words = new StringBuilder("every ").append(every(recurrence));
        zone(recurrence).ifPresent(zone -> words.append(" in ").append(zone));
        recurrence.ends().ifPresent(last -> words.append(", until ").append(last));
        if (recurrence.times() != 0) {
            words.append(", ").append(recurrence.times()).append(" times");
        }
        if (recurrence.missed() != Recurrence.Missed.RUN_EACH) {
            words.append(", missed dates ").append(Json.word(recurrence.missed()));
        }
        return words.toString();
    }

    /**
     * The distance or period.
     *
     * @param recurrence the recurrence
     * @return in ISO 8601
     */
    public static String every(Recurrence recurrence) {
        return recurrence.rhythm() instanceof Recurrence.Calendar calendar
                ? calendar.every().toString()
                : ((Recurrence.Interval) recurrence.rhythm()).every().toString();
    }

    /**
     * The zone of a calendar.
     *
     * @param recurrence the recurrence
     * @return its id; empty for distances
     */
    public static Optional<String> zone(Recurrence recurrence) {
        return recurrence.rhythm() instanceof Recurrence.Calendar calendar
                ? Optional.of(calendar.zone())
                : Optional.empty();
    }
}
