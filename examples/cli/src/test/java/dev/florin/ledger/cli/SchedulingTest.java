package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.CommandId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands about what is done later. */
class SchedulingTest {
    private static final String POST = "post --debit users:alice=20 --credit users:bob=20";

    @TempDir
    private Path folder;

    private Path books;

    @BeforeEach
    void fill() {
        books = folder.resolve("books");
        done("open bank:cash --asset EUR/2 --debit-normal");
        done("open users:alice --asset EUR/2");
        done("open users:bob --asset EUR/2");
        done("post --debit bank:cash=50 --credit users:alice=50 --id top-up");
    }

    /** The folder of the books stands behind the first word: behind a command within, it would be its own. */
    private Cli.Result run(String line) {
        List<String> words = List.of(line.split(" "));
        return Cli.run(Stream.of(Stream.of(words.get(0), "--books", books), words.subList(1, words.size()).stream())
                .flatMap(some -> some)
                .toArray());
    }

    private Cli.Result done(String line) {
        Cli.Result result = run(line);
        assertThat(result.exitCode()).as(line + result.err()).isZero();
        return result;
    }

    private List<String> lines(String line) {
        return done(line).out().lines().toList();
    }

    /** They fell due long ago, so they run as soon as there is something to run before. */
    @Test
    void datesRunAndEachHasAnOutcome() {
        CommandId rent = CommandId.of("rent");
        List<String> set = lines("schedule --id rent --at 2026-01-01 --every 24h --times 3 " + POST);
        assertThat(set).contains("outcome   scheduled", "first     2026-01-01T00:00:00Z");
        assertThat(set).contains("repeats   every PT24H, 3 times");
        done("post --debit bank:cash=1 --credit users:bob=1 --id other");
        List<String> shown = lines("show-schedule rent");
        assertThat(shown.subList(0, 2)).containsExactly("schedule   " + rent, "status     ended");
        assertThat(shown).contains("what       transfer", "first      2026-01-01T00:00:00Z");
        assertThat(shown).contains("repeats    every PT24H, 3 times");
        assertThat(shown).contains("users:alice  20.00          EUR", "users:bob            20.00  EUR");
        assertThat(shown.subList(shown.size() - 3, shown.size()).stream()
                        .map(line -> line.replaceAll(" +", " ").replaceAll(" \\S+$", "")))
                .satisfiesExactly(
                        line -> assertThat(line).matches(" 1 2026-01-01 \\S+Z posted"),
                        line -> assertThat(line).matches(" 2 2026-01-02 \\S+Z posted"),
                        line -> assertThat(line)
                                .matches(" 3 2026-01-03 \\S+Z rejected: users:alice has 10.00 available; this takes "
                                        + "20.00, the most that would pass is 10.00"));
        assertThat(done("balance users:alice").out()).contains("10.00");
        assertThat(done("show-schedule rent --json").out())
                .matches("\\{\"id\":\"" + rent + "\",\"status\":\"ended\",\"position\":5,\"recorded\":\"[^\"]+\","
                        + "\"what\":\"transfer\",\"accounts\":\\[\"users:alice\",\"users:bob\"],\"entries\":\\[.*],"
                        + "\"first\":\"2026-01-01T00:00:00Z\",\"next\":\"\",\"every\":\"PT24H\",\"times\":3,"
                        + "\"missed\":\"run_each\",\"runs\":3,\"closed_by\":\"[^\"]+\",\"dates\":\\["
                        + "\\{\"date\":1,\"due\":\"2026-01-01T00:00:00Z\",.*\"outcome\":\"posted\"},.*"
                        + "\"outcome\":\"rejected\",\"reason\":\"below_lower_limit\",.*}]}\\R");
        assertThat(done("changes --from 5").out())
                .contains("schedule_created", "schedule_fired", "date 3 of " + rent + ", due 2026-01-03", "rejected");
    }

    @Test
    void datesOfACalendarAreThoseOfAZone() {
        done("schedule --id rent --at 2199-12-31T08:00 --every P1M --zone Europe/Berlin --until 2200-06-30 "
                + "--missed run_one " + POST);
        assertThat(lines("schedules"))
                .containsExactly(
                        "schedule                              what      accounts                next date             runs  repeats",
                        CommandId.of("rent")
                                + "  transfer  users:alice, users:bob  2199-12-31T07:00:00Z     0  every P1M in "
                                + "Europe/Berlin, until 2200-06-29T22:00:00Z, missed dates run_one");
        assertThat(lines("schedules --account users:bob")).hasSize(2);
        assertThat(lines("schedules --account bank:cash")).hasSize(1);
        assertThat(done("schedules --json").out())
                .contains("{\"schedules\":[{\"id\":\"" + CommandId.of("rent") + "\",\"status\":\"active\"")
                .contains("\"every\":\"P1M\",\"zone\":\"Europe/Berlin\",\"until\":\"2200-06-29T22:00:00Z\"");
        assertThat(run("close users:bob").out()).contains("users:bob is named by 1 schedules with a date to come");
        assertThat(lines("cancel-schedule rent --id enough")).contains("outcome   cancelled");
        assertThat(lines("schedules")).hasSize(1);
        assertThat(lines("show-schedule rent"))
                .contains("status     cancelled", "closed by  " + CommandId.of("enough"));
        assertThat(run("cancel-schedule rent --id more").exitCode()).isEqualTo(1);
    }

    @Test
    void holdsSweepsAndPaymentsOfSeveralAreScheduledToo() {
        for (String what : new String[] {
            "hold --debit users:alice=1 --credit users:bob=1 --timeout 1h",
            "sweep users:alice users:bob --at-most 5",
            "pay-each --from users:alice --to users:bob=1"
        }) {
            done("schedule --at 2199-01-01 --json " + what);
        }
        assertThat(lines("schedules"))
                .hasSize(4)
                .anyMatch(line -> line.contains(" hold "))
                .anyMatch(line -> line.contains(" sweep "))
                .anyMatch(line -> line.contains(" pay_each "));
    }

    @Test
    void aScheduleThatIsTypedAgainIsTheSame() {
        String line = "schedule --id once --at 2199-01-01 " + POST;
        done(line);
        assertThat(done(line).out()).contains("outcome   scheduled before; nothing was done again");
        assertThat(lines("schedules").get(1)).endsWith("once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule --at 2199-01-01                              | Missing required parameter: 'COMMAND'",
                "schedule post --debit users:alice=1                   | --at=TIME",
                "schedule --at soon post                               | --at 'soon' is not a date",
                "schedule --at 2199-01-01 --times 3 post               | --until, --times and --missed need --every",
                "schedule --at 2199-01-01 --every P1M post --debit users:alice=1 --credit users:bob=1 | needs --zone",
                "schedule --at 2199-01-01 --every 1m --zone Europe/Berlin post --debit users:alice=1 --credit users:bob=1 | no period of the calendar",
                "schedule --at 2199-01-01 --every often post --debit users:alice=1 --credit users:bob=1 | --every 'often' is not like",
                "schedule --at 2199-01-01 --zone Mars post             | --zone 'Mars' is not known here",
                "schedule --at 2199-01-01 --every 1h --times 0 post --debit users:alice=1 --credit users:bob=1 | a schedule runs 0 times",
                "schedule --at 2199-01-01 release x                    | is of a RELEASE; what can be scheduled is",
                "schedule --at 2199-01-01 sing                         | 'sing'",
                "schedule --at 2199-01-01 post --check --debit users:alice=1 --credit users:bob=1 | --json and --check belong to the schedule",
                "schedule --at 2199-01-01 post --id x --debit users:alice=1 --credit users:bob=1 | --id belongs to the schedule",
                "show-schedule nothing                                 | no schedule was ever set up under 'nothing'",
                "show-schedule top-up                                  | no schedule was ever set up under 'top-up'",
                "schedules --account users:eve                         | no account 'users:eve'",
            })
    void whatCannotBeScheduledIsAMistake(String line, String message) {
        Cli.Result result = run(line);
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }
}
