package dev.florin.ledger;

import dev.florin.ledger.StatementQuery.Cursor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Part of a statement.
 *
 * @param account the account
 * @param lines in the order asked for
 * @param next where the next page starts, or null if this is the last one
 */
public record StatementPage(
        AccountId account,
        List<StatementLine> lines,
        @Nullable Cursor next) {
    /** Copies the list. */
    public StatementPage {
        Objects.requireNonNull(account, "account");
        lines = List.copyOf(lines);
    }

    /**
     * Where the next page starts: give it to {@link StatementQuery#after}.
     *
     * @return empty if this page is the last one
     */
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(next);
    }
}
