package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportTransfersTest {
    private static final String HEADER = "id,time,debit,credit,amount,reference\n";

    @TempDir
    private Path folder;

    @Test
    void linesWithOneIdAreOneTransfer() {
        Cli.Result result = importJson(Cli.sample("transfers.csv"));
        assertThat(result.out())
                .startsWith("{\"rows\":9,\"posted\":9,\"already\":0,\"rejected\":0,\"differences\":0,\"digest\":\"c1-");
        assertThat(result.exitCode()).isZero();
        assertThat(balance("bank:cash")).isEqualTo("-70.00");
        assertThat(balance("users:alice")).isEqualTo("31.91");
        assertThat(balance("users:bob")).isEqualTo("31.50");
        assertThat(balance("users:zoë")).isEqualTo("6.50");
        String split = Cli.run("transfer", "--books", books(), "split-1").out();
        assertThat(split)
                .contains("effective  2026-01-04T07:00:00Z", "reference  taxi")
                .containsPattern("users:bob +6\\.00 +31\\.50")
                .containsPattern("users:alice +3\\.50")
                .containsPattern("users:zoë +2\\.50");
    }

    @Test
    void postsNothingTheSecondTime() {
        Cli.Result first = importJson(Cli.sample("transfers.csv"));
        assertThat(importJson(Cli.sample("transfers.csv")).out())
                .isEqualTo(first.out().replace("\"posted\":9,\"already\":0", "\"posted\":0,\"already\":9"));
    }

    @Test
    void linesOfATransferMayStandApart() throws IOException {
        importJson(file("t1,,a,,6.00,\nt2,,b,a,1.00,\nt1,,,b,2.00,\nt1,,,c,4.00,\n"));
        assertThat(balance("a")).isEqualTo("-5.00");
        assertThat(balance("b")).isEqualTo("1.00");
        assertThat(balance("c")).isEqualTo("4.00");
    }

    @Test
    void anIdThatIsAUuidIsTheIdItself() throws IOException {
        String id = "0198c0de-0000-7000-8000-000000000001";
        importJson(file(id + ",,a,b,1.00,\n"));
        assertThat(Cli.run("transfer", "--books", books(), "--json", id).out()).startsWith("{\"id\":\"" + id + "\"");
    }

    /** Left the lines of a file, right the numbers of those that are not posted, and why. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t1,,a,,1.00,⏎                            | 2   | t1: its debits are 100 minor units and its credits 0",
                "t1,,a,b,1.00,⏎t1,,a,,1.00,               | 2 3 | t1: its debits are 200 minor units and its credits 100",
                "t1,,,,1.00,                              | 2   | debit and credit are both empty",
                "t1,,a,b,x,                               | 2   | amount: ",
                "t1,,a,b,0,                               | 2   | amount is 0",
                "t1,noon,a,b,1.00,                        | 2   | time 'noon' is not a date",
                "t1,2026-01-01,a,b,1,⏎t1,2026-01-02,a,b,1,| 2 3 | time differs from another line of transfer t1",
                "t1,,a,b,1.00,x⏎t1,,a,b,1.00,y            | 2 3 | reference differs from another line of transfer t1",
                // A transfer is posted whole or not at all.
                "t1,,a,b,1.00,⏎t2,,a,b,1.00,⏎t1,,a,b,x,   | 2 4 | t1: not posted without its line 4, which is damaged",
                "t1,,a,b,1.00,⏎,,a,b,1.00,⏎t1,,a,b,1.00,  | 2 3 4 | t1: not posted, since line 3, whose id cannot be read",
                "t0,,a,b,1.00,⏎t1,,a⏎t2,,a,b,1.00,⏎t3,,a,b,1.00, | 2 3 4 | t2: not posted, since line 3, whose id cannot",
            })
    void whatIsDamagedIsPassedOverWhole(String lines, String rejected, String why) throws IOException {
        Cli.Result result = importJson(file(lines.replace("⏎", "\n") + "\n"));
        assertThat(result.err()
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.matches("\\d+ .*"))
                        .map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactlyInAnyOrder(rejected.split(" "));
        assertThat(result.err()).contains(why);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void whatWasHeldBackIsPostedWhenTheFileIsMended() throws IOException {
        importJson(file("t1,,a,b,1.00,\nt1,,a,b\n"));
        Cli.Result mended = importJson(file("t1,,a,b,1.00,\nt1,,a,b,2.00,\n"));
        assertThat(mended.json("posted")).isEqualTo("2");
        assertThat(balance("b")).isEqualTo("3.00");
    }

    @Test
    void accountsWithoutOverdraftCannotGoBelowZero() throws IOException {
        Cli.Result result = importJson(file("t1,,bank,u:a,1.00,\nt2,,u:a,u:b,1.01,\n"), "--no-overdraft", "u:");
        assertThat(result.json("posted")).isEqualTo("1");
        assertThat(result.err())
                .contains("3  t2: u:a has 1.00 available; this takes 1.01, the most that would pass is 1.00");
        Cli.Result shown = Cli.run("transfer", "--books", books(), "--json", "t2");
        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out())
                .contains(
                        "\"outcome\":\"rejected\",\"reason\":\"below_lower_limit\",\"number\":25,\"message\":\"u:a has");
    }

    private Path books() {
        return folder.resolve("books");
    }

    private Path file(String lines) throws IOException {
        return Files.write(folder.resolve("t.csv"), (HEADER + lines).getBytes(StandardCharsets.UTF_8));
    }

    private Cli.Result importJson(Path file, Object... more) {
        Object[] args = {"import", "--books", books(), "--asset", "EUR/2", "--layout", "transfers", "--json", file};
        return Cli.run(Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray());
    }

    private String balance(String account) {
        return Cli.run("balance", "--books", books(), "--json", account).json("posted");
    }
}
