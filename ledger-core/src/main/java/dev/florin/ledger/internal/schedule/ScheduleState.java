package dev.florin.ledger.internal.schedule;

import dev.florin.ledger.ScheduleStatus;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.spi.EffectCursor;
import java.util.function.LongFunction;

/**
 * What became of a schedule by a position. Each effect that refers to it tells all of it, so that only the last one, or the
 * last but one, is read, however many dates have run.
 *
 * @param dueNanos the next date; {@link ScheduleDate#NONE} if there is none, {@link ScheduleDate#UNPLANNED} if it is not
 *     known yet
 * @param ranNanos the date that ran last; {@link ScheduleDate#UNPLANNED} if none has
 * @param firedNanos when that date ran, if the next one is not known yet; else 0
 * @param runs how many dates have run
 * @param closedAt the position of the effect that closed it; 0 if it is active
 */
public record ScheduleState(
        ScheduleStatus status, long dueNanos, long ranNanos, long firedNanos, long runs, long closedAt) {
    private static final int PAGE = 64;

    /** Finds the effects that refer to one: positions behind another, rising, at most so many. */
    @FunctionalInterface
    public interface References {
        long[] find(long origin, long after, int limit);
    }

    /**
     * The state by a position.
     *
     * @param created the effect that set the schedule up
     * @param effects gives the effect at a position
     */
    public static ScheduleState at(
            EffectCursor created, long position, References references, LongFunction<EffectCursor> effects) {
        long origin = created.position();
        long last = last(origin, position, references);
        if (last == 0) {
            return new ScheduleState(
                    ScheduleStatus.ACTIVE, EffectCodec.firstDueNanos(created), ScheduleDate.UNPLANNED, 0, 0, 0);
        }
        EffectCursor effect = effects.apply(last);
        return switch (effect.kind()) {
            case SCHEDULE_FIRED, SCHEDULE_PLANNED -> behind(effect);
            case SCHEDULE_CANCELLED -> {
                ScheduleState before = at(created, last - 1, references, effects);
                yield new ScheduleState(
                        ScheduleStatus.CANCELLED, ScheduleDate.NONE, before.ranNanos, 0, before.runs, last);
            }
            default ->
                throw new IllegalStateException("the effect at position " + last + ", " + effect.kind()
                        + ", refers to the schedule at position " + origin);
        };
    }

    private static ScheduleState behind(EffectCursor effect) {
        ScheduleDate date = EffectCodec.scheduleDate(effect);
        boolean ended = date.nextNanos() == ScheduleDate.NONE;
        return new ScheduleState(
                ended ? ScheduleStatus.ENDED : ScheduleStatus.ACTIVE,
                date.nextNanos(),
                date.dueNanos(),
                date.nextNanos() == ScheduleDate.UNPLANNED ? effect.timeNanos() : 0,
                date.runs(),
                ended ? effect.position() : 0);
    }

    /** The last effect up to a position that refers to the origin, or 0: the first few at once, then by halves. */
    private static long last(long origin, long position, References references) {
        long[] page = references.find(origin, 0, PAGE);
        int count = page.length;
        while (count > 0 && page[count - 1] > position) {
            count--;
        }
        if (count < PAGE) {
            return count == 0 ? 0 : page[count - 1];
        }
        long low = page[PAGE - 1];
        long high = position;
        while (low < high) {
            long middle = low + (high - low) / 2;
            long[] behind = references.find(origin, middle, 1);
            if (behind.length > 0 && behind[0] <= position) {
                low = behind[0];
            } else {
                high = middle;
            }
        }
        return low;
    }
}
