package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The programs themselves check what is exported to them, and show the balances that the ledger has. Skipped where they are
 * not installed; {@code examples/cli/install-accounting-tools.sh} installs them on Debian, and {@code
 * -Dflorin.installAccountingTools=true} has this test run it.
 */
class AccountingToolsTest {
    private static final int STEPS = 400;
    private static final int MOST_SECONDS = 120;

    @TempDir
    private Path folder;

    @BeforeAll
    static void installIfAsked() throws Exception {
        if (Boolean.getBoolean("florin.installAccountingTools")) {
            Path script = Cli.sample("..").normalize().resolve("install-accounting-tools.sh");
            assertThat(run(folderOf(script), script.toString()).exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, recorded", "1, effective", "2, recorded", "3, effective", "4, recorded"})
    void hledgerPassesItsStrictChecksAndShowsTheSameBalances(long seed, String by) throws Exception {
        requireInstalled("hledger");
        Path books = folder.resolve("books");
        RandomBooks.make(books, seed, STEPS);
        Path file = export(books, "hledger", by);
        Run check = run(folder, "hledger", "-f", file.toString(), "check", "--strict");
        assertThat(check.output()).isEmpty();
        assertThat(check.exitCode()).isZero();
        Run shown = run(folder, "hledger", "-f", file.toString(), "balance", "--flat", "-E", "-N", "-O", "csv");
        Map<String, BigDecimal> balances = new HashMap<>();
        Matcher row =
                Pattern.compile("(?m)^\"([^\"]*)\",\"(-?[0-9.]+)[^\"]*\"$").matcher(shown.output());
        while (row.find()) {
            balances.put(row.group(1), new BigDecimal(row.group(2)));
        }
        assertBalances(books, file, Pattern.compile("(?m)^account (.+?)  ;.*\\R    ; account-id: (.*)$"), balances);
    }

    @ParameterizedTest
    @CsvSource({"0, recorded", "1, effective", "2, recorded", "3, effective", "4, recorded"})
    void beancountPassesItsChecksAndShowsTheSameBalances(long seed, String by) throws Exception {
        requireInstalled("bean-check");
        requireInstalled("bean-query");
        Path books = folder.resolve("books");
        RandomBooks.makeSmall(books, seed, STEPS);
        Path file = export(books, "beancount", by);
        Run check = run(folder, "bean-check", file.toString());
        assertThat(check.output()).isEmpty();
        assertThat(check.exitCode()).isZero();
        Run shown = run(
                folder,
                "bean-query",
                "-f",
                "csv",
                file.toString(),
                "SELECT account, sum(number) AS total GROUP BY account");
        Map<String, BigDecimal> balances = new HashMap<>();
        Matcher row = Pattern.compile("(?m)^(\\S+?)\\s*,\\s*(-?[0-9.]+)\\s*$").matcher(shown.output());
        while (row.find()) {
            balances.put(row.group(1), new BigDecimal(row.group(2)));
        }
        assertBalances(books, file, Pattern.compile("(?m) open (\\S+) \\S+\\R  account-id: \"(.*)\"$"), balances);
    }

    /** By the account ids that stand beside the accounts of the other program; what it does not show is zero. */
    private static void assertBalances(Path books, Path file, Pattern declaration, Map<String, BigDecimal> shown)
            throws IOException {
        Map<String, BigDecimal> byId = new HashMap<>();
        Matcher declared = declaration.matcher(Files.readString(file));
        while (declared.find()) {
            byId.put(declared.group(2), shown.getOrDefault(declared.group(1), BigDecimal.ZERO));
        }
        int moved = 0;
        try (Ledger ledger = Ledger.open(FileStorage.at(books), Books.stillTime())) {
            for (var view : ledger.accounts(AccountQuery.all()).accounts()) {
                BigDecimal expected = new BigDecimal(
                        view.balance()
                                .debits()
                                .toBigInteger()
                                .subtract(view.balance().credits().toBigInteger()),
                        view.account().asset().scale());
                assertThat(byId.get(view.account().id().toString()))
                        .as("%s", view)
                        .isEqualByComparingTo(expected);
                moved += expected.signum() == 0 ? 0 : 1;
            }
        }
        assertThat(moved).isPositive();
    }

    private Path export(Path books, String format, String by) {
        Path file = folder.resolve("books." + format);
        Cli.Result result = Cli.run("export", "--books", books, "--format", format, "--by", by, "--to", file);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return file;
    }

    private static void requireInstalled(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path).resolve(program)));
        String why = program + " is not installed, so what is exported to it was NOT checked by it: run"
                + " examples/cli/install-accounting-tools.sh";
        if (!there) {
            System.err.println("SKIPPED: " + why);
        }
        assumeTrue(there, why);
    }

    private record Run(int exitCode, String output) {}

    private static Run run(Path folder, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "parent");
    }
}
