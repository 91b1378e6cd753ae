package dev.florin.ledger.cli.show;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times for people, in UTC. */
public final class Times {
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
}
