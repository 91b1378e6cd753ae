package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.NextDates;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Does what time brings: holds expire and schedules run, in one order of due time, then position; and takes in the dates that
 * the primary works out. The bookkeeper's thread only.
 *
 * <p>A date and what it does stand in one frame, so that after a crash both are there or neither is.
 */
final class DueDates {
    private final Books books;
    private final Executor executor;
    private final LongFunction<EffectCursor> effects;

    /** Schedules whose next date nobody was asked for yet, once somebody has asked which ones there are. */
    private final List<Schedules.Open> unplanned = new ArrayList<>();

    private boolean told;

    /** {@code effects} gives the effect at any position, those just decided included. */
    DueDates(Books books, Executor executor, LongFunction<EffectCursor> effects) {
        this.books = books;
        this.executor = executor;
        this.effects = effects;
    }

    /** The dates that are missing and were not given out before. */
    List<MissingDate> takeMissing() {
        if (!told) {
            told = true;
            unplanned.addAll(books.schedules.unplanned());
        }
        if (unplanned.isEmpty()) {
            return List.of();
        }
        List<MissingDate> missing = new ArrayList<>(unplanned.size());
        for (Schedules.Open schedule : unplanned) {
            if (schedule.recurrence != null) {
                missing.add(MissingDate.of(schedule, schedule.recurrence));
            }
        }
        unplanned.clear();
        return missing;
    }

    /** Does what is due; returns whether there is room for more. */
    boolean run(DecidedBatch decided, long nowNanos, int fullBytes) {
        for (Due due = books.nextDue(); due != null && due.timeNanos() <= nowNanos; due = books.nextDue()) {
            if (decided.nextStart() > fullBytes) {
                return false;
            }
            Holds.Open hold = books.holds.open(due.position());
            if (hold != null) {
                expire(hold, decided);
            } else {
                fire(open(due.position()), decided);
            }
        }
        return true;
    }

    private Schedules.Open open(long position) {
        Schedules.Open schedule = books.schedules.open(position);
        if (schedule == null) {
            throw new IllegalStateException("what is due at position " + position + " is not open");
        }
        return schedule;
    }

    private void expire(Holds.Open hold, DecidedBatch decided) {
        Release release = Release.of(freeId("florin:expiry", hold.id, hold.dueNanos), hold.id);
        executor.expire(hold, release, CommandCursor.of(release), decided);
    }

    private void fire(Schedules.Open schedule, DecidedBatch decided) {
        long dueNanos = schedule.dueNanos;
        int effectCount = decided.effectCount();
        int start = decided.nextStart();
        ScheduleDate date = new ScheduleDate(
                schedule.id,
                schedule.position,
                dueNanos,
                schedule.nextNanos(decided.nextTimeNanos()),
                schedule.runs + 1);
        settle(EffectKind.SCHEDULE_FIRED, freeId("florin:fired", schedule.id, dueNanos), schedule, date, decided);
        CommandCursor run = CommandCursor.of(
                EffectCodec.scheduled(effects.apply(schedule.position), freeId("florin:run", schedule.id, dueNanos)));
        Rejection rejection = executor.execute(run, decided);
        if (rejection != null) {
            executor.reject(run, rejection, decided);
        }
        EffectCodec.setGroupSize(decided.effects().bytes(), start, decided.effectCount() - effectCount - 1);
        if (told && date.nextNanos() == ScheduleDate.UNPLANNED) {
            unplanned.add(schedule);
        }
    }

    /** Takes in the dates that a TICK brings. One that nobody waits for, or that comes too late, changes nothing. */
    void plan(CommandCursor tick, DecidedBatch decided) {
        for (NextDates.NextDate next : NextDates.of(tick)) {
            long position = books.settledAt(next.schedule());
            Schedules.Open schedule = position == History.NOT_SETTLED ? null : books.schedules.open(position);
            if (schedule != null
                    && schedule.dueNanos == ScheduleDate.UNPLANNED
                    && schedule.ranNanos == next.dueNanos()
                    && next.nextNanos() > next.dueNanos()) {
                long nanos = schedule.within(next.nextNanos());
                CommandId id = freeId("florin:planned", schedule.id, schedule.ranNanos);
                ScheduleDate date = new ScheduleDate(schedule.id, position, schedule.ranNanos, nanos, schedule.runs);
                settle(EffectKind.SCHEDULE_PLANNED, id, schedule, date, decided);
            }
        }
    }

    private void settle(
            EffectKind kind, CommandId id, Schedules.Open schedule, ScheduleDate date, DecidedBatch decided) {
        CommandCursor derived = NextDates.derived(id, date);
        int start = decided.nextStart();
        EffectCodec.writeDate(kind, date, derived, decided.effects());
        books.schedules.advance(schedule, date, decided.nextTimeNanos(), decided.nextPosition());
        executor.settle(derived, Outcomes.POSTED_CODE, start, decided);
    }

    /** What is due cannot be rejected, even if somebody used its id before: then it takes the next one. */
    private CommandId freeId(String what, CommandId about, long dueNanos) {
        for (int attempt = 0; ; attempt++) {
            CommandId id =
                    CommandId.derived(what, about.toString(), Long.toString(dueNanos), Integer.toString(attempt));
            if (books.settledAt(id) == History.NOT_SETTLED) {
                return id;
            }
        }
    }
}
