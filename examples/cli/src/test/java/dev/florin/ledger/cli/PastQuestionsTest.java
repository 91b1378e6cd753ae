package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.find.Filters;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands answer about the past, transfers by filter, and changes, on the books of the sample statement. */
class PastQuestionsTest {
    @TempDir
    private static Path folder;

    private static Path books;

    /** A moment before anything else was recorded. */
    private static Instant before;

    @BeforeAll
    static void fill() {
        books = folder.resolve("books");
        before = Instant.now().minusSeconds(1);
        Cli.Result result = Cli.run(
                "import", "--books", books, "--asset", "CZK/2", "--layout", "statement", Cli.sample("statement.csv"));
        assertThat(result.exitCode()).isZero();
        ask("open", "operations:fees", "--asset", "CZK/2", "--debit-normal", "--lower-limit", "none");
        ask(
                "post",
                "--debit=customers:17=1.00",
                "--credit=operations:fees=1.00",
                "--id=rich",
                "--only-if=posted:customers:17>=5000");
        ask("update", "customers:17", "--lower-limit", "none");
        ask(
                "post",
                "--debit=customers:17=1.00",
                "--credit=operations:fees=1.00",
                "--id=fee",
                "--effective=2026-01-10",
                "--code=7",
                "--reference=late fee",
                "--metadata=order=4711");
    }

    private static Cli.Result ask(Object... args) {
        Object[] all =
                Stream.concat(Stream.of(args), Stream.of("--books", books)).toArray();
        return Cli.run(all);
    }

    private static List<String> lines(Object... args) {
        Cli.Result result = ask(args);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result.out().lines().toList();
    }

    @Test
    void balancesByEffectiveTime() {
        assertThat(lines("balance", "customers:17", "operations:cash-deposit", "--at", "2026-01-05", "--effective"))
                .containsExactly(
                        "account                  balance  asset  final",
                        "customers:17              750.00  CZK    no",
                        "operations:cash-deposit  1500.00  CZK    no");
        assertThat(lines("balance", "customers:17", "--at", "2026-01-04T23:59:59.999999999Z", "--effective"))
                .endsWith("customers:17  1200.00  CZK    no");
        assertThat(lines("balance", "customers:17", "--at", "2026-01-05T00:00:00Z", "--effective"))
                .endsWith("customers:17   750.00  CZK    no");
    }

    @Test
    void balancesAsTheyWereKnown() {
        assertThat(lines("balance", "customers:17", "--at", "2026-01-31", "--as-known-on", before))
                .endsWith("customers:17     0.00  CZK    yes");
        assertThat(ask("balance", "customers:17", "--at", "2026-01-31", "--as-known-on", before, "--json")
                        .out())
                .isEqualTo("{\"at\":\"2026-01-31T23:59:59.999999999Z\",\"by\":\"effective\",\"as_known_on\":\"" + before
                        + "\",\"balances\":[{\"account\":\"customers:17\",\"id\":\"" + AccountId.of("customers:17")
                        + "\",\"asset\":\"CZK/2\",\"posted\":\"0.00\",\"debits\":\"0.00\",\"credits\":\"0.00\","
                        + "\"position\":0,\"final\":true}]}" + System.lineSeparator());
    }

    @Test
    void balancesByRecordedTimeShowWhatHoldsReserved() {
        assertThat(lines("balance", "customers:17", "--at", "2200-01-01"))
                .containsExactly(
                        "account       balance  pending out  pending in  available  asset  final",
                        "customers:17    33.20         0.00        0.00      33.20  CZK    no");
        assertThat(lines("balance", "customers:17", "--at", before))
                .endsWith("customers:17     0.00         0.00        0.00       0.00  CZK    yes");
        assertThat(ask("balance", "customers:17", "--at", "2200-01-01", "--json")
                        .out())
                .matches("\\{\"at\":\"2200-01-01T23:59:59.999999999Z\",\"by\":\"recorded\",\"balances\":\\[\\{"
                        + "\"account\":\"customers:17\",\"id\":\"[^\"]+\",\"asset\":\"CZK/2\",\"posted\":\"33.20\","
                        + "\"pending_out\":\"0.00\",\"pending_in\":\"0.00\",\"available\":\"33.20\","
                        + "\"debits\":\"1266.80\",\"credits\":\"1300.00\",\"position\":26,\"final\":false}]}\\R");
    }

    @Test
    void statementOfAPeriod() {
        assertThat(lines(
                        "statement",
                        "customers:17",
                        "--by-effective-time",
                        "--from",
                        "2026-01-05",
                        "--to",
                        "2026-01-10",
                        "--newest-first"))
                .containsExactly(
                        "opening  1200.00",
                        "closing  549.00",
                        "final    no, something recorded later may change it",
                        "",
                        "date         debit  credit  balance  reference                      transfer",
                        "2026-01-10    1.00           549.00  late fee                       " + CommandId.of("fee"),
                        "2026-01-09  200.00           550.00  cash-withdrawal                "
                                + CommandId.of("statement:1005"),
                        "2026-01-05  450.00           750.00  remittance-to-bank, household  "
                                + CommandId.of("statement:1003"));
    }

    @Test
    void statementOfAPeriodInPages() {
        List<String> whole = lines("statement", "customers:17", "--by-effective-time");
        assertThat(whole).hasSize(4 + 1 + 8).startsWith("opening  0.00", "closing  33.20");
        assertThat(lines("statement", "customers:17", "--by-effective-time", "--limit", "3").stream())
                .map(line -> line.replaceAll(" +", " "))
                .isEqualTo(whole.subList(0, 4 + 1 + 3).stream()
                        .map(line -> line.replaceAll(" +", " "))
                        .toList());
        assertThat(lines("statement", "customers:17", "--from", before)).startsWith("opening  0.00", "closing  33.20");
        assertThat(lines("statement", "customers:17", "--to", before))
                .startsWith("opening  0.00", "closing  0.00", "final    yes");
        assertThat(lines("statement", "customers:17", "--as-known-on", before)).startsWith("opening  0.00");
    }

    @Test
    void statementOfAPeriodAsJson() {
        assertThat(ask(
                                "statement",
                                "customers:17",
                                "--json",
                                "--by-effective-time",
                                "--from",
                                "2026-01-10",
                                "--to",
                                "2026-01-11T00:00:00Z",
                                "--as-known-on",
                                "2200-01-01")
                        .out())
                .matches(
                        "\\{\"account\":\"customers:17\",\"id\":\"[^\"]+\",\"asset\":\"CZK/2\",\"normal_side\":\"credit\","
                                + "\"from\":\"2026-01-10T00:00:00Z\",\"to\":\"2026-01-11T00:00:00Z\",\"by\":\"effective\","
                                + "\"as_known_on\":\"2200-01-01T23:59:59.999999999Z\",\"opening\":\"550.00\","
                                + "\"closing\":\"549.00\",\"final\":false,\"lines\":\\[\\{\"position\":26,\"transfer\":\""
                                + CommandId.of("fee")
                                + "\".*,\"balance_after\":\"549.00\",\"reference\":\"late fee\",\"code\":7}]}\\R");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account=operations:fees",
                "reference=late fee",
                "code=7",
                "key=order",
                "metadata:order=4711",
                "effective-from=2026-01-10|effective-to=2026-01-10",
            })
    void transfersByAFilter(String filters) {
        Object[] args = Stream.concat(
                        Stream.of("transfers", "--where"),
                        Pattern.compile("\\|").splitAsStream(filters))
                .toArray();
        String id = CommandId.of("fee").toString();
        assertThat(lines(args))
                .containsExactly(
                        "date        kind      account          debit  credit  asset  reference  transfer",
                        "2026-01-10  transfer  customers:17      1.00          CZK    late fee   " + id,
                        "2026-01-10  transfer  operations:fees           1.00  CZK    late fee   " + id);
    }

    @Test
    void transfersMeetAllFilters() {
        assertThat(lines("transfers", "--where", "account=customers:17", "--where", "code=7", "to=2200-01-01"))
                .hasSize(3);
        assertThat(lines("transfers", "--where", "account=customers:17", "code=8"))
                .hasSize(1);
        assertThat(lines("transfers", "--where", "code=7", "to=" + before)).hasSize(1);
    }

    @Test
    void transfersGoOnBehindACursor() {
        List<String> all = lines("transfers", "--all", "--oldest-first");
        assertThat(all).hasSize(1 + 2 * 13);
        List<String> first = lines("transfers", "--all", "--oldest-first", "--limit", "5");
        assertThat(first).hasSize(1 + 2 * 5 + 1);
        String more = first.get(11);
        assertThat(more).startsWith("more: --after ");
        List<String> rest = lines("transfers", "--all", "--oldest-first", "--after", more.substring(14));
        assertThat(rest).hasSize(1 + 2 * 8);
        assertThat(Stream.concat(first.subList(1, 11).stream(), rest.subList(1, 17).stream())
                        .map(line -> line.replaceAll(" +", " ")))
                .containsExactlyElementsOf(all.subList(1, 27).stream()
                        .map(line -> line.replaceAll(" +", " "))
                        .toList());
    }

    @Test
    void transfersAsJson() {
        assertThat(ask("transfers", "--where", "code=7", "--json").out())
                .matches("\\{\"transfers\":\\[\\{\"id\":\"" + CommandId.of("fee")
                        + "\",\"outcome\":\"posted\",\"kind\":\"transfer\",\"position\":26,.*}],\"next\":\"\"}\\R");
        assertThat(ask("transfers", "--all", "--limit", "2", "--json").json("next"))
                .matches("\\d+");
    }

    /** Never everything: another ledger took an unknown filter for none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "acount=customers:17               | 'acount=customers:17' is no filter",
                "Account=customers:17              | 'Account=customers:17' is no filter",
                "account                           | 'account' is no filter",
                "=customers:17                     | '=customers:17' is no filter",
                "account=                          | 'account=' asks for nothing",
                "reference=                        | 'reference=' asks for nothing",
                "key=                              | 'key=' asks for nothing",
                "metadata=order                    | 'metadata=order' is no filter",
                "metadata:=4711                    | 'metadata:=4711' meets nothing",
                "code=0                            | 'code=0' meets nothing",
                "code=-7                           | 'code=-7' meets nothing",
                "code=x                            | 'code=x' is no number",
                "code=7 code=8                     | 'code=8' is asked for twice",
                "metadata:order=1 metadata:order=2 | 'metadata:order=2' is asked for twice",
            })
    void aFilterThatIsNotUnderstoodOrEmptyListsTheFilters(String filters, String message) {
        Cli.Result result = ask(Stream.concat(Stream.of("transfers", "--where"), Stream.of(filters.split(" ")))
                .toArray());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(message).contains(Filters.ALL);
        assertThat(result.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "transfers                                            | --where=FILTER",
                "transfers --where                                    | --where",
                "transfers --where code=7 --all                       | mutually exclusive",
                "transfers --where from=2026-02-30                    | from '2026-02-30' is not a date like",
                "transfers --where from=2026-02-02 to=2026-02-01      | from must be before to",
                "transfers --where effective-to=soon                  | effective-to 'soon' is not a date",
                "transfers --where account=nobody                     | no account 'nobody'",
                "transfers --all --after here                         | 'here' is no cursor of transfers",
                "transfers --all --limit 0                            | --limit 0: the least is 1",
                "balance customers:17 --effective                     | --effective needs --at",
                "balance customers:17 --as-known-on 2026-01-01        | --as-known-on needs --at",
                "balance customers:17 --at yesterday                  | --at 'yesterday' is not a date",
                "statement customers:17 --from 2026-02-02 --to 2026-02-01 | --from must be before --to",
                "statement customers:17 --to later                    | --to 'later' is not a date",
                "changes --from 0                                     | --from 0: positions begin with 1",
                "changes --from 99                                    | these books have positions from 1 to 26",
                "changes --limit 0                                    | --limit 0: the least is 1",
            })
    void whatCannotBeAskedIsAMistake(String line, String message) {
        Cli.Result result = ask((Object[]) line.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void changesFromAPosition() {
        List<String> lines = lines("changes", "--from", "23");
        assertThat(lines.get(0)).matches("position +recorded +kind +account +debit +credit +asset +id +about");
        assertThat(lines.stream().skip(1).map(line -> line.replaceAll(" +", " ").replaceAll("\\S+Z ", "")))
                .containsExactly(
                        " 23 account_opened operations:fees " + idAt(23),
                        " 24 rejected " + CommandId.of("rich")
                                + " customers:17 does not meet the condition posted >= 5000.00: found 34.20",
                        " 25 account_updated customers:17 " + idAt(25),
                        " 26 transfer_posted customers:17 1.00 CZK " + CommandId.of("fee") + " late fee",
                        " 26 transfer_posted operations:fees 1.00 CZK " + CommandId.of("fee") + " late fee");
        assertThat(lines("changes", "--from", "5", "--limit", "2").stream()
                        .map(line -> line.strip().replaceAll(" .*", "")))
                .containsExactly("position", "5", "6");
    }

    private static String idAt(int position) {
        return ask("changes", "--json", "--from", position, "--limit", 1)
                .out()
                .replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void changesAsJsonAreTheLinesOfAnExport() {
        List<String> exported = ask("export", "--format", "jsonl")
                .out()
                .lines()
                .filter(line -> line.startsWith("{\"type\":\"effect\""))
                .map(line -> line.replaceAll(",\"record\":\"[^\"]*\"}$", "}"))
                .toList();
        assertThat(lines("changes", "--json")).isEqualTo(exported).hasSize(26);
        assertThat(lines("changes", "--json", "--from", 20)).isEqualTo(exported.subList(19, 26));
        assertThat(lines("changes", "--from", 27)).hasSize(1);
    }

    /** Nobody else can have the books open: what comes is what falls due. */
    @Test
    void changesFollowWhatFallsDue() {
        Path others = folder.resolve("others");
        Cli.run("open", "a", "--books", others, "--asset", "USD/2", "--lower-limit", "none");
        Cli.run("open", "b", "--books", others, "--asset", "USD/2");
        Cli.run("hold", "--debit", "a=1", "--credit", "b=1", "--timeout", "2s", "--books", others);
        Cli.Result result = Cli.run("changes", "--books", others, "--from", 4, "--follow", "--limit", 1, "--json");
        assertThat(result.out()).contains("\"position\":4,", "\"kind\":\"hold_released\"", "\"timed_out\":true");
        assertThat(result.exitCode()).isZero();
    }
}
