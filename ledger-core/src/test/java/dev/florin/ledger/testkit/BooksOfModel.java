package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Outcome;
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
        return model.submit(command);
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
    }
}
