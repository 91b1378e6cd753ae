package dev.florin.ledger.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.bench.Figure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short runs of both commands on the disk, and what they say of command lines that are wrong. */
class LoadTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void keepTheBooksBelowTheTarget() {
        if (System.getProperty("florin.bench.dir") == null) {
            System.setProperty("florin.bench.dir", "target/bench-books");
        }
    }

    private int load(String... arguments) throws InterruptedException {
        return Load.run(arguments, stream(out), stream(err));
    }

    private int soak(String... arguments) throws InterruptedException {
        return Soak.run(arguments, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, List<Figure>> byPlot(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Figure::parse).collect(Collectors.groupingBy(Figure::plot));
        }
    }

    @Test
    void measuresRatesCallersAndBatches() throws Exception {
        Path file = folder.resolve("made/figures.txt");
        int status = load(
                ("--accounts 100 --rates 500 --callers 2 --batches 10 --threads both --seconds 300ms --warm-up 100ms"
                                + " --rounds 2 --figures " + file)
                        .split(" "));

        assertThat(err()).isEmpty();
        assertThat(status).isZero();
        Map<String, List<Figure>> figures = byPlot(file);
        assertThat(figures.get("latency by rate of arrival"))
                .extracting(Figure::series)
                .containsExactly("p50", "p90", "p99", "p99.9", "p99.99", "max");
        assertThat(figures.get("latency by rate of arrival")).allSatisfy(figure -> {
            assertThat(figure.x()).isEqualTo(500);
            assertThat(figure.least()).isPositive().isLessThanOrEqualTo(figure.value());
            assertThat(figure.greatest()).isGreaterThanOrEqualTo(figure.value());
            assertThat(figure.beside()).contains("bytes of journal", "ns of CPU", "bytes allocated", "GC pauses");
        });
        List<String> series =
                new ArrayList<>(List.of("Florin, platform threads", "bare forces for callers, platform threads"));
        if (Runtime.version().feature() >= 21) {
            series.addAll(List.of("Florin, virtual threads", "bare forces for callers, virtual threads"));
        }
        assertThat(figures.get("transfers by callers"))
                .extracting(Figure::series)
                .containsExactlyElementsOf(series);
        assertThat(figures.get("share of callers / force time").get(0).value()).isPositive();
        assertThat(figures.get("p99 of callers in forces").get(0).value()).isPositive();
        assertThat(figures.get("transfers by batch size"))
                .extracting(Figure::series)
                .containsExactly("Florin", "bare forced appends of the same bytes");
        assertThat(figures.get("share of bare forced appends").get(0).value()).isPositive();
    }

    @Test
    void sharesAreOfARateThatIsMeasured() throws InterruptedException {
        assertThat(load("--accounts 100 --shares 10 --seconds 300ms --warm-up 100ms".split(" ")))
                .isZero();

        assertThat(out()).contains("greatest rate").contains("transfers/s due");
    }

    @Test
    void soaksAndTellsWhetherItWasTheSameToTheEnd() throws Exception {
        // What a hiccup of the machine does to so few transfers is judged as it is: VerdictTest says how.
        Path file = folder.resolve("figures.txt");
        int status = soak(
                ("--accounts 100 --rate 500 --interval 300ms --duration 1200ms --free 0 --tolerance 1000 --figures "
                                + file)
                        .split(" "));

        assertThat(err()).isEmpty();
        assertThat(out().lines().filter(line -> line.matches("\\s+\\d+ .*"))).hasSize(4);
        assertThat(out()).contains("journal: ", "on the disk, journal: ");
        assertThat(out()).contains(status == 0 ? "as it began" : "NOT AS IT BEGAN");
        List<Figure> answered = byPlot(file).get("soak at 500 transfers/s: answered");
        assertThat(answered).hasSize(4);
        assertThat(answered)
                .allSatisfy(figure -> assertThat(figure.value()).isFinite().isNotNegative());
        assertThat(answered).anySatisfy(figure -> assertThat(figure.value()).isBetween(100.0, 750.0));
    }

    @Test
    void aSoakEndsInGoodOrderWhenTheJournalIsLongEnough() throws InterruptedException {
        int status = soak("--accounts 100 --rate 500 --interval 200ms --duration 1h --journal-limit 1".split(" "));

        assertThat(out()).contains("ended behind minute 1", "journal: ", "NOT TOLD");
        assertThat(status).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rats 5                               | unknown option --rats; --help lists the known ones",
                "--rates                                | --rates has no value",
                "--rates 5 --rates 6                    | --rates is given twice",
                "--accounts 10                          | nothing to measure",
                "--rates 0                              | --rates takes whole numbers from 1",
                "--rates 1.5                            | --rates takes whole numbers from 1",
                "--rates 5,,6                           | --rates takes whole numbers from 1",
                "--rates 5 --seconds 5                  | --seconds is a time such as",
                "--rates 5 --threads green              | --threads is one of platform, virtual, both, not green",
                "--batches 9000                         | --batches takes whole numbers from 1 to 8,190"
            })
    void refusesWhatItDoesNotUnderstand(String arguments, String message) throws InterruptedException {
        assertThat(load(arguments.split(" "))).isEqualTo(2);
        assertThat(err()).contains(message);
        assertThat(out()).isEmpty();
    }

    @Test
    void aSoakThatIsTooShortIsRefused() throws InterruptedException {
        assertThat(soak("--duration", "2m")).isEqualTo(2);
        assertThat(err()).contains("3 times --interval at least");
    }

    @Test
    void helpNamesEveryOption() throws InterruptedException {
        assertThat(load("--help")).isZero();
        assertThat(out()).contains("--rates", "--callers", "--batches", "--figures", "florin.bench.dir");
        assertThat(soak("--rate", "5", "--help")).isZero();
        assertThat(out()).contains("--journal-limit", "--tolerance", "[20g]");
    }
}
