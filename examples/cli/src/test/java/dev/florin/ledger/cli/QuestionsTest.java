package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reading commands answer about the books of the sample statement. */
class QuestionsTest {
    @TempDir
    private static Path folder;

    private static Path books;

    @BeforeAll
    static void fill() {
        books = folder.resolve("books");
        Cli.Result result = Cli.run(
                "import", "--books", books, "--asset", "CZK/2", "--layout", "statement", Cli.sample("statement.csv"));
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void balancesInATable() {
        Cli.Result result = Cli.run("balance", "--books", books, "customers:17", "operations:cash-deposit");
        assertThat(result.out().lines())
                .containsExactly(
                        "account                  balance  pending out  pending in  available  asset  entries",
                        "customers:17               34.20         0.00        0.00      34.20  CZK          7",
                        "operations:cash-deposit  1600.00         0.00        0.00    1600.00  CZK          3");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void balancesAsJson() {
        AccountId id = AccountId.of("customers:17");
        // 3 accounts and a transfer for each of the first rows, and so on: every effect has a position.
        assertThat(Cli.run("balance", "--books", books, "--json", id).out())
                .matches("\\{\"position\":\\d+,\"balances\":\\[\\{\"account\":\"customers:17\",\"id\":\"" + id
                        + "\",\"asset\":\"CZK/2\",\"posted\":\"34.20\",\"pending_out\":\"0.00\",\"pending_in\":\"0.00\",\"available\":\"34.20\",\"debits\":\"1265.80\","
                        + "\"credits\":\"1300.00\",\"entries\":7}]}\\R");
    }

    @Test
    void anUnknownAccountIsAMistake() {
        Cli.Result result = Cli.run("balance", "--books", books, "customers:18");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("the books hold no account 'customers:18'; florin accounts lists those");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void statementInBothOrders() {
        CommandId last = CommandId.of("statement:1012");
        assertThat(Cli.run("statement", "--books", books, "customers:17", "--limit", "2")
                        .out()
                        .lines())
                .containsExactly(
                        "date         debit   credit  balance  reference                      transfer",
                        "2026-01-02          1200.00  1200.00  cash-deposit                   "
                                + CommandId.of("statement:1001"),
                        "2026-01-05  450.00            750.00  remittance-to-bank, household  "
                                + CommandId.of("statement:1003"));
        assertThat(Cli.run("statement", "--books", books, "customers:17", "--newest-first", "--limit", "1")
                        .out()
                        .lines())
                .containsExactly(
                        "date        debit  credit  balance  reference     transfer",
                        "2026-02-01         100.00    34.20  cash-deposit  " + last);
    }

    @Test
    void statementAsJson() {
        String out = Cli.run("statement", "--books", books, "customers:23", "--json", "--newest-first", "--limit", "1")
                .out();
        assertThat(out)
                .matches("\\{\"account\":\"customers:23\",\"id\":\"" + AccountId.of("customers:23")
                        + "\",\"asset\":\"CZK/2\",\"normal_side\":\"credit\",\"lines\":\\[\\{\"position\":\\d+,"
                        + "\"transfer\":\"" + CommandId.of("statement:1011")
                        + "\",\"entry\":0,\"recorded\":\"[^\"]+Z\","
                        + "\"effective\":\"2026-01-31T00:00:00Z\",\"side\":\"debit\",\"amount\":\"14.60\","
                        + "\"balance_after\":\"2190.28\",\"reference\":\"statement-fee\",\"code\":0}]}\\R");
    }

    @Test
    void accountsByPrefix() {
        assertThat(Cli.run("accounts", "--books", books, "--prefix", "operations:ca")
                        .out()
                        .lines())
                .containsExactly(
                        "account                     balance  asset  normal side  status  lower limit  upper limit  entries",
                        "operations:card-withdrawal   -80.25  CZK    debit        open           none         none        1",
                        "operations:cash-deposit     1600.00  CZK    debit        open           none         none        3",
                        "operations:cash-withdrawal  -200.00  CZK    debit        open           none         none        1");
        assertThat(Cli.run("accounts", "--books", books).out().lines()).hasSize(1 + 2 + 8);
        assertThat(Cli.run("accounts", "--books", books, "--json", "--prefix", "customers:17")
                        .out())
                .isEqualTo("{\"accounts\":[{\"account\":\"customers:17\",\"id\":\"" + AccountId.of("customers:17")
                        + "\",\"normal_side\":\"credit\",\"status\":\"open\",\"lower_limit\":\"none\","
                        + "\"upper_limit\":\"none\",\"code\":0,\"metadata\":{},\"asset\":\"CZK/2\",\"posted\":\"34.20\","
                        + "\"pending_out\":\"0.00\",\"pending_in\":\"0.00\",\"available\":\"34.20\",\"debits\":\"1265.80\",\"credits\":\"1300.00\",\"entries\":7}]}"
                        + System.lineSeparator());
    }

    @Test
    void aTransferByNameAndById() {
        CommandId id = CommandId.of("statement:1007");
        String byName = Cli.run("transfer", "--books", books, "statement:1007").out();
        assertThat(byName.lines().filter(line -> !line.startsWith("recorded")))
                .containsExactly(
                        "transfer   " + id,
                        "kind       transfer",
                        "effective  2026-01-20T00:00:00Z",
                        "reference  remittance-to-bank, insurance, yearly",
                        "metadata   counterparty_account = 7",
                        "metadata   counterparty_bank = RZ",
                        "",
                        "account                         debit  credit  balance after  asset",
                        "customers:17                   600.00                 -50.00  CZK",
                        "operations:remittance-to-bank          600.00       -1050.00  CZK");
        assertThat(Cli.run("transfer", "--books", books, id).out()).isEqualTo(byName);
    }

    @Test
    void aTransferAsJson() {
        assertThat(Cli.run("transfer", "--books", books, "--json", "statement:1012")
                        .out())
                .matches(
                        "\\{\"id\":\"" + CommandId.of("statement:1012")
                                + "\",\"outcome\":\"posted\",\"kind\":\"transfer\",\"position\":\\d+,\"recorded\":\"[^\"]+Z\","
                                + "\"effective\":\"2026-02-01T00:00:00Z\",\"reference\":\"cash-deposit\",\"code\":0,"
                                + "\"metadata\":\\{},\"origin\":\"\",\"refunds\":\\[],\"reversal\":\"\",\"entries\":\\["
                                + "\\{\"account\":\"operations:cash-deposit\",\"id\":\""
                                + AccountId.of("operations:cash-deposit")
                                + "\",\"side\":\"debit\",\"amount\":\"100.00\",\"balance_after\":\"1600.00\",\"asset\":\"CZK/2\"},"
                                + "\\{\"account\":\"customers:17\",\"id\":\"" + AccountId.of("customers:17")
                                + "\",\"side\":\"credit\",\"amount\":\"100.00\",\"balance_after\":\"34.20\",\"asset\":\"CZK/2\"}]}\\R");
    }

    @Test
    void anUnknownTransferIsAMistake() {
        Cli.Result result = Cli.run("transfer", "--books", books, "statement:9999");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("nothing was ever posted or rejected under 'statement:9999'");
    }

    @Test
    void trialBalance() {
        assertThat(Cli.run("trial-balance", "--books", books).out().lines().limit(3))
                .containsExactly(
                        "asset  accounts   debits  credits  debit balances  credit balances",
                        "CZK          10  4945.78  4945.78         3585.13          3585.13",
                        "balanced");
        assertThat(Cli.run("trial-balance", "--books", books, "--json").out())
                .matches("\\{\"balanced\":true,\"position\":22,\"assets\":\\[\\{\"asset\":\"CZK/2\",\"accounts\":10,"
                        + "\"debits\":\"4945.78\",\"credits\":\"4945.78\",\"debit_balances\":\"[0-9.]+\","
                        + "\"credit_balances\":\"[0-9.]+\"}],\"chain\":\"[0-9a-f]{64}\",\"state\":\"s1-[0-9a-f]{32}\","
                        + "\"content\":\"c1-[0-9a-f]{32}\"}\\R");
    }

    @Test
    void askingMakesNoBooks() {
        Path nowhere = folder.resolve("nowhere");
        Cli.Result result = Cli.run("accounts", "--books", nowhere);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).startsWith("florin accounts: there are no books in " + nowhere);
        assertThat(Files.exists(nowhere)).isFalse();
    }
}
