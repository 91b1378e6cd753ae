package dev.florin.ledger.internal.codec;

import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.spi.LedgerClock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The section that says when a schedule repeats; one that happens once has none.
 *
 * <pre>
 *   0  i64  no date after this one, or 2^63 - 1       24  u16  length of the rule: a period, such as P1M
 *   8  u32  at most so many times, 0 for no bound     26  u16  length of the time zone's id
 *  12  u32  missed dates                              28  u32  zero
 *  16  u64  interval in nanoseconds, 0 of a calendar  32       rule, zone
 * </pre>
 */
public final class RecurrenceCodec {
    private static final int FIXED_BYTES = 32;

    private RecurrenceCodec() {}

    public static void write(@Nullable Recurrence recurrence, RecordBuffer out) {
        if (recurrence == null) {
            return;
        }
        byte[] rule = {};
        byte[] zone = {};
        long intervalNanos = 0;
        if (recurrence.rhythm() instanceof Recurrence.Interval interval) {
            intervalNanos = interval.every().toNanos();
        } else if (recurrence.rhythm() instanceof Recurrence.Calendar calendar) {
            rule = RecordBuffer.utf8(calendar.every().toString());
            zone = RecordBuffer.utf8(calendar.zone());
        }
        SectionWriter.begin(out, Sections.RECURRENCE, FIXED_BYTES + rule.length + zone.length);
        Instant until = recurrence.until();
        out.putLong(until == null ? Long.MAX_VALUE : LedgerClock.nanosOf(until));
        out.putInt(recurrence.times());
        out.putInt(Codes.of(recurrence.missed()));
        out.putLong(intervalNanos);
        out.putShort(rule.length);
        out.putShort(zone.length);
        out.putInt(0);
        out.putBytes(rule, 0, rule.length);
        out.putBytes(zone, 0, zone.length);
        out.align();
    }

    /** Reads it among sections; null if it is absent. */
    public static @Nullable Recurrence read(byte[] bytes, int start, int end) {
        RecordReader in = Sections.content(bytes, start, end, Sections.RECURRENCE);
        if (in == null) {
            return null;
        }
        long until = in.getLong();
        int times = in.getInt();
        Recurrence.Missed missed = Codes.missed(in.getInt());
        long intervalNanos = in.getLong();
        int ruleLength = in.getShort();
        int zoneLength = in.getShort();
        in.getInt();
        String rule = in.text(ruleLength);
        String zone = in.text(zoneLength);
        try {
            return new Recurrence(
                    intervalNanos == 0
                            ? new Recurrence.Calendar(Period.parse(rule), zone)
                            : new Recurrence.Interval(Duration.ofNanos(intervalNanos)),
                    until == Long.MAX_VALUE ? null : LedgerClock.instantOf(until),
                    times,
                    missed);
        } catch (MalformedCommandException e) {
            throw Sections.malformed(e);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a section is malformed: '" + rule + "' is no period", e);
        }
    }
}
