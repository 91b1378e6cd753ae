package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed while it imports; importing again completes the books as if nothing had happened. */
class ImportKilledTest {
    private static final int ROWS = 20_000;
    private static final int ACCOUNTS = 300;
    private static final int KILLS = 4;

    @TempDir
    private static Path folder;

    private static Path file;
    private static String undisturbed;
    private static long undisturbedMillis;

    @BeforeAll
    static void importUndisturbed() throws Exception {
        file = writeStatement(new Random(1993));
        long start = System.nanoTime();
        Process process = start(folder.resolve("undisturbed"));
        assertThat(process.waitFor()).isZero();
        undisturbedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        Cli.Result again = importHere(folder.resolve("undisturbed"));
        assertThat(again.json("already")).isEqualTo(Integer.toString(ROWS));
        undisturbed = again.json("digest");
    }

    @Test
    void theBooksAreTheSameAfterKillsAtAnyMoment() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int killed = 0;
        for (int round = 0; round < KILLS; round++) {
            Path books = folder.resolve("killed-" + round);
            Process process = start(books);
            // Not before Java runs; the last ones near the end.
            long wait = undisturbedMillis / 4 + random.nextInt((int) undisturbedMillis);
            if (!process.waitFor(wait, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                killed++;
            }
            Cli.Result again = importHere(books);
            assertThat(again.out())
                    .as("seed %d, round %d, killed after %d ms", seed, round, wait)
                    .contains("\"rows\":" + ROWS + ",", "\"rejected\":0,\"differences\":0,")
                    .contains(undisturbed);
            assertThat(again.exitCode()).isZero();
        }
        assertThat(killed).as("kills that came in time, seed %d", seed).isPositive();
    }

    private static Process start(Path books) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Florin.class.getName(),
                        "import",
                        "--books",
                        books.toString(),
                        "--asset",
                        "CZK/2",
                        "--layout",
                        "statement",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    private static Cli.Result importHere(Path books) {
        return Cli.run("import", "--books", books, "--asset", "CZK/2", "--layout", "statement", "--json", file);
    }

    private static Path writeStatement(Random random) throws IOException {
        long[] balances = new long[ACCOUNTS];
        StringBuilder csv = new StringBuilder("transaction,account,date,direction,operation,amount,balance_after\n");
        for (int i = 0; i < ROWS; i++) {
            int account = random.nextInt(ACCOUNTS);
            long amount = 1L + random.nextInt(100_000);
            boolean in = random.nextBoolean();
            balances[account] += in ? amount : -amount;
            csv.append(i)
                    .append(',')
                    .append(account)
                    .append(",2026-01-01,")
                    .append(in ? "in,cash-deposit," : "out,cash-withdrawal,")
                    .append(BigDecimal.valueOf(amount, 2))
                    .append(',')
                    .append(BigDecimal.valueOf(balances[account], 2))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("statement.csv"), csv);
    }
}
