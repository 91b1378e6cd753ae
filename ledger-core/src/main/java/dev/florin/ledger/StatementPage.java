package dev.florin.ledger;

import dev.florin.ledger.StatementQuery.Cursor;
import dev.florin.ledger.money.SignedAmount;
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
 * @param period the balances of the whole period; null if the query had none
 */
public record StatementPage(
        AccountId account,
        List<StatementLine> lines,
        @Nullable Cursor next,
        @Nullable Balances period) {
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

    /**
     * The posted balance before the first line of the period.
     *
     * @return minor units, signed by the account's normal side as it is now; the same on all pages
     * @throws IllegalStateException if the query had no period
     */
    public SignedAmount opening() {
        return ofPeriod().opening();
    }

    /**
     * The posted balance after the last line of the period.
     *
     * @return minor units, signed by the account's normal side as it is now; the same on all pages
     * @throws IllegalStateException if the query had no period
     */
    public SignedAmount closing() {
        return ofPeriod().closing();
    }

    /**
     * Whether nothing that is recorded from now on can add a line to the period or change one, as {@link
     * PastBalance#isFinal} tells of its end.
     *
     * @return the same on all pages
     * @throws IllegalStateException if the query had no period
     */
    public boolean isFinal() {
        return ofPeriod().isFinal();
    }

    private Balances ofPeriod() {
        if (period == null) {
            throw new IllegalStateException(
                    "a statement without a period has no opening and closing balance;" + " see StatementQuery.between");
        }
        return period;
    }

    /**
     * The posted balances of a period, signed by the account's normal side as it is now.
     *
     * @param opening before its first line
     * @param closing after its last line
     * @param isFinal whether nothing that is recorded from now on can add a line or change one
     */
    public record Balances(SignedAmount opening, SignedAmount closing, boolean isFinal) {
        /** Checks that both are there. */
        public Balances {
            Objects.requireNonNull(opening, "opening");
            Objects.requireNonNull(closing, "closing");
        }
    }
}
