package dev.florin.ledger.cli.posted;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.florin.ledger.Account;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Details;
import dev.florin.ledger.Limit;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Books as two tables: the accounts as they are at the end, and a row for each entry that was posted, in the order of
 * recording.
 */
public final class CsvBooks implements PostedWriter {
    /** The file of the accounts. */
    public static final String ACCOUNTS = "accounts.csv";

    /** The file of the entries. */
    public static final String ENTRIES = "entries.csv";

    static final List<String> ACCOUNT_COLUMNS = List.of(
            "account",
            "account_id",
            "asset",
            "normal_side",
            "status",
            "lower_limit",
            "upper_limit",
            "code",
            "metadata",
            "balance",
            "pending_out",
            "pending_in");

    static final List<String> ENTRY_COLUMNS = List.of(
            "position",
            "recorded",
            "effective",
            "transfer",
            "kind",
            "origin",
            "entry",
            "account",
            "account_id",
            "side",
            "amount",
            "asset",
            "balance_after",
            "reference",
            "code",
            "metadata");

    private final CsvWriter entries;

    /**
     * Writes the table of the accounts and the header of the entries.
     *
     * @param accounts the accounts as they are at the end
     * @param accountsOut takes the accounts
     * @param entriesOut takes the entries
     * @throws IOException if they cannot be written
     */
    public CsvBooks(List<AccountView> accounts, Writer accountsOut, Writer entriesOut) throws IOException {
        CsvWriter table = writer(accountsOut);
        table.writeRecord(ACCOUNT_COLUMNS);
        accounts.forEach(account -> write(table, account));
        table.flush();
        entries = writer(Objects.requireNonNull(entriesOut, "entriesOut"));
        entries.writeRecord(ENTRY_COLUMNS);
    }

    private static CsvWriter writer(Writer out) {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    }

    private static void write(CsvWriter table, AccountView view) {
        Account account = view.account();
        Asset asset = account.asset();
        boolean debitNormal = view.balance().normalSide() == Side.DEBIT;
        table.writeRecord(
                account.name(),
                account.id().toString(),
                asset.toString(),
                Json.word(account.normalSide()),
                Json.word(view.status()),
                limit(account.lowerLimit(), asset),
                limit(account.upperLimit(), asset),
                code(account.code()),
                metadata(account.metadata()),
                view.balance().posted().format(asset),
                (debitNormal ? view.balance().pendingCredits() : view.balance().pendingDebits()).format(asset),
                (debitNormal ? view.balance().pendingDebits() : view.balance().pendingCredits()).format(asset));
    }

    @Override
    public void movement(Movement movement) {
        Details details = movement.details();
        int index = 0;
        for (Effect.Line line : movement.lines()) {
            Asset asset = line.account().asset();
            entries.writeRecord(
                    Long.toString(movement.receipt().position()),
                    movement.receipt().recordedTime().toString(),
                    details.effectiveTime() == null
                            ? ""
                            : details.effectiveTime().toString(),
                    movement.receipt().id().toString(),
                    Json.word(movement.kind()),
                    movement.origin() == null ? "" : movement.origin().toString(),
                    Integer.toString(index++),
                    line.account().name(),
                    line.account().id().toString(),
                    Json.word(line.side()),
                    line.amount().format(asset),
                    asset.toString(),
                    balanceAfter(line).format(asset),
                    details.reference(),
                    code(details.code()),
                    metadata(details.metadata()));
        }
    }

    private static SignedAmount balanceAfter(Effect.Line line) {
        SignedAmount debits = SignedAmount.difference(line.debits(), line.credits());
        return line.account().normalSide() == Side.DEBIT ? debits : debits.negate();
    }

    @Override
    public void end() throws IOException {
        entries.flush();
    }

    static String limit(Limit limit, Asset asset) {
        return limit.value().map(value -> value.format(asset)).orElse("none");
    }

    private static String code(int code) {
        return code == 0 ? "" : Integer.toString(code);
    }

    private static String metadata(Map<String, String> metadata) {
        return metadata.isEmpty() ? "" : Exact.writeMap(metadata);
    }
}
