package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.spi.LedgerClock;
import java.time.Instant;

/**
 * A date that the bookkeeper cannot work out, since the rules of time zones change.
 *
 * @param schedule the schedule
 * @param first its first date
 * @param recurrence how it repeats
 * @param dueNanos the date behind which one is missing
 * @param behindNanos no date up to here is wanted: that one, or where the others up to the present are skipped, the time it
 *     ran
 */
public record MissingDate(CommandId schedule, Instant first, Recurrence recurrence, long dueNanos, long behindNanos) {
    static MissingDate of(Schedules.Open open, Recurrence recurrence) {
        boolean skips = recurrence.missed() == Recurrence.Missed.RUN_ONE;
        return new MissingDate(
                open.id,
                LedgerClock.instantOf(open.firstNanos),
                recurrence,
                open.ranNanos,
                skips ? Math.max(open.ranNanos, open.firedNanos) : open.ranNanos);
    }
}
