package dev.florin.ledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The report of a run with made-up figures. */
class ReportTest {
    @TempDir
    private Path folder;

    private RunFacts facts;

    @BeforeEach
    void begin() throws IOException {
        Machine machine = new Machine("Some CPU", 2, "8.0 GiB", "Linux 6", "/ (/dev/x), ext4", "Some VM 17", 0.25);
        facts = RunFacts.begin(machine, "2031-02-03T04:05:06Z", "abc1234", "bench/run.sh full --without peers");
        facts.ended("jmh", "done (17 s)", machine);
        facts.ended("peers", "ended with exit code 1: peers.log says why (3 s)", machine);
        facts.write(folder);
    }

    @Test
    void tellsWhereAndHowItWasMeasuredAndWhatFailed() throws IOException {
        assertThat(report())
                .contains("# Benchmarks, abc1234", "| date | 2031-02-03T04:05:06Z |", "| commit | `abc1234` |")
                .contains("| command | `bench/run.sh full --without peers` |", "| processor | Some CPU, 2 cores |")
                .contains("| disk | / (/dev/x), ext4 |", "| Java | Some VM 17 |", "| durability | default")
                .contains("| load of the machine | 0.25 before, 0.25 after |")
                .contains("| jmh | done (17 s) |", "| peers | ended with exit code 1: peers.log says why (3 s) |");
    }

    @Test
    void hasEveryFigureWithItsSpread() throws IOException {
        figures(
                "load",
                new Figure("transfers by callers", "Florin", 1, "transfers/s", 5_000, 4_000, 6_000, "0.2 ms a force"),
                new Figure("transfers by callers", "Florin", 64, "transfers/s", 90_000, 80_000, 99_000, ""),
                new Figure("peers: in batches", "A & B <c>", 0, "transfers/s", 1_234_567, 1_000_000, 1_500_000, ""),
                new Figure("peers: in batches", "H2", 0, "transfers/s", 7_800, 7_800, 7_800, "slow | steady"));
        assertThat(report())
                .contains("## Transfers by callers", "![transfers by callers](transfers-by-callers.svg)")
                .contains("| | callers | transfers/s | spread | beside it |")
                .contains("| Florin | 1 | 5,000 | 4,000 to 6,000 | 0.2 ms a force |")
                .contains("| Florin | 64 | 90,000 | 80,000 to 99,000 |  |")
                .contains("## Peers: in batches", "| A & B <c> | 1,234,567 | 1,000,000 to 1,500,000 |  |")
                .contains("| H2 | 7,800 |  | slow \\| steady |");
    }

    @Test
    void everyImageIsThereAndWellFormed() throws Exception {
        figures(
                "load",
                new Figure("latency by rate of arrival", "p50", 1_000, "ms", 0.4, 0.3, 0.5, ""),
                new Figure("latency by rate of arrival", "p50", 50_000, "ms", 0.7, 0.6, 0.9, ""),
                new Figure("latency by rate of arrival", "p99.99", 1_000, "ms", 80, 40, 90, ""),
                new Figure("one point by accounts", "alone", 1_000, "ms", 5, 5, 5, ""),
                new Figure("peers: nothing", "A & B <c>", 0, "transfers/s", 0, 0, 0, ""));
        Files.writeString(folder.resolve("jmh" + Report.JMH), jmh());
        String report = report();
        Matcher image = Pattern.compile("!\\[.*?]\\((.*?)\\)").matcher(report);
        List<String> images = new ArrayList<>();
        while (image.find()) {
            images.add(image.group(1));
        }
        assertThat(images).hasSize(8).doesNotHaveDuplicates();
        for (String name : images) {
            assertThat(parsed(Files.readString(folder.resolve(name)))).as(name).isEqualTo("svg");
        }
    }

    @Test
    void showsTheScoresOfJmhAndPlotsThem() throws IOException {
        Files.writeString(folder.resolve("jmh" + Report.JMH), jmh());
        assertThat(report())
                .contains("## Balance reads by threads (JMH)", "| byHandle | 1 | 20,000,000 |")
                .contains("| byHandle | 2 | 39,000,000 |", "| byHandle | 1,000 | 60,000,000 |")
                .contains("## Transfers by batch size (JMH)", "| oneCallerBuilding | 10 | 30,000 |")
                .contains("| oneCallerBuilding | 8,190 | 1,000,000 |")
                .contains("## Transfers by accounts (JMH)")
                .contains(
                        "| `BalanceReadBenchmark.byHandle` accounts=1000000 | 1 | 20,000,000 | 5 | 18,000,000 to 22,000,000 |")
                .contains("| `SingleTransferBenchmark.callers64` accounts=1000000 | 64 | 100,000 |  |")
                .contains("50.0 a force", "0.10 ms a bare force: 16 % of callers / force", "96 bytes each")
                .contains("60 % of bare forced appends");
    }

    @Test
    void showsWhatEachStepOfJmhWrote() throws IOException {
        Files.writeString(folder.resolve("jmh" + Report.JMH), jmh());
        String more = jmh().replace("\"1000000\"", "\"10000000\"");
        Files.writeString(folder.resolve("jmh-accounts" + Report.JMH), more);
        assertThat(report())
                .contains("| byHandle | 1,000,000 | 20,000,000 |", "| byHandle | 10,000,000 | 20,000,000 |");
    }

    @Test
    void isTheSameWhenMadeAgain() throws IOException {
        figures("load", new Figure("transfers by callers", "Florin", 1, "transfers/s", 5_000, 4_000, 6_000, ""));
        String first = report();
        assertThat(report()).isEqualTo(first);
    }

    private String report() throws IOException {
        Report.write(folder);
        return Files.readString(folder.resolve("report.md"));
    }

    private void figures(String file, Figure... figures) throws IOException {
        Files.write(
                folder.resolve(file + ".tsv"),
                Stream.of(figures).map(Figure::line).toList());
    }

    private static String parsed(String svg) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(svg)))
                .getDocumentElement()
                .getTagName();
    }

    private static String jmh() {
        String posting = "{\"forces\":" + metric(2_000, "3.5") + ",\"bytes\":" + metric(9_600_000, "1")
                + ",\"rawBytes\":" + metric(1_600_000, "1") + ",\"rawNanos\":" + metric(100_000_000, "1")
                + ",\"bareForces\":" + metric(1, "0.1") + ",\"bareForceNanos\":" + metric(102_400, "1") + "}";
        return Stream.of(
                        run("BalanceReadBenchmark.byHandle", 1, "{\"accounts\":\"1000000\"}", 20e6, "5.0", "{}"),
                        run("BalanceReadBenchmark.byHandle", 1, "{\"accounts\":\"1000\"}", 60e6, "5.0", "{}"),
                        run("BalanceReadBenchmark.byHandle2Threads", 2, "{\"accounts\":\"1000000\"}", 39e6, "5", "{}"),
                        run("BatchTransferBenchmark.of10", 1, "{\"accounts\":\"1000000\"}", 30e3, "5", "{}"),
                        run(
                                "BatchTransferBenchmark.oneCallerBuilding",
                                1,
                                "{\"accounts\":\"1000000\",\"batch\":\"8190\"}",
                                1e6,
                                "5",
                                "{}"),
                        run(
                                "SingleTransferBenchmark.callers64",
                                64,
                                "{\"accounts\":\"1000000\"}",
                                100e3,
                                "\"NaN\"",
                                posting))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String run(
            String name, int threads, String parameters, double score, String error, String secondary) {
        return String.format(
                Locale.ROOT,
                "{\"benchmark\":\"dev.florin.ledger.bench.%s\",\"mode\":\"thrpt\",\"threads\":%d,\"params\":%s,"
                        + "\"primaryMetric\":%s,\"secondaryMetrics\":%s}",
                name,
                threads,
                parameters,
                metric(score, error),
                secondary);
    }

    private static String metric(double score, String error) {
        return String.format(
                Locale.ROOT,
                "{\"score\":%f,\"scoreError\":%s,\"scoreUnit\":\"ops/s\",\"rawData\":[[%f,%f]]}",
                score,
                error,
                score * 0.9,
                score * 1.1);
    }
}
