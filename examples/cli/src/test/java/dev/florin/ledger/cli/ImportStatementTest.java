package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportStatementTest {
    private static final String HEADER = "transaction,account,date,direction,operation,amount,balance_after\n";

    @TempDir
    private Path folder;

    @Test
    void postsEachRowAndFindsEachBalance() {
        Cli.Result result = importJson(Cli.sample("statement.csv"));
        assertThat(result.out())
                .matches("\\{\"rows\":12,\"posted\":12,\"already\":0,\"rejected\":0,\"differences\":0,"
                        + "\"digest\":\"c1-[0-9a-f]{32}\"}\\R");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(balance("customers:17")).isEqualTo("34.20");
        assertThat(balance("customers:23")).isEqualTo("2190.28");
        assertThat(balance("operations:cash-deposit")).isEqualTo("1600.00");
        assertThat(balance("operations:bank:statement-fee")).isEqualTo("-29.20");
    }

    @Test
    void postsNothingTheSecondTime() {
        Cli.Result first = importJson(Cli.sample("statement.csv"));
        Cli.Result second = importJson(Cli.sample("statement.csv"));
        assertThat(second.out())
                .isEqualTo(first.out().replace("\"posted\":12,\"already\":0", "\"posted\":0,\"already\":12"));
        assertThat(second.exitCode()).isZero();
    }

    @Test
    void saysInWordsWhatBecameOfTheFile() throws IOException {
        Path file = file(HEADER + "1,7,2026-01-01,in,cash,10.00,10.00\n2,7,2026-01-01,out,cash,4.00,7.00\n3,7\n");
        Cli.Result result = importInto(file);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().replaceAll("c1-[0-9a-f]{32}", "c1-…").lines())
                .containsExactly(
                        "rows         3",
                        "posted       2",
                        "already      0",
                        "rejected     1",
                        "differences  1",
                        "digest       c1-…",
                        "",
                        "rejected:",
                        "  line  reason",
                        "     4  it has 2 fields where the header has 7",
                        "",
                        "balances that differ:",
                        "  line  in the file  in the ledger",
                        "     3         7.00           6.00");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",7,2026-01-01,in,cash,1.00,           | transaction is empty",
                "2,,2026-01-01,in,cash,1.00,           | account is empty",
                "2,7,,in,cash,1.00,                    | date is empty",
                "2,7,2026-02-30,in,cash,1.00,          | date '2026-02-30' is not a date like 1993-01-31",
                "2,7,3000-01-01,in,cash,1.00,          | 1678 to 2261",
                "2,7,2026-01-01,up,cash,1.00,          | direction is 'up', not in or out",
                "2,7,2026-01-01,in,cash,,              | amount is empty",
                "2,7,2026-01-01,in,cash,0.00,          | amount is 0",
                "2,7,2026-01-01,in,cash,1.005,         | amount: ",
                "2,7,2026-01-01,in,cash,-1.00,         | amount: ",
                "2,7,2026-01-01,in,cash,1e2,           | amount: ",
                "2,7,2026-01-01,in,cash,1.00,x         | balance_after: ",
                "2,7\u0007,2026-01-01,in,cash,1.00,    | control character U+0007",
                "2,7,2026-01-01,in,cash                | it has 5 fields where the header has 7",
                "2,7,2026-01-01,in,\"cash,1.00,        | a quote is opened and not closed",
            })
    void aDamagedLineIsReportedWithItsNumberAndPassedOver(String line, String why) throws IOException {
        Path file =
                file(HEADER + "1,7,2026-01-01,in,cash,10.00,10.00\n" + line + "\n3,7,2026-01-01,out,cash,4.00,6.00\n");
        Cli.Result result = importJson(file);
        assertThat(result.out())
                .startsWith("{\"rows\":3,\"posted\":2,\"already\":0,\"rejected\":1,\"differences\":0,\"digest\":\"");
        assertThat(result.err()).contains("     3  ").contains(why);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void strictPostsNothingOfAFileWithADamagedLine() throws IOException {
        importInto(Cli.sample("statement.csv"));
        String before = trialBalance();
        Path file = file(HEADER + "1,7,2026-01-01,in,cash,10.00,10.00\n2,7\n3,7,2026-01-01,out,cash,4.00,6.00\n");
        Cli.Result result = importJson(file, "--strict");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out())
                .startsWith("{\"rows\":3,\"posted\":0,\"already\":0,\"rejected\":1,\"differences\":0,\"digest\":\"");
        assertThat(result.err())
                .contains("     3  it has 2 fields where the header has 7")
                .contains("nothing was posted");
        assertThat(trialBalance()).isEqualTo(before);
    }

    @Test
    void strictPostsAFileThatIsSound() {
        assertThat(importJson(Cli.sample("statement.csv"), "--strict").json("posted"))
                .isEqualTo("12");
    }

    @Test
    void columnsMayHaveOtherNames() throws IOException {
        Path file = file("Datum,Nummer,Konto,Richtung,Betrag,Saldo\n2026-01-01,1,7,in,10.00,11.00\n");
        Cli.Result result = importJson(
                file,
                "--column",
                "transaction=Nummer",
                "--column",
                "account=Konto",
                "--column",
                "date=Datum",
                "--column",
                "direction=Richtung",
                "--column",
                "amount=Betrag",
                "--column",
                "balance_after=Saldo");
        assertThat(result.json("posted")).isEqualTo("1");
        assertThat(result.json("differences")).isEqualTo("1");
    }

    @Test
    void anotherRowUnderANumberThatIsTakenIsRejected() throws IOException {
        Path file = file(HEADER + "1,7,2026-01-01,in,cash,10.00,10.00\n1,7,2026-01-01,in,cash,12.00,\n");
        Cli.Result result = importJson(file);
        assertThat(result.json("rejected")).isEqualTo("1");
        assertThat(result.err()).contains("statement:1: another command with this id was settled");
        assertThat(balance("customers:7")).isEqualTo("10.00");
    }

    @Test
    void theSameRowTwiceIsPostedOnce() throws IOException {
        String row = "1,7,2026-01-01,in,cash,10.00,10.00\n";
        Cli.Result result = importJson(file(HEADER + row + row));
        assertThat(result.json("posted")).isEqualTo("1");
        assertThat(result.json("already")).isEqualTo("1");
        assertThat(result.json("differences")).isEqualTo("0");
    }

    @Test
    void accountsWithoutOverdraftRejectWithFiguresAndStayRejected() throws IOException {
        Path file = file(HEADER + "1,7,2026-01-01,in,cash,10.00,10.00\n2,7,2026-01-01,out,cash,11.00,\n");
        for (int round = 0; round < 2; round++) {
            Cli.Result result = importJson(file, "--no-overdraft", "customers:");
            assertThat(result.json("rejected")).isEqualTo("1");
            assertThat(result.err())
                    .contains("3  statement:2: customers:7 has 10.00 available; this takes 11.00, the most that would "
                            + "pass is 10.00");
        }
    }

    @Test
    void anotherScaleThanTheBooksKnowIsRefused() {
        importInto(Cli.sample("statement.csv"));
        String before = trialBalance();
        Cli.Result result = Cli.run(
                "import", "--books", books(), "--asset", "CZK/3", "--layout", "statement", Cli.sample("statement.csv"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--asset CZK/3: these books know it as CZK/2");
        assertThat(trialBalance()).isEqualTo(before);
    }

    @Test
    void anotherAssetForAnAccountThatIsThereIsRejected() {
        importInto(Cli.sample("statement.csv"));
        Cli.Result result = Cli.run(
                "import", "--books", books(), "--asset", "EUR/2", "--layout", "statement", Cli.sample("statement.csv"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("account customers:17 holds CZK/2, not EUR/2");
        assertThat(balance("customers:17")).isEqualTo("34.20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                      | is empty; its first line must name the columns",
                "transaction,account,date,direction,sum  | the header has no column 'amount'",
                "account,account,transaction,date,direction,amount | has the column 'account' twice",
                "\"transaction,account                   | the header cannot be read",
            })
    void aHeaderThatDoesNotFitLeavesNoTrace(String header, String message) throws IOException {
        Cli.Result result = importInto(file(header + "\n"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
        assertThat(books()).doesNotExist();
    }

    @Test
    void postsAYearOfARealBankAndAgreesWithEveryBalance() {
        Path file = Cli.bankData().orElse(null);
        assumeTrue(file != null, "the bank's file is not at hand");
        Cli.Result first = importJson(file);
        assertThat(first.out())
                .startsWith("{\"rows\":27215,\"posted\":27215,\"already\":0,\"rejected\":0,\"differences\":0,");
        Cli.Result second = importJson(file);
        assertThat(second.out())
                .startsWith("{\"rows\":27215,\"posted\":0,\"already\":27215,\"rejected\":0,\"differences\":0,");
        assertThat(second.json("digest")).isEqualTo(first.json("digest"));
        assertThat(Cli.run("trial-balance", "--books", books()).exitCode()).isZero();
    }

    private Path books() {
        return folder.resolve("my books");
    }

    private Path file(String content) throws IOException {
        return Files.write(folder.resolve("file.csv"), content.getBytes(StandardCharsets.UTF_8));
    }

    private Cli.Result importInto(Path file) {
        return Cli.run("import", "--books", books(), "--asset", "CZK/2", "--layout", "statement", file);
    }

    private Cli.Result importJson(Path file, String... more) {
        Object[] args = {"import", "--books", books(), "--asset", "CZK/2", "--layout", "statement", "--json", file};
        return Cli.run(java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
                .toArray());
    }

    private String balance(String account) {
        return Cli.run("balance", "--books", books(), "--json", account).json("posted");
    }

    private String trialBalance() {
        return Cli.run("trial-balance", "--books", books(), "--json").out();
    }
}
