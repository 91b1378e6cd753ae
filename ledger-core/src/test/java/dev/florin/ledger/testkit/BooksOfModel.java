package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleView;
import java.util.List;
import java.util.Optional;

/** A model with a clock, as tables need it. */
final class BooksOfModel implements TableBooks.Books {
    /** When tables begin. */
    static final long START_NANOS = 1_000_000_000;

    private final ModelLedger model = ModelLedger.at(START_NANOS);
    private long nanos = START_NANOS;

    ModelLedger model() {
        return model;
    }

    @Override
    public Outcome submit(Command command) {
        Outcome outcome = model.submit(command);
        if (!model.unplanned().isEmpty()) {
            doAll();
        }
        return outcome;
    }

    @Override
    public Outcome check(Command command) {
        return model.check(command);
    }

    @Override
    public Optional<AccountView> account(AccountId id) {
        return model.account(id);
    }

    @Override
    public Optional<HoldView> hold(CommandId id) {
        return model.hold(id);
    }

    @Override
    public void pass(long more) {
        nanos += more;
        model.setClock(nanos);
        if (model.willPlan()) {
            doAll();
        }
    }

    /** What is due, until nothing is left to be worked out. */
    private void doAll() {
        do {
            model.tick();
            model.unplanned().forEach(model::plan);
        } while (model.isDueByTheClock());
    }

    @Override
    public Optional<ScheduleView> schedule(CommandId id) {
        return model.schedule(id);
    }

    @Override
    public List<ScheduleRun> runs(CommandId id) {
        return model.runs(id);
    }
}
