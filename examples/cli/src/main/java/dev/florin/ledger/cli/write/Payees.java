package dev.florin.ledger.cli.write;

import dev.florin.ledger.PayEach.Payee;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.csv.Columns;
import dev.florin.ledger.cli.csv.Row;
import dev.florin.ledger.cli.csv.RowReader;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.money.Asset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payees in a CSV file with the columns {@code account} and {@code amount}. */
public final class Payees {
    private static final List<String> COLUMNS = List.of("account", "amount");

    private Payees() {}

    /**
     * Reads all payees; a line that cannot be read is refused with its number, since the others would be paid without it.
     *
     * @param file the file
     * @param asset the unit of the amounts
     * @param known finds the accounts
     * @return the payees, in the order of the file
     * @throws IOException if the file cannot be read
     * @throws BadInputException if a line cannot be used
     */
    public static List<Payee> read(Path file, Asset asset, Known known) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a folder; name a CSV file");
        }
        try (RowReader rows = new RowReader(Files.newInputStream(file))) {
            if (!(rows.next() instanceof Row.Whole header)) {
                throw new BadInputException(
                        file + ": its first line must name the columns " + String.join(", ", COLUMNS));
            }
            Columns columns = Columns.find(header.fields(), COLUMNS, List.of(), Map.of());
            rows.width(header.fields().size());
            List<Payee> payees = new ArrayList<>();
            for (Row row = rows.next(); row != null; row = rows.next()) {
                payees.add(payee(row, columns, asset, known, file));
            }
            return payees;
        }
    }

    private static Payee payee(Row row, Columns columns, Asset asset, Known known, Path file) {
        try {
            if (!(row instanceof Row.Whole whole)) {
                throw new BadInputException(((Row.Damaged) row).why());
            }
            return new Payee(
                    known.accountId(columns.get(whole, "account")),
                    Named.positive(columns.get(whole, "amount"), asset));
        } catch (BadInputException e) {
            throw new BadInputException(file + ", line " + row.line() + ": " + e.getMessage() + "; nobody was paid");
        }
    }
}
