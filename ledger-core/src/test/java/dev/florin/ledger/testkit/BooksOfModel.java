package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Outcome;
import java.util.Optional;

/** The model, as tables need it. */
record BooksOfModel(ModelLedger model) implements TableBooks.Books {
    /** When tables begin. */
    static final long START_NANOS = 1_000_000_000;

    @Override
    public Outcome submit(Command command) {
        return model.submit(command);
    }

    @Override
    public Outcome check(Command command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<AccountView> account(AccountId id) {
        return model.account(id);
    }

    @Override
    public Optional<HoldView> hold(CommandId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pass(long nanos) {
        throw new UnsupportedOperationException();
    }
}
