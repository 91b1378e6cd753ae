package dev.florin.ledger.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.florin.ledger.bench.Figure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
    private static final Path BOOKS = Path.of(System.getProperty("florin.bench.dir"));

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void florinAndH2DoAllTheWorkAndTheirBooksAddUp() throws IOException {
        requireAllFigures("florin,h2", "Florin", "H2, SQL transaction");
    }

    @Test
    void postgresqlDoesAllTheWorkAndItsBooksAddUp() throws IOException {
        assumeTrue(PostgresServer.isIn(PeerOptions.defaults().postgresql()), "PostgreSQL is not installed");
        requireAllFigures(
                "postgresql,postgresql-function", "PostgreSQL, SQL transaction", "PostgreSQL, stored function");
    }

    private void requireAllFigures(String peers, String... names) throws IOException {
        Path out = folder.resolve("results/peers.tsv");
        List<Path> before = books();

        assertThat(run("--peers", peers, "--out", out.toString()))
                .as(progress())
                .isTrue();

        List<Figure> figures =
                Files.readAllLines(out).stream().map(Figure::parse).toList();
        Stream<String> workloads = Workload.ALL.stream().map(Workload::plot);
        List<String> plots = Stream.concat(
                        workloads,
                        Stream.of("peers: a bare force of 4 KiB before each", "peers: bytes on the disk a transfer"))
                .toList();
        for (String name : names) {
            assertThat(figures)
                    .filteredOn(figure -> figure.series().equals(name))
                    .extracting(Figure::plot)
                    .containsExactlyInAnyOrderElementsOf(plots);
            assertThat(progress()).contains(name + " | the books add up");
        }
        assertThat(figures).hasSize(names.length * plots.size()).allSatisfy(figure -> {
            assertThat(figure.x()).isZero();
            assertThat(figure.value()).isBetween(figure.least(), figure.greatest());
        });
        assertThat(figures)
                .filteredOn(figure -> !figure.unit().equals("bytes"))
                .as("a disk that stalls may take all the time that a few of them have")
                .filteredOn(figure -> figure.greatest() <= 0)
                .hasSizeLessThan(4);
        assertThat(books()).as("what is left").isEqualTo(before);
    }

    @Test
    void aPeerThatFailsIsToldAndGivesNoFigures() throws IOException {
        Path program = Files.writeString(folder.resolve("tigerbeetle"), "#!/bin/sh\necho no room for $1\nexit 3\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path out = folder.resolve("peers.tsv");

        assertThat(run("--tigerbeetle", program.toString(), "--peers", "tigerbeetle", "--out", out.toString()))
                .isFalse();

        assertThat(progress()).contains("tigerbeetle FAILED", "ended with 3", "no room for format");
        assertThat(out).isEmptyFile();
    }

    @Test
    void aFileThatCannotBeWrittenIsFoundBeforeTheWork() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> run(
                        "--peers", "florin", "--out", file.resolve("peers.tsv").toString()))
                .isInstanceOf(IOException.class);

        assertThat(progress()).doesNotContain("making");
    }

    @Test
    void optionsThatAreNotUnderstoodAreRefused() {
        assertThatThrownBy(() -> PeerOptions.parse("--peer", "h2"))
                .hasMessage("there is no option --peer: --help lists them");
        assertThatThrownBy(() -> PeerOptions.parse("--peers", "h2,oracle"))
                .hasMessageContaining("there is no peer \"oracle\": there are florin, postgresql");
        assertThatThrownBy(() -> PeerOptions.parse("--accounts", "1"))
                .hasMessage("--accounts takes a number from 2 to 10000000, not \"1\"");
        assertThatThrownBy(() -> PeerOptions.parse("--slices", "2.5")).hasMessageContaining("not \"2.5\"");
        assertThatThrownBy(() -> PeerOptions.parse("--seconds")).hasMessageContaining("--seconds needs a value");
        assertThatThrownBy(() -> PeerOptions.parse("--peers", "tigerbeetle"))
                .hasMessageContaining("no program was named with --tigerbeetle");
        assertThatThrownBy(() -> PeerOptions.parse("--peers", "postgresql", "--postgresql", folder.toString()))
                .hasMessageContaining("postgres and initdb are not in " + folder);
    }

    @Test
    void optionsSayWhatIsRun() {
        PeerOptions options = PeerOptions.parse(
                "--peers", "h2,florin,h2", "--accounts", "500", "--seconds", "0.25", "--slices", "7", "--warm-up", "0");

        assertThat(options.chosen()).containsExactly(PeerKind.H2, PeerKind.FLORIN);
        assertThat(options.accounts()).isEqualTo(500);
        assertThat(options.pace()).isEqualTo(new Pace(0, 7, 0.25));
        assertThat(PeerOptions.HELP).contains("--peers", "--accounts", "--seconds", "--slices", "--warm-up", "--out");
    }

    private boolean run(String... more) throws IOException {
        List<String> options = Stream.concat(
                        Stream.of("--accounts", "300", "--seconds", "0.1", "--slices", "2", "--warm-up", "0.1"),
                        Stream.of(more))
                .toList();
        return Peers.run(
                PeerOptions.parse(options.toArray(String[]::new)),
                new PrintStream(progress, true, StandardCharsets.UTF_8));
    }

    private String progress() {
        return progress.toString(StandardCharsets.UTF_8);
    }

    /** What peers keep, or did not delete. */
    private static List<Path> books() throws IOException {
        Files.createDirectories(BOOKS);
        try (Stream<Path> folders = Files.list(BOOKS)) {
            return folders.sorted().toList();
        }
    }
}
