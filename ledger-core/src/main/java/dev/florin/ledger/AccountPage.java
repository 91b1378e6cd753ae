package dev.florin.ledger;

import dev.florin.ledger.AccountQuery.Cursor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list of accounts, all of one position.
 *
 * @param accounts in the order of the query
 * @param next where the next page starts, or null if this is the last one
 */
public record AccountPage(
        List<AccountView> accounts, @Nullable Cursor next) {
    /** Copies the list. */
    public AccountPage {
        accounts = List.copyOf(accounts);
    }

    /**
     * Where the next page starts: give it to {@link AccountQuery#after}.
     *
     * @return empty if this page is the last one
     */
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(next);
    }
}
