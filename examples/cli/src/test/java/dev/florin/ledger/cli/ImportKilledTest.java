package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process is killed while it imports; importing again completes the books as if nothing had happened. The process
 * is fed through a pipe, so that it can be killed at any part of the file, however fast or slow it is.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no /dev/stdin")
class ImportKilledTest {
    private static final int ROWS = 16_000;
    private static final int ACCOUNTS = 300;
    private static final int KILLS = 4;
    private static final int MOST_WAIT_MILLIS = 60;

    @TempDir
    private Path folder;

    @Test
    void theBooksAreTheSameAfterAKillAtAnyMoment() throws Exception {
        Path file = writeStatement(new Random(1993));
        byte[] content = Files.readAllBytes(file);
        String undisturbed = importHere(folder.resolve("undisturbed"), file).json("digest");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < KILLS; round++) {
            Path books = folder.resolve("killed-" + round);
            int bytes = random.nextInt(content.length);
            feedAndKill(books, content, bytes, random.nextInt(MOST_WAIT_MILLIS));
            Cli.Result again = importHere(books, file);
            assertThat(again.out())
                    .as("seed %d, round %d, killed after %d of %d bytes", seed, round, bytes, content.length)
                    .contains("\"rows\":" + ROWS + ",", "\"rejected\":0,\"differences\":0,")
                    .contains(undisturbed);
            assertThat(again.exitCode()).isZero();
        }
    }

    private void feedAndKill(Path books, byte[] content, int bytes, int waitMillis) throws Exception {
        Process process = new ProcessBuilder(
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
                        "/dev/stdin")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            // Returns when the process has taken all but what a pipe holds; it goes on posting meanwhile.
            process.getOutputStream().write(content, 0, bytes);
            process.getOutputStream().flush();
            Thread.sleep(waitMillis);
            assertThat(process.isAlive())
                    .as("waits for the rest of the file: %s", Files.readString(folder.resolve("output.txt")))
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Cli.Result importHere(Path books, Path file) {
        return Cli.run("import", "--books", books, "--asset", "CZK/2", "--layout", "statement", "--json", file);
    }

    private Path writeStatement(Random random) throws IOException {
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
