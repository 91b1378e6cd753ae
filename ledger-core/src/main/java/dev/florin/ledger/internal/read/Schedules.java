package dev.florin.ledger.internal.read;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.SchedulePage;
import dev.florin.ledger.ScheduleQuery;
import dev.florin.ledger.ScheduleRuns;
import dev.florin.ledger.ScheduleView;
import java.util.List;
import java.util.Optional;

/** Schedules at one position. No effect sets one up yet. */
public final class Schedules {
    public Schedules() {}

    public Optional<ScheduleView> schedule(CommandId id) {
        return Optional.empty();
    }

    public SchedulePage schedules(ScheduleQuery query) {
        return new SchedulePage(List.of(), 0);
    }

    public Optional<ScheduleRuns> runs(CommandId schedule, long after, int limit) {
        return Optional.empty();
    }
}
