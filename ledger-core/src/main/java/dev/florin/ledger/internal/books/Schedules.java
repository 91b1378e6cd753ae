package dev.florin.ledger.internal.books;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.ScheduleStatus;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.internal.schedule.ScheduleState;
import dev.florin.ledger.spi.LedgerClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Schedules that have a date to come, keyed by the position of the effect that set them up, and how the others were closed.
 * The bookkeeper's thread only.
 *
 * <p>What a schedule does is not kept here: it is read again when a date comes. How one was closed is read from the storage;
 * here are only {@link Notes} of what that may not have yet.
 *
 * <p>Each change notes how to take it back while an attempt is under way, but for the digest, which the attempt keeps.
 */
final class Schedules {
    private static final int MOST_NOTED = 1 << 12;

    /** A schedule that has a date to come. */
    static final class Open {
        final CommandId id;
        final long position;
        final long firstNanos;
        final @Nullable Recurrence recurrence;
        final List<AccountId> accounts;

        /** {@link ScheduleDate#UNPLANNED} as long as the primary has not said which date comes. */
        long dueNanos;

        /** The date that ran last; {@link ScheduleDate#UNPLANNED} if none has. */
        long ranNanos = ScheduleDate.UNPLANNED;

        /** When that date ran, as long as the next one is not known. */
        long firedNanos;

        long runs;

        Open(Schedule schedule, long position) {
            this(
                    schedule.id(),
                    position,
                    LedgerClock.nanosOf(schedule.first()),
                    schedule.recurrence(),
                    schedule.accounts());
        }

        Open(CommandId id, long position, long firstNanos, @Nullable Recurrence recurrence, List<AccountId> accounts) {
            this.id = id;
            this.position = position;
            this.firstNanos = firstNanos;
            this.recurrence = recurrence;
            this.accounts = accounts;
            this.dueNanos = firstNanos;
        }

        /** The date behind the one that runs at {@code nowNanos}. */
        long nextNanos(long nowNanos) {
            if (recurrence == null
                    || (recurrence.times() > 0 && runs + 1 >= recurrence.times())
                    || runs + 1 == ScheduleDate.MOST_RUNS) {
                return ScheduleDate.NONE;
            }
            return recurrence.rhythm() instanceof Recurrence.Interval interval
                    ? within(behind(interval.every().toNanos(), nowNanos))
                    : ScheduleDate.UNPLANNED;
        }

        /** With an interval; what passes the end of time is no date. */
        private long behind(long intervalNanos, long nowNanos) {
            long from = dueNanos;
            if (recurrence != null && recurrence.missed() == Recurrence.Missed.RUN_ONE) {
                // Read as unsigned, the difference of two moments never overflows.
                from = nowNanos - Long.remainderUnsigned(nowNanos - dueNanos, intervalNanos);
            }
            long next = from + intervalNanos;
            return next < from ? ScheduleDate.NONE : next;
        }

        /** A date if it is not behind the end of the schedule. */
        long within(long nanos) {
            return recurrence != null && recurrence.until() != null && nanos > LedgerClock.nanosOf(recurrence.until())
                    ? ScheduleDate.NONE
                    : nanos;
        }

        private void set(long due, long ran, long fired, long count) {
            dueNanos = due;
            ranNanos = ran;
            firedNanos = fired;
            runs = count;
        }
    }

    /** How a schedule was closed, and where. */
    record Closed(ScheduleStatus how, long position) implements Notes.Value {
        @Override
        public int amountCount() {
            return 0;
        }
    }

    private final Undo undo;
    private final StateDigest digest;
    private final History history;
    private final Map<Long, Open> open = new HashMap<>();
    private final TreeMap<Due, Open> due = new TreeMap<>();
    private final Map<AccountId, NavigableSet<Long>> openByAccount = new HashMap<>();
    private final Notes<Closed> closed = new Notes<>(MOST_NOTED);

    Schedules(Undo undo, StateDigest digest, History history) {
        this.undo = undo;
        this.digest = digest;
        this.history = history;
    }

    @Nullable
    Open open(long position) {
        return open.get(position);
    }

    int openCount() {
        return open.size();
    }

    /** The positions of open schedules that name an account, rising. */
    NavigableSet<Long> openOf(AccountId account) {
        return openByAccount.getOrDefault(account, new TreeSet<>());
    }

    /** Those of which nobody has said when they are due next, in the order of their positions. */
    List<Open> unplanned() {
        return open.values().stream()
                .filter(schedule -> schedule.dueNanos == ScheduleDate.UNPLANNED)
                .sorted(Comparator.comparingLong(schedule -> schedule.position))
                .toList();
    }

    /** What is due first, or null. */
    @Nullable
    Due firstDue() {
        return due.isEmpty() ? null : due.firstKey();
    }

    /** How the schedule that was set up at a position was closed; it is not open. */
    Closed closed(long position, long lastPosition) {
        Closed known = closed.get(position);
        if (known != null) {
            return known;
        }
        ScheduleState state =
                ScheduleState.at(history.read(position), lastPosition, history::references, history::read);
        if (state.status() == ScheduleStatus.ACTIVE) {
            throw new IllegalStateException("the schedule at position " + position + " is neither open nor closed");
        }
        Closed found = new Closed(state.status(), state.closedAt());
        closed.put(position, found);
        return found;
    }

    /** Takes note that the storage finds everything up to a position. */
    void durable(long position) {
        closed.durable(position);
    }

    void create(Open schedule) {
        put(schedule);
        digest.addSchedule(schedule);
        if (undo.isOn()) {
            undo.note(() -> take(schedule));
        }
    }

    /** Puts in a schedule of a snapshot, whose term is in the digest. */
    void load(Open schedule, long dueNanos, long ranNanos, long firedNanos, long runs) {
        schedule.set(dueNanos, ranNanos, firedNanos, runs);
        put(schedule);
    }

    /** A date has run, or the next one is known, by the effect at {@code position}. */
    void advance(Open schedule, ScheduleDate date, long timeNanos, long position) {
        long[] before = {schedule.dueNanos, schedule.ranNanos, schedule.firedNanos, schedule.runs};
        digest.removeSchedule(schedule);
        take(schedule);
        schedule.set(
                date.nextNanos(),
                date.dueNanos(),
                date.nextNanos() == ScheduleDate.UNPLANNED ? timeNanos : 0,
                date.runs());
        if (date.nextNanos() == ScheduleDate.NONE) {
            closed.put(schedule.position, new Closed(ScheduleStatus.ENDED, position));
        } else {
            put(schedule);
            digest.addSchedule(schedule);
        }
        if (undo.isOn()) {
            undo.note(() -> {
                if (date.nextNanos() == ScheduleDate.NONE) {
                    closed.remove(schedule.position);
                } else {
                    take(schedule);
                }
                schedule.set(before[0], before[1], before[2], before[3]);
                put(schedule);
            });
        }
    }

    void cancel(Open schedule, long position) {
        digest.removeSchedule(schedule);
        take(schedule);
        closed.put(schedule.position, new Closed(ScheduleStatus.CANCELLED, position));
        if (undo.isOn()) {
            undo.note(() -> {
                closed.remove(schedule.position);
                put(schedule);
            });
        }
    }

    private void put(Open schedule) {
        open.put(schedule.position, schedule);
        if (schedule.dueNanos != ScheduleDate.UNPLANNED) {
            due.put(new Due(schedule.dueNanos, schedule.position), schedule);
        }
        for (AccountId account : schedule.accounts) {
            openByAccount.computeIfAbsent(account, key -> new TreeSet<>()).add(schedule.position);
        }
    }

    private void take(Open schedule) {
        open.remove(schedule.position);
        due.remove(new Due(schedule.dueNanos, schedule.position));
        for (AccountId account : schedule.accounts) {
            openByAccount.computeIfPresent(account, (key, schedules) -> {
                schedules.remove(schedule.position);
                return schedules.isEmpty() ? null : schedules;
            });
        }
    }

    /** All open ones, in the order of their positions. */
    List<Open> allOpen() {
        List<Open> all = new ArrayList<>(open.values());
        all.sort(Comparator.comparingLong(schedule -> schedule.position));
        return all;
    }
}
