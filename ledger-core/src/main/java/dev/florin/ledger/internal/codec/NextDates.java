package dev.florin.ledger.internal.codec;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.spi.EffectLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dates in a TICK: which date of a schedule comes behind another. The primary works them out; and what a schedule does by
 * itself has such a TICK, under the derived id, for the command that would have asked for it.
 */
public final class NextDates {
    /** The most dates of one TICK. */
    public static final int MAX_DATES = 1_000;

    private static final int DATE_BYTES = 32;

    private NextDates() {}

    /**
     * A date of a schedule.
     *
     * @param dueNanos the date behind which it comes
     * @param nextNanos the date, or {@link ScheduleDate#NONE}
     */
    public record NextDate(CommandId schedule, long dueNanos, long nextNanos) {}

    /** A TICK with at most {@link #MAX_DATES}. */
    public static byte[] tick(List<NextDate> dates) {
        List<NextDate> sorted = new ArrayList<>(dates);
        sorted.sort(Comparator.comparing(NextDate::schedule));
        return tick(null, sorted);
    }

    /** The TICK under a derived id that stands for a date of a schedule. */
    public static CommandCursor derived(CommandId id, ScheduleDate date) {
        byte[] tick = tick(id, List.of(new NextDate(date.schedule(), date.dueNanos(), date.nextNanos())));
        CommandCursor cursor = new CommandCursor().wrap(tick, tick.length);
        if (!cursor.next()) {
            throw new IllegalStateException("date " + id + " was not encoded");
        }
        return cursor;
    }

    private static byte[] tick(@Nullable CommandId id, List<NextDate> dates) {
        RecordBuffer out =
                new RecordBuffer(EffectLayout.HEADER_BYTES + Sections.HEADER_BYTES + dates.size() * DATE_BYTES);
        int start = out.beginRecord(CommandCodec.TICK, 0, 0, id == null ? 0 : id.high(), id == null ? 0 : id.low(), 0);
        SectionWriter.begin(out, Sections.NEXT_DATES, dates.size() * DATE_BYTES);
        for (NextDate date : dates) {
            out.putLong(date.schedule.high());
            out.putLong(date.schedule.low());
            out.putLong(date.dueNanos);
            out.putLong(date.nextNanos);
        }
        CommandCodec.end(start, out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    /**
     * The dates that a TICK brings.
     *
     * @throws IllegalArgumentException if it has something else
     */
    public static List<NextDate> of(CommandCursor tick) {
        Sections unused = Sections.read(tick.bytes(), tick.sectionsStart(), tick.endOffset(), 1 << Sections.NEXT_DATES);
        RecordReader in = Sections.content(tick.bytes(), tick.sectionsStart(), tick.endOffset(), Sections.NEXT_DATES);
        List<NextDate> dates = new ArrayList<>();
        while (in != null && in.hasMore()) {
            dates.add(new NextDate(in.command(), in.getLong(), in.getLong()));
        }
        return dates;
    }
}
