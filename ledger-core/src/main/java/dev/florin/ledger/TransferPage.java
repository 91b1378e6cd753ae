package dev.florin.ledger;

import dev.florin.ledger.TransferQuery.Cursor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list of movements. A page with a cursor may have fewer movements than asked for, even none: looking for them
 * was interrupted, and goes on with the next page.
 *
 * @param transfers in the order asked for
 * @param next where the next page starts, or null if this is the last one
 */
public record TransferPage(
        List<RecordedTransfer> transfers, @Nullable Cursor next) {
    /** Copies the list. */
    public TransferPage {
        transfers = List.copyOf(transfers);
    }

    /**
     * Where the next page starts: give it to {@link TransferQuery#after}.
     *
     * @return empty if this page is the last one
     */
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(next);
    }
}
