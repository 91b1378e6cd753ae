package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that open accounts and move money, and what they answer. */
class WritingTest {
    private static final String TIME = "[0-9-]+T[0-9:.]+Z";

    @TempDir
    private Path folder;

    private Path books;

    @BeforeEach
    void fill() {
        books = folder.resolve("books");
        run("open", "bank:cash", "--asset", "EUR/2", "--debit-normal");
        for (String user : new String[] {"alice", "bob", "carol"}) {
            run("open", "users:" + user, "--asset", "EUR/2");
        }
        run("post", "--debit", "bank:cash=50", "--credit", "users:alice=50.00", "--id", "top-up");
    }

    @Test
    void anOpeningIsTypedAgainWithoutHarm() {
        String[] opening = {"open", "shops:cafe", "--asset", "EUR/2", "--lower-limit", "-12.50", "--code", "7"};
        Cli.Result first = run(opening);
        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).contains("outcome   opened\n");
        assertThat(run(opening).out()).contains("outcome   opened before; nothing was done again");
        assertThat(run("accounts", "--code", "7").out()).contains("shops:cafe", "-12.50");
        Cli.Result other = run("open", "shops:cafe", "--asset", "EUR/2");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("was rejected: shops:cafe exists, opened by another command; update it");
    }

    private Cli.Result exchange(String dollars, String... more) {
        String[] post = {
            "post",
            "--debit",
            "users:alice=10",
            "--credit",
            "desk:eur=10",
            "--debit",
            "desk:usd=10.84",
            "--credit",
            "users:dan=" + dollars,
            "--credit",
            "desk:rest=0.01"
        };
        return run(Stream.concat(Stream.of(post), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void aRateIsCheckedWithItsRoundingAndWhatThatLeaves() {
        run("open", "desk:eur", "--asset", "EUR/2", "--lower-limit", "none");
        for (String account : new String[] {"desk:usd", "desk:rest", "users:dan"}) {
            run("open", account, "--asset", "USD/2", "--lower-limit", "none");
        }
        String[] stated = {"--rate", "1.0837", "--rounding", "down", "--exchange", "0:3", "--residue", "desk:rest"};
        Cli.Result wrong = exchange("10.82", stated);
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).contains("was rejected: ");
        assertThat(exchange("10.83", stated).exitCode()).isZero();
        assertThat(run("balance", "users:dan").out()).contains("10.83");
        assertThat(exchange("10.83", "--rounding", "down").exitCode()).isEqualTo(2);
        assertThat(exchange("10.83", "--rate", "1.0837").err()).contains("--rate needs --rounding");
        assertThat(exchange("10.83", "--rate", "x", "--rounding", "up").err()).contains("--rate: ");
        assertThat(exchange("10.83", "--rate", "1", "--rounding", "near").err()).contains("'near' is none of");
        assertThat(exchange("10.83", "--rate", "1", "--rounding", "up", "--exchange", "0:9")
                        .err())
                .contains("names entry 9, and there are 5");
        assertThat(exchange("10.83", "--rate", "1", "--rounding", "up", "--exchange", "x")
                        .err())
                .contains("is not FROM:TO");
        Cli.Result other = exchange(
                "10.83", "--rate", "1.0837", "--rounding", "down", "--exchange", "0:3", "--residue", "desk:usd");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("was rejected: ");
    }

    @Test
    void aTransferShowsItsEntriesInTheOrderTyped() {
        Cli.Result result = run(
                "post",
                "--debit",
                "users:alice=9",
                "--credit",
                "users:bob=5",
                "--debit",
                "bank:cash=1",
                "--credit",
                "users:carol=5",
                "--id",
                "dinner");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().filter(line -> !line.startsWith("recorded")))
                .containsExactly(
                        "id        " + CommandId.of("dinner"),
                        "outcome   posted",
                        "",
                        "account      debit  credit  asset",
                        "users:alice   9.00          EUR",
                        "users:bob             5.00  EUR",
                        "bank:cash     1.00          EUR",
                        "users:carol           5.00  EUR");
    }

    @Test
    void anAnswerAsJson() {
        assertThat(run("post", "--debit", "bank:cash=50", "--credit", "users:alice=50", "--id", "top-up", "--json")
                        .out())
                .matches("\\{\"id\":\"" + CommandId.of("top-up")
                        + "\",\"command\":\"transfer\",\"outcome\":\"already_posted\",\"checked\":false,"
                        + "\"position\":5,\"recorded\":\"" + TIME + "\",\"entries\":\\["
                        + "\\{\"account\":\"bank:cash\",\"id\":\"" + AccountId.of("bank:cash")
                        + "\",\"side\":\"debit\",\"amount\":\"50.00\",\"asset\":\"EUR/2\"},"
                        + "\\{\"account\":\"users:alice\",\"id\":\"" + AccountId.of("users:alice")
                        + "\",\"side\":\"credit\",\"amount\":\"50.00\",\"asset\":\"EUR/2\"}]}\\R");
    }

    @Test
    void anIdThatWasMadeUpIsToldForARetry() {
        Cli.Result first = run("post", "--debit", "users:alice=1", "--credit", "users:bob=1");
        String id = first.out().substring(10, 46);
        assertThat(first.err())
                .isEqualTo("note: its id is " + id + "; if no answer comes, ask again with --id " + id
                        + System.lineSeparator());
        Cli.Result again = run("post", "--debit", "users:alice=1", "--credit", "users:bob=1", "--id", id);
        assertThat(again.out()).contains("posted before; nothing was done again");
        assertThat(again.exitCode()).isZero();
        assertThat(available("users:bob")).isEqualTo("1.00");
    }

    @Test
    void anotherCommandWithTheSameIdIsAConflict() {
        Cli.Result result = run("post", "--debit", "bank:cash=51", "--credit", "users:alice=51", "--id", "top-up");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("was rejected: another command with this id was settled at position 5");
    }

    @Test
    void aRejectionHasItsFiguresInWholeUnits() {
        String[] tooMuch = {"post", "--debit", "users:alice=50.01", "--credit", "users:bob=50.01", "--id", "much"};
        Cli.Result result = run(tooMuch);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .isEqualTo("transfer " + CommandId.of("much")
                        + " was rejected: users:alice has 50.00 available; this takes 50.01, the most that would pass "
                        + "is 50.00" + System.lineSeparator());
        assertThat(run(with(tooMuch, "--json")).out())
                .isEqualTo("{\"id\":\"" + CommandId.of("much") + "\",\"command\":\"transfer\",\"outcome\":\"rejected\","
                        + "\"checked\":false,\"reason\":\"below_lower_limit\",\"number\":25,\"message\":\"users:alice "
                        + "has 50.00 available; this takes 50.01, the most that would pass is 50.00\",\"figures\":{"
                        + "\"account\":\"users:alice\",\"account_id\":\"" + AccountId.of("users:alice")
                        + "\",\"limit\":\"0.00\",\"available\":\"50.00\",\"needed\":\"50.01\",\"most\":\"50.00\"}}"
                        + System.lineSeparator());
        assertThat(run("transfer", "much", "--json").out()).contains("\"number\":25", "\"most\":\"50.00\"");
    }

    @Test
    void aCheckDoesNothingAndUsesUpNoId() {
        String[] payment = {"post", "--debit", "users:alice=5", "--credit", "users:bob=5", "--id", "p"};
        Cli.Result check = run(with(payment, "--check"));
        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).contains("outcome   would be posted").doesNotContain("recorded");
        assertThat(check.err()).isEmpty();
        assertThat(run(with(payment, "--check", "--json")).out())
                .contains("\"outcome\":\"posted\",\"checked\":true,\"position\":6");
        assertThat(available("users:bob")).isEqualTo("0.00");
        assertThat(run(payment).out()).contains("outcome   posted\n");
        Cli.Result tooMuch = run("post", "--debit", "users:bob=9", "--credit", "users:alice=9", "--check");
        assertThat(tooMuch.exitCode()).isEqualTo(1);
        assertThat(tooMuch.out()).contains("would be rejected: users:bob has 5.00 available");
    }

    @Test
    void anAccountIsUpdatedFrozenOpenedAgainAndClosed() {
        run("update", "users:bob", "--name", "users:robert", "--upper-limit", "20", "--metadata", "tier=gold");
        assertThat(run("accounts", "--json", "--prefix", "users:robert").out())
                .contains("\"upper_limit\":\"20.00\"", "\"metadata\":{\"tier\":\"gold\"}");
        run("update", "users:robert", "--no-metadata", "--upper-limit", "none");
        assertThat(run("accounts", "--json", "--prefix", "users:robert").out())
                .contains("\"upper_limit\":\"none\"", "\"metadata\":{}");

        run("freeze", "users:alice", "--debits-only");
        assertThat(run("post", "--debit", "users:alice=1", "--credit", "users:bob=1")
                        .out())
                .contains("was rejected: users:alice is frozen for debits");
        run("freeze", "users:alice");
        assertThat(run("accounts", "--status", "frozen").out())
                .contains("users:alice")
                .doesNotContain("users:carol");
        assertThat(run("unfreeze", "users:alice").out()).contains("outcome   updated");

        assertThat(run("close", "users:alice", "--sweep-to", "users:carol").out())
                .contains("outcome   closed", "users:alice  50.00", "users:carol          50.00");
        assertThat(run("accounts", "--status", "closed").out()).contains("users:alice");
        assertThat(available("users:carol")).isEqualTo("50.00");
    }

    @Test
    void aHoldIsCapturedInPartsAndRefunded() {
        run(
                "hold",
                "--debit",
                "users:alice=30",
                "--credit",
                "users:bob=20",
                "--credit",
                "users:carol=10",
                "--timeout",
                "7d",
                "--id",
                "table",
                "--reference",
                "table 12");
        assertThat(run("balance", "users:alice", "users:bob").out().lines())
                .containsExactly(
                        "account      balance  pending out  pending in  available  asset  entries",
                        "users:alice    50.00        30.00        0.00      20.00  EUR          1",
                        "users:bob       0.00         0.00       20.00       0.00  EUR          0");
        assertThat(run("capture", "table", "--total", "23.50", "--id", "bill").out())
                .contains("users:alice  23.50", "users:bob            15.67", "users:carol           7.83");
        assertThat(run("holds", "--account", "users:carol").out())
                .containsPattern(CommandId.of("table") + "  users:carol +2.17  EUR    " + TIME + "  table 12");
        assertThat(run("holds", "--account", "bank:cash").out().lines()).hasSize(1);
        run("capture", "table", "--amounts", "3,2,1", "--closing");
        assertThat(run("show-hold", "table").out())
                .contains("status     captured", "capture    " + CommandId.of("bill"), "reference  table 12")
                .contains("users:alice  30.00             26.50  0.00  EUR");
        assertThat(run("show-hold", "table", "--json").out())
                .contains("\"status\":\"captured\"", "\"captured\":\"17.67\",\"left\":\"0.00\"", "\"refunds\":[]");
        assertThat(run("transfer", "bill").out()).contains("kind       capture", "of         " + CommandId.of("table"));

        assertThat(run("refund", "table", "--total", "5", "--id", "soup").out())
                .containsPattern("users:alice +5.00")
                .containsPattern("users:bob +3.33")
                .containsPattern("users:carol +1.67");
        assertThat(run("show-hold", "table").out()).contains("refund     " + CommandId.of("soup"));
        assertThat(run("reverse", "table", "--id", "chargeback").exitCode()).isZero();
        assertThat(available("users:alice")).isEqualTo("50.00");
        assertThat(run("transfer", "table").err()).contains("it is a hold; see florin show-hold");
    }

    @Test
    void aHoldIsReleasedAndSweepsTellWhatTheyMoved() {
        run("hold", "--debit", "users:alice=30", "--credit", "users:bob=30", "--id", "h");
        assertThat(run("sweep", "users:alice", "users:carol", "--at-most", "15").out())
                .contains("users:alice  15.00", "users:carol          15.00");
        assertThat(run("sweep", "users:alice", "users:carol").out()).contains("users:alice   5.00");
        assertThat(run("release", "h").out()).contains("outcome   released", "users:alice  30.00");
        assertThat(run("release", "h").out()).contains("was rejected: hold " + CommandId.of("h") + " was released");
        assertThat(run("roll-up", "users:").out().lines())
                .containsExactly(
                        "asset  accounts  debits  credits  pending debits  pending credits  balance  available",
                        "EUR           3   20.00    70.00            0.00             0.00    50.00      50.00");
        assertThat(run("roll-up", "bank:", "--debit-normal", "--json").out())
                .contains(
                        "\"normal_side\":\"debit\"", "\"accounts\":1", "\"posted\":\"50.00\",\"available\":\"50.00\"");
    }

    @Test
    void payeesStandAloneAndNobodyIsPaidTwice() throws IOException {
        Path file = Files.writeString(
                folder.resolve("payees.csv"), "account,amount\nusers:bob,1.50\nusers:eve,2\nusers:carol,3.00\n");
        String[] payment = {"pay-each", "--from", "users:alice", "--file", file.toString(), "--id", "jan"};
        Cli.Result result = run(payment);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("users:bob      1.50  EUR    posted", "users:carol    3.00  EUR    posted")
                .contains("users:eve      2.00  EUR    rejected: there is no account users:eve");
        assertThat(run(with(payment, "--json")).out())
                .contains("\"command\":\"pay_each\",\"outcome\":\"already_posted\"", "\"payments\":[{\"id\":")
                .contains("\"reason\":\"unknown_account\",\"number\":12", "\"figures\":{\"account\":\"users:eve\"");
        assertThat(available("users:bob")).isEqualTo("1.50");
        assertThat(run("pay-each", "--from", "users:alice", "--to", "users:bob=1", "--to", "users:carol=2")
                        .exitCode())
                .isZero();

        Files.writeString(file, "account,amount\nusers:bob,1.50\nusers:carol,lots\n");
        Cli.Result damaged = run("pay-each", "--from", "users:alice", "--file", file.toString());
        assertThat(damaged.exitCode()).isEqualTo(2);
        assertThat(damaged.err()).contains("payees.csv, line 3: ", "nobody was paid");
    }

    @Test
    void aGroupIsDoneWholeOrNotAtAll() throws IOException {
        Path file = Files.writeString(folder.resolve("welcome.txt"), """
                # an account and its bonus
                open 'users:dave d.' --asset EUR/2

                post --debit bank:cash=5 --credit "users:dave d.=5" --reference 'hello, Dave'
                hold --debit users:dave\\ d.=3 --credit users:bob=3 --id h3
                capture h3 --total 2 --closing
                """);
        Cli.Result result = run("group", file.toString(), "--id", "welcome");
        assertThat(result.out().lines().skip(4))
                .containsExactly(
                        "member  command       account        debit  credit  asset",
                        "     0  open account  users:dave d.",
                        "     1  transfer      bank:cash       5.00          EUR",
                        "     1  transfer      users:dave d.           5.00  EUR",
                        "     2  hold          users:dave d.   3.00          EUR",
                        "     2  hold          users:bob               3.00  EUR",
                        "     3  capture       users:dave d.   2.00          EUR",
                        "     3  capture       users:bob               2.00  EUR");
        assertThat(run("group", file.toString(), "--id", "welcome", "--json").out())
                .contains("\"outcome\":\"already_posted\"", "\"members\":[{\"id\":", "\"command\":\"capture\"");

        Files.writeString(file, "open users:eve --asset EUR/2\npost --debit users:eve=1 --credit users:bob=1\n");
        Cli.Result rejected = run("group", file.toString());
        assertThat(rejected.exitCode()).isEqualTo(1);
        assertThat(rejected.out())
                .contains("was rejected: member 1: users:eve has 0.00 available")
                .contains("welcome.txt, line 2: post --debit users:eve=1");
        assertThat(run("balance", "users:eve").exitCode()).isEqualTo(2);
    }

    private Cli.Result run(String... words) {
        return Cli.run((Object[]) with(words, "--books", books.toString()));
    }

    private String available(String account) {
        return run("balance", account, "--json").json("available");
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }
}
