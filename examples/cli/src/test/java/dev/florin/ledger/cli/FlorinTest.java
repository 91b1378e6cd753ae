package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/** The command as a whole: help, exit codes, errors. */
class FlorinTest {
    private static final List<String> COMMANDS = Florin.commandLine(
                    new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()))
            .getSubcommands()
            .values()
            .stream()
            .map(CommandLine::getCommandName)
            .distinct()
            .toList();

    @TempDir
    private Path folder;

    @Test
    void helpNamesEachCommandAndEachExitCode() {
        Cli.Result result = Cli.run("--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("\nBooks\n", "\nAccounts\n", "\nMoney\n", "\nHolds\n", "\nQuestions\n")
                .contains(COMMANDS.stream().map(name -> "\n  " + name + " ").toList())
                .contains("0   done", "1   done, and", "2   wrong usage", "3   the books");
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void helpOfACommandHasAnExample(String command) {
        Cli.Result result = Cli.run(command, "--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Example", "  florin " + command, "Exit codes:");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void versionIsTheOneOfTheBuild() {
        assertThat(Cli.run("--version").out()).matches("florin \\d+\\.\\d+\\.\\d+\\S* \\(Java .*\\)\\R");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                       | say what to do: demo, bench, import",
                "balnce                                   | Did you mean: florin balance",
                "balance                                  | Missing required options and parameters: '--books=LOCATION', 'NAME'",
                "accounts --books x --wrong               | Unknown option: '--wrong'",
                "statement --books x y --limit 0          | --limit 0: the least is 1",
                "statement --books x y --oldest-first --newest-first | mutually exclusive",
                "import --books x --asset CZK --layout statement f | --asset': asset \"CZK\" is not of the form CODE/SCALE",
                "import --books x --asset CZK/2 --layout other f | STATEMENT, TRANSFERS",
                "import --books x --asset CZK/2 --layout statement no-such.csv | no-such.csv: there is no such file",
                "post --books x --debit a=1 --only       | Unknown option: '--only'",
                "capture h --books x --total 1 --amounts 1,2 | mutually exclusive",
                "pay-each --books x --from a              | '--to=NAME=AMOUNT'",
                "accounts --books x --status odd          | --status': expected one of",
                "accounts --books postgres:x              | is no place of books: say DIR or file:DIR",
                "accounts --books h2:                     | names no folder",
                "migrate --from x                         | Missing required option: '--to=LOCATION'",
                "migrate --from x --to x                  | --from and --to are the same place, x",
                "demo --users 3                           | --users 3: it takes 12 to 1000000",
                "bench --seconds 0                        | --seconds 0: it takes 1 to 3600",
                "bench --in no-such                       | --in no-such: there is no such folder",
            })
    void wrongUsageIsOneLineAndTheWayToHelp(String line, String message) {
        Cli.Result result = Cli.run((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("florin").contains(message).doesNotContain("\tat ");
        assertThat(result.err().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void booksInUseByAnotherCannotBeOpened() {
        Path books = folder.resolve("books");
        try (Ledger other = Ledger.open(FileStorage.at(books))) {
            Cli.Result result = Cli.run("accounts", "--books", books);
            assertThat(other.fingerprints().position()).isZero();
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.err()).contains(books.toString()).doesNotContain("\tat ");
            assertThat(result.err().lines()).hasSize(1);
        }
    }

    @Test
    void verboseShowsWhereAnErrorComesFrom() {
        Cli.Result result = Cli.run("accounts", "--verbose", "--books", folder.resolve("none"));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("there are no books in", "\tat dev.florin.ledger.cli");
    }

    @Test
    void aFolderIsNoFileToImport() {
        Cli.Result result =
                Cli.run("import", "--books", folder.resolve("b"), "--asset", "CZK/2", "--layout", "statement", folder);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("is a folder; name a CSV file");
    }

    @Test
    void damagedBooksAreNamedAndLeftAsTheyAre() throws IOException {
        Path books = folder.resolve("books");
        Files.createDirectories(books);
        Files.writeString(books.resolve("notes.txt"), "not books");
        Cli.Result result = Cli.run("accounts", "--books", books);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(Files.readString(books.resolve("notes.txt"))).isEqualTo("not books");
    }
}
