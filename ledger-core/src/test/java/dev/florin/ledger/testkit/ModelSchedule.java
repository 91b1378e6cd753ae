package dev.florin.ledger.testkit;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.ScheduleStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedule that was set up. */
final class ModelSchedule {
    final Schedule schedule;
    final Receipt receipt;
    final List<Run> runs = new ArrayList<>();
    ScheduleStatus status = ScheduleStatus.ACTIVE;

    /** The next date, or null if there is none or it is not known yet. */
    @Nullable
    Long dueNanos;

    /** Of the cancellation, or of what told that there is no further date. */
    @Nullable
    Receipt closing;

    /** A date that has come. */
    record Run(long dueNanos, Receipt fired, CommandId did) {}

    ModelSchedule(Schedule schedule, Receipt receipt) {
        this.schedule = schedule;
        this.receipt = receipt;
        this.dueNanos = ModelDates.nanosOf(schedule.first()).longValueExact();
    }

    ModelSchedule copy() {
        ModelSchedule copy = new ModelSchedule(schedule, receipt);
        copy.runs.addAll(runs);
        copy.status = status;
        copy.dueNanos = dueNanos;
        copy.closing = closing;
        return copy;
    }

    boolean isActive() {
        return status == ScheduleStatus.ACTIVE;
    }

    /** Whether the next date has yet to be worked out. */
    boolean isUnplanned() {
        return isActive() && dueNanos == null;
    }

    Run lastRun() {
        return runs.get(runs.size() - 1);
    }

    void close(ScheduleStatus how, Receipt by) {
        status = how;
        dueNanos = null;
        closing = by;
    }
}
