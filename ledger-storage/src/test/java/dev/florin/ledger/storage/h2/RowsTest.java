package dev.florin.ledger.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.testkit.RandomCommands;
import dev.florin.ledger.testkit.SmallBooks;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows for reports say what the ledger says, and are made again when they do not. */
class RowsTest {
    @TempDir
    Path folder;

    private H2Storage storage;

    @BeforeEach
    void describe() {
        storage = H2Storage.at(folder.resolve("books"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rowsSayWhatTheLedgerSays(long seed) throws SQLException {
        try (Ledger ledger = Ledger.open(storage)) {
            for (Command command : new RandomCommands(seed).take(300)) {
                ledger.submit(command);
            }
        }
        List<Command> more = new RandomCommands(seed + 100).take(100);
        List<Outcome> outcomes;
        List<List<String>> rows;
        try (Ledger ledger = Ledger.open(storage);
                Connection reports = storage.connectForReports()) {
            outcomes = ledger.submitAll(more);
            assertRows(ledger, reports);
            assertHolds(ledger, reports, more);
            rows = all(reports);
        }
        assertThat(outcomes).isNotEmpty();
        sql("UPDATE FLORIN.books SET rows_version = 0");
        try (Ledger ledger = Ledger.open(storage);
                Connection reports = storage.connectForReports()) {
            assertThat(ledger.recovery().notes()).anyMatch(note -> note.startsWith("[H8]"));
            assertThat(all(reports)).as("rows made again from the frames").isEqualTo(rows);
        }
    }

    private static void assertRows(Ledger ledger, Connection reports) throws SQLException {
        List<AccountView> accounts = ledger.accounts(AccountQuery.all()).accounts();
        assertThat(accounts).isNotEmpty();
        long entries = 0;
        for (AccountView view : accounts) {
            Balance balance = ledger.balance(view.account().id());
            UUID id = view.account().id().toUuid();
            assertThat(row(
                            reports,
                            "SELECT COALESCE(name, ''), asset, scale, normal_side, status, debits, credits, posted,"
                                    + " pending_debits, pending_credits, available FROM balance WHERE id = ?",
                            id))
                    .as("%s", view)
                    .containsExactly(
                            view.account().name(),
                            balance.asset().code(),
                            Integer.toString(balance.asset().scale()),
                            balance.normalSide().name(),
                            view.status().name(),
                            balance.debits().toString(),
                            balance.credits().toString(),
                            balance.posted().toString(),
                            balance.pendingDebits().toString(),
                            balance.pendingCredits().toString(),
                            balance.available().toString());
            List<StatementLine> lines = ledger.statement(
                            view.account().id(), StatementQuery.oldestFirst().limit(1_000))
                    .lines();
            List<String> found = column(
                    reports,
                    "SELECT t.position || ' ' || t.id || ' ' || e.side || ' ' || e.amount || ' ' || COALESCE(t.reference, '')"
                            + " FROM entry e JOIN transfer t ON t.position = e.position"
                            + " JOIN account a ON a.number = e.account WHERE a.id = ? ORDER BY e.position, e.line",
                    id);
            assertThat(found)
                    .containsExactlyElementsOf(lines.stream()
                            .map(line -> line.receipt().position() + " "
                                    + line.receipt().id() + " " + line.side() + " " + line.amount() + " "
                                    + line.reference())
                            .toList());
            entries += found.size();
        }
        assertThat(number(reports, "SELECT COUNT(*) FROM entry")).isEqualTo(BigInteger.valueOf(entries));
        assertThat(number(reports, "SELECT SUM(CASE side WHEN 'DEBIT' THEN amount ELSE -amount END) FROM entry"))
                .isEqualTo(BigInteger.ZERO);
    }

    private static void assertHolds(Ledger ledger, Connection reports, List<Command> commands) throws SQLException {
        int holds = 0;
        for (String id : column(reports, "SELECT id FROM hold", null)) {
            HoldView view = ledger.hold(CommandId.of(UUID.fromString(id))).orElseThrow();
            assertThat(row(reports, "SELECT status, position FROM hold WHERE id = ?", UUID.fromString(id)))
                    .containsExactly(
                            view.status().name(), Long.toString(view.receipt().position()));
            holds++;
        }
        assertThat(holds + commands.size()).isPositive();
    }

    /** Whatever a user does to the tables: the ledger stops, says why, and has whole rows after the next opening. */
    @DecisionRow("H8")
    @Test
    void rowsThatCannotBeWrittenStopTheLedgerAndAreMadeAgain() throws SQLException {
        try (Ledger ledger = Ledger.open(storage)) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 500);
        }
        sql("DELETE FROM FLORIN.entry");
        sql("DELETE FROM FLORIN.account");
        Command transfer = SmallBooks.transfer("bank", "ada", 7);
        Ledger stopped = Ledger.open(storage);
        assertThatThrownBy(() -> stopped.submit(transfer))
                .isInstanceOf(LedgerException.class)
                .hasStackTraceContaining("the rows for reports do not take it");
        stopped.close();
        try (Ledger ledger = Ledger.open(storage);
                Connection reports = storage.connectForReports()) {
            assertThat(ledger.recovery().notes()).anyMatch(note -> note.startsWith("[H8]"));
            assertThat(ledger.submit(transfer)).isInstanceOf(Outcome.Posted.class);
            assertThat(SmallBooks.posted(ledger, "ada")).isEqualTo(507);
            assertRows(ledger, reports);
        }
    }

    /** What the document shows runs, and finds something. */
    @Test
    void documentedQueriesRun() throws SQLException, IOException {
        String document = Files.readString(Path.of("../docs/storage-h2.md"));
        List<String> queries = Pattern.compile("(?m)^    (SELECT (?s:.*?));$")
                .matcher(document)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(queries).hasSizeGreaterThan(1);
        try (Ledger ledger = Ledger.open(storage);
                Connection reports = storage.connectForReports();
                Statement statement = reports.createStatement()) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "users:ada", 500);
            SmallBooks.openUser(ledger, "fees", 7);
            for (String query : queries) {
                try (ResultSet found = statement.executeQuery(query)) {
                    assertThat(found.next()).as(query).isTrue();
                }
            }
        }
    }

    @Test
    void tablesThatAreGoneAreMadeAgain() throws SQLException {
        try (Ledger ledger = Ledger.open(storage)) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 500);
        }
        sql("DROP TABLE FLORIN.entry CASCADE");
        try (Ledger ledger = Ledger.open(storage);
                Connection reports = storage.connectForReports()) {
            assertRows(ledger, reports);
        }
    }

    @Test
    void whoReportsCanReadAndChangeNothing() throws SQLException {
        assertThatThrownBy(() -> storage.connectForReports().close())
                .as("there are no books")
                .isInstanceOf(SQLException.class);
        try (Ledger ledger = Ledger.open(storage)) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 500);
            try (Connection reports = storage.connectForReports();
                    Statement statement = reports.createStatement()) {
                assertThat(number(reports, "SELECT posted FROM balance WHERE name = 'ada'"))
                        .isEqualTo(BigInteger.valueOf(500));
                for (String change : List.of(
                        "DELETE FROM entry",
                        "UPDATE books SET last_sequence = 0",
                        "DROP TABLE entry",
                        "SELECT * FROM books FOR UPDATE",
                        "SELECT * FROM frame",
                        "SHUTDOWN",
                        "SET RETENTION_TIME 0")) {
                    assertThatThrownBy(() -> statement.execute(change)).isInstanceOf(SQLException.class);
                }
            }
            SmallBooks.openUser(ledger, "bob", 1);
        }
        try (Connection reports = storage.connectForReports();
                Ledger ledger = Ledger.open(storage)) {
            assertThat(SmallBooks.posted(ledger, "bob")).isEqualTo(1);
            assertRows(ledger, reports);
        }
    }

    /** Who reads may lock rows, for a while: the ledger waits, and goes on. */
    @Test
    void aReportThatLocksRowsHoldsTheLedgerUpAndDoesNotStopIt() throws Exception {
        try (Ledger ledger = Ledger.open(storage);
                Connection reports = storage.connectForReports();
                Statement statement = reports.createStatement()) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 1);
            reports.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM account FOR UPDATE").close();
            CompletableFuture<Outcome> freezing = CompletableFuture.supplyAsync(() -> ledger.submit(
                    AccountUpdate.of(CommandId.next(), AccountId.of("ada")).code(7)));
            assertThatThrownBy(() -> freezing.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            reports.rollback();
            assertThat(freezing.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Posted.class);
            assertThat(number(reports, "SELECT code FROM account WHERE name = 'ada'"))
                    .isEqualTo(BigInteger.valueOf(7));
        }
    }

    /** An application's views, and its foreign keys, go with the tables that are made again. */
    @Test
    void viewsOfTheApplicationDoNotKeepTheBooksFromBeingOpened() throws SQLException {
        try (Ledger ledger = Ledger.open(storage)) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 500);
        }
        sql("CREATE SCHEMA mine");
        sql(
                "CREATE VIEW mine.mine AS SELECT b.name, e.amount FROM FLORIN.balance b JOIN FLORIN.entry e ON e.account = b.account");
        sql("UPDATE FLORIN.books SET rows_version = 0");
        try (Ledger ledger = Ledger.open(storage);
                Connection reports = storage.connectForReports()) {
            assertRows(ledger, reports);
        }
    }

    /** A report that takes long sees one moment, and holds up nobody. */
    @Test
    void aLongReportAndTheLedgerDoNotWaitForEachOther() throws SQLException {
        try (Ledger ledger = Ledger.open(storage);
                Connection reports = storage.connectForReports()) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 1);
            reports.setAutoCommit(false);
            reports.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(number(reports, "SELECT COUNT(*) FROM transfer")).isEqualTo(BigInteger.ONE);
            for (int i = 0; i < 20; i++) {
                ledger.submit(SmallBooks.transfer("bank", "ada", 1));
            }
            assertThat(number(reports, "SELECT COUNT(*) FROM transfer")).isEqualTo(BigInteger.ONE);
            reports.commit();
            assertThat(number(reports, "SELECT COUNT(*) FROM transfer"))
                    .as("what was acknowledged is there")
                    .isEqualTo(BigInteger.valueOf(21));
        }
    }

    private static List<List<String>> all(Connection reports) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        for (String table : List.of("account", "transfer", "entry", "hold", "hold_entry", "rejection")) {
            try (Statement statement = reports.createStatement();
                    ResultSet found = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1, 2")) {
                while (found.next()) {
                    List<String> row = new ArrayList<>(List.of(table));
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(found.getString(i)));
                    }
                    all.add(row);
                }
            }
        }
        return all;
    }

    private static List<String> row(Connection reports, String query, UUID id) throws SQLException {
        try (PreparedStatement statement = reports.prepareStatement(query)) {
            statement.setObject(1, id);
            try (ResultSet found = statement.executeQuery()) {
                assertThat(found.next()).isTrue();
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(found.getString(i));
                }
                return row;
            }
        }
    }

    private static List<String> column(Connection reports, String query, UUID id) throws SQLException {
        try (PreparedStatement statement = reports.prepareStatement(query)) {
            if (id != null) {
                statement.setObject(1, id);
            }
            List<String> column = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    column.add(found.getString(1));
                }
            }
            return column;
        }
    }

    private static BigInteger number(Connection reports, String query) throws SQLException {
        try (Statement statement = reports.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            BigDecimal number = found.getBigDecimal(1);
            return number == null ? BigInteger.ZERO : number.toBigIntegerExact();
        }
    }

    private void sql(String statement) throws SQLException {
        TemporaryDatabases.sql(folder.resolve("books"), statement);
    }
}
