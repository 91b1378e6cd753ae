package dev.florin.ledger.internal.books;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.spi.LedgerClock;
import org.jspecify.annotations.Nullable;

/** Sets schedules up and cancels them. The order of checks is that of {@link dev.florin.ledger.RejectionReason}. */
final class ScheduleRules {
    private final Books books;
    private final Origins origins;

    ScheduleRules(Books books, Origins origins) {
        this.books = books;
        this.origins = origins;
    }

    /** Null if it was set up, at {@code position}, to be recorded at {@code timeNanos}. */
    @Nullable
    Rejection schedule(Schedule schedule, CommandCursor command, long position, long timeNanos, RecordBuffer effects) {
        for (AccountId account : schedule.accounts()) {
            if (books.account(account) == IdMap.NONE) {
                return new Rejection.UnknownAccount(account);
            }
        }
        for (AccountId account : schedule.accounts()) {
            if (books.accounts.state(books.account(account)).status() == AccountStatus.CLOSED) {
                return new Rejection.AccountClosed(account);
            }
        }
        Rejection tooEarly = firstDateTooEarly(schedule, timeNanos);
        if (tooEarly == null) {
            EffectCodec.writeScheduled(command.bytes(), command.offset(), effects);
            books.schedules.create(new Schedules.Open(schedule, position));
        }
        return tooEarly;
    }

    /** Of a calendar, so many dates take decades; of missed dates that are skipped, one runs. */
    private static @Nullable Rejection firstDateTooEarly(Schedule schedule, long timeNanos) {
        Recurrence recurrence = schedule.recurrence();
        long firstNanos = LedgerClock.nanosOf(schedule.first());
        if (recurrence == null
                || recurrence.missed() == Recurrence.Missed.RUN_ONE
                || !(recurrence.rhythm() instanceof Recurrence.Interval interval)
                || firstNanos >= timeNanos) {
            return null;
        }
        long lastNanos = timeNanos - 1;
        if (recurrence.until() != null) {
            lastNanos = Math.min(lastNanos, LedgerClock.nanosOf(recurrence.until()));
        }
        // Read as unsigned, the difference of two moments never overflows.
        long dates =
                Long.divideUnsigned(lastNanos - firstNanos, interval.every().toNanos()) + 1;
        if (recurrence.times() > 0) {
            dates = Math.min(dates, recurrence.times());
        }
        return dates > Schedule.MAX_PAST_DATES
                ? new Rejection.FirstDateTooEarly(firstNanos, timeNanos, dates, Schedule.MAX_PAST_DATES)
                : null;
    }

    /** Null if it was cancelled, at {@code position}. */
    @Nullable
    Rejection cancel(CancelSchedule cancellation, CommandCursor command, long position, RecordBuffer effects) {
        Rejection rejection = origins.openSchedule(cancellation.schedule());
        if (rejection != null) {
            return rejection;
        }
        Schedules.Open schedule = books.schedules.open(origins.position());
        if (schedule == null) {
            throw new IllegalStateException(
                    "the schedule at position " + origins.position() + " was found open and is not");
        }
        EffectCodec.writeCancelled(cancellation, schedule.position, command.contentHash(), effects);
        books.schedules.cancel(schedule, position);
        return null;
    }
}
