package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that are not carried out, and what they say; none of them changes the books. */
class WritingRefusedTest {
    @TempDir
    private static Path folder;

    private static Path books;

    @BeforeAll
    static void fill() {
        books = folder.resolve("books");
        run("open", "bank:cash", "--asset", "EUR/2", "--debit-normal");
        for (String user : new String[] {"alice", "bob", "carol"}) {
            run("open", "users:" + user, "--asset", "EUR/2");
        }
        run("post", "--debit", "bank:cash=50", "--credit", "users:alice=50.00", "--id", "top-up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "version:users:alice=1 | 0 | would be posted",
                "version:users:alice=2 | 1 | users:alice does not meet the condition version = 2: found 1",
                "available:users:alice>=50 | 0 | would be posted",
                "available:users:alice>=50.01 | 1 | users:alice does not meet the condition available >= 50.01: found 50.00",
                "posted:users:bob<=-1 | 1 | users:bob does not meet the condition posted <= -1.00: found 0.00",
                "pending-out:users:bob<=0 | 0 | would be posted",
                "pending-in:users:bob>=1 | 1 | users:bob does not meet the condition pending-in >= 1.00: found 0.00",
                "available:users:zoe>=1 | 2 | the books hold no account 'users:zoe'",
                "version:users:alice=1.5 | 2 | the version '1.5' is not a whole number",
                "version:users:alice>=1 | 2 | is not of the form version:NAME=N",
                "posted:users:alice=1 | 2 | is not of the form version:NAME=N",
                "nothing | 2 | is not of the form version:NAME=N",
                "posted:users:alice>=1.234 | 2 | is not an amount of EUR/2",
            })
    void aConditionIsJudgedFirst(String condition, int exitCode, String says) {
        Cli.Result result =
                run("post", "--debit", "users:alice=5", "--credit", "users:bob=5", "--check", "--only-if", condition);
        assertThat(result.out() + result.err()).contains(says);
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "post --debit users:alice=1 | say what is moved",
                "post --debit users:alice --credit users:bob=1 | 'users:alice' is not of the form NAME=AMOUNT",
                "post --debit users:zoe=1 --credit users:bob=1 | the books hold no account 'users:zoe'; florin accounts lists",
                "post --debit users:alice=1.005 --credit users:bob=1 | is not an amount of EUR/2",
                "post --debit users:alice=0 --credit users:bob=0 | the amount 0 is zero",
                "post --debit users:alice=1 --credit users:bob=1 --effective soon | --effective 'soon' is not a date",
                "hold --debit users:alice=1 --credit users:bob=1 --timeout later | the time-out 'later' is not like 7d",
                "capture nothing --total 1 | the books hold no movement",
                "refund top-up --amounts 1 | --amounts has 1 amounts",
                "group no-such.txt | no-such.txt: there is no such file",
                "group . | is a folder; name a file of commands",
                "hold --debit users:alice=1 --credit users:bob=1 --timeout 73001d | 73,000 days",
                "open users:alice --asset EUR/2 --lower-limit 1 | it starts with a balance of 0",
                "open ./\u0007 --asset EUR/2 | control character",
                "update users:alice | say what to change",
                "update users:alice --lower-limit much | is not an amount of EUR/2",
                "sweep users:alice users:alice | into itself",
                "sweep users:alice users:bob --at-most 0 | the amount 0 is zero",
                "show-hold top-up | no hold was ever placed under 'top-up'",
            })
    void whatCannotBeUsedIsAMistakeAndDoesNothing(String line, String says) {
        Cli.Result result = run(line.split(" "));
        assertThat(result.err()).contains(says).doesNotContain("\tat ", "mistake in the tool");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "post --debit users:alice=1 --credit users:bob=2 | the debits of EUR are 1.00 and its credits 2.00",
                "capture nothing | nothing was ever asked for under nothing; florin holds and florin statement show ids",
                "release top-up | is a TRANSFER",
                "refund top-up --total 50.01 | 50.01 is more than the 50.00 that is left of top-up",
                "sweep users:bob users:alice | users:bob has 0.00 available so there is nothing to sweep",
                "close users:alice | users:alice cannot be closed with a balance of 50.00; move it out first",
                "update users:alice --upper-limit 20 | users:alice has 50.00 which breaks the upper limit 20.00",
                "update users:alice --name users:bob | the name users:bob belongs to account",
            })
    void aRejectionIsASentence(String line, String says) {
        Cli.Result result = run(line.split(" "));
        assertThat(result.out().replace(",", "")).contains(" was rejected: ").contains(says);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "post --debit users:alice=1 --check --credit users:bob=1 | --json and --check belong to the whole group",
                "post --debit 'users:alice=1 | a quote is opened and not closed",
                "accounts | Unmatched argument",
                "post --debit users:alice=1 --credit users:zoe=1 | the books hold no account 'users:zoe'",
                "pay-each --from users:alice --to users:bob=1 | PAY_EACH cannot be a member",
            })
    void aLineThatCannotBeUsedIsNamed(String line, String says) throws IOException {
        Path file = Files.writeString(folder.resolve("group.txt"), "freeze users:carol\n" + line + "\n");
        Cli.Result result = run("group", file.toString());
        assertThat(result.err()).contains(says).doesNotContain("\tat ");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(run("accounts", "--status", "frozen").out().lines()).hasSize(1);
    }

    private static Cli.Result run(String... words) {
        return Cli.run((Object[]) with(words, "--books", books.toString()));
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void noBooksAreMadeForWhatCannotBeUsed() {
        Path nowhere = folder.resolve("nowhere");
        assertThat(Cli.run("open", "", "--asset", "EUR/2", "--books", nowhere).err())
                .contains("'' cannot name an account");
        assertThat(Cli.run("group", "no-such.txt", "--books", nowhere).exitCode())
                .isEqualTo(2);
        assertThat(Cli.run("open", "a", "--asset", "EUR/2", "--books", nowhere, "--check")
                        .err())
                .contains("there are no books in", "florin open");
        assertThat(nowhere).doesNotExist();
    }
}
