package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    @TempDir
    private Path folder;

    @Test
    void tellsWhatTheDiskAllowsAndWhatWasReached() {
        Cli.Result result = Cli.run("bench", "--in", folder, "--seconds", "2", "--accounts", "50");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("The disk \\(\\S+\\): a force of 4 KiB takes [0-9.]+ (ns|µs|ms), 99 of 100 at most")
                .containsPattern("Without a ledger it takes the bytes of [0-9,]+ transfers a second")
                .containsPattern("transfers in batches of 8,000 +[0-9,]+ +[0-9,]+ +[0-9,]+ %")
                .containsPattern("the same, one account in each of them +[0-9,]+ +[0-9,]+ +[0-9,]+ %")
                .containsPattern("one caller that waits for each transfer +[0-9,]+ +[0-9,]+ +[0-9,]+ %")
                .containsPattern("1,000 callers that wait +[0-9,]+ +[0-9,]+ +[0-9,]+ %")
                .containsPattern("balances read by handle, one thread +[1-9][0-9,]+\\R")
                .contains("64 callers that wait: ", "Balances come from memory");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void answersInJson() {
        Cli.Result result = Cli.run("bench", "--in", folder, "--seconds", "1", "--accounts", "2", "--json");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        assertThat(Double.parseDouble(result.json("p50_micros"))).isPositive();
        assertThat(Long.parseLong(result.json("raw_transfers_per_second"))).isPositive();
        assertThat(result.out())
                .contains("\"step\":\"batches\"", "\"step\":\"hot_batches\"", "\"step\":\"reads_by_id\"")
                .contains("\"step\":\"singles\",\"callers\":1000,\"per_second\":");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aProcessThatIsStoppedLeavesNothing() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Florin.class.getName(),
                        "bench",
                        "--in",
                        folder.toString(),
                        "--accounts",
                        "1000",
                        "--seconds",
                        "60")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(this::hasBooks);
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private boolean hasBooks() {
        File[] made = folder.toFile().listFiles();
        return made != null && Stream.of(made).anyMatch(each -> new File(each, "books").isDirectory());
    }
}
