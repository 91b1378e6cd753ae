package dev.florin.ledger.cli.load;

import dev.florin.ledger.cli.csv.Columns;
import dev.florin.ledger.cli.csv.Row;
import dev.florin.ledger.cli.show.Times;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The fields of a row by the names of their columns, each read exactly or refused with the name of its column. */
final class Fields {
    private final Row.Whole row;
    private final Columns columns;
    private final Asset asset;

    Fields(Row.Whole row, Columns columns, Asset asset) {
        this.row = row;
        this.columns = columns;
        this.asset = asset;
    }

    String text(String column) {
        return columns.get(row, column);
    }

    String requiredText(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            throw new DamagedRowException(column + " is empty");
        }
        return text;
    }

    /** An amount of at least one unit. */
    Amount amount(String column) {
        Amount amount;
        try {
            amount = Amount.parse(requiredText(column), asset);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DamagedRowException(column + ": " + e.getMessage());
        }
        if (amount.isZero()) {
            throw new DamagedRowException(column + " is 0, and a transfer moves something");
        }
        return amount;
    }

    /** A balance, or null if the field is empty. */
    @Nullable
    SignedAmount balance(String column) {
        String text = text(column);
        try {
            return text.isEmpty() ? null : SignedAmount.parse(text, asset);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DamagedRowException(column + ": " + e.getMessage());
        }
    }

    /** A date (its midnight) or a time, of UTC where it names no offset; null if the field is empty. */
    @Nullable
    Instant time(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Times.parse(text);
        } catch (DateTimeParseException e) {
            throw new DamagedRowException(
                    column + " '" + text + "' is not a date like 1993-01-31 or a time like 1993-01-31T12:00:00Z");
        }
    }
}
