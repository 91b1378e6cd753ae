package dev.florin.ledger;

import java.util.List;
import java.util.Objects;

/**
 * Stops a schedule: no date of it runs any more. What has run stays. A date that is due when this is decided has run before.
 * Immutable: each method returns a changed copy.
 *
 * @param id makes the cancellation idempotent
 * @param schedule the schedule
 * @param conditions what must hold
 */
public record CancelSchedule(CommandId id, CommandId schedule, List<Condition> conditions) implements Command {
    /** Checks that all is there. */
    public CancelSchedule {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(schedule, "schedule");
        conditions = FormRules.conditions(conditions);
    }

    /**
     * Stops a schedule.
     *
     * @param id makes the cancellation idempotent
     * @param schedule the schedule
     * @return the cancellation
     */
    public static CancelSchedule of(CommandId id, CommandId schedule) {
        return new CancelSchedule(id, schedule, List.of());
    }

    /**
     * Sets what must hold.
     *
     * @param conditions at most 64
     * @return a changed copy
     */
    public CancelSchedule onlyIf(Condition... conditions) {
        return new CancelSchedule(id, schedule, List.of(conditions));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.CANCEL_SCHEDULE;
    }
}
