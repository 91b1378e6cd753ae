package dev.florin.ledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The raw figures of a run as a page of Markdown with plots, in the folder that they are in. */
final class Report {
    /** How the files end that JMH writes. */
    static final String JMH = ".json";

    private static final String FIGURES = ".tsv";

    private final Path folder;
    private final RunFacts run;
    private final List<JmhResult> jmh = new ArrayList<>();
    private final Map<String, List<Figure>> plots = new LinkedHashMap<>();

    private Report(Path folder) throws IOException {
        this.folder = folder;
        this.run = RunFacts.read(folder);
        for (Path file : files(JMH)) {
            jmh.addAll(JmhResult.read(file));
        }
        JmhFigures.of(jmh).forEach(this::add);
        for (Path file : files(FIGURES)) {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    add(Figure.parse(line));
                }
            }
        }
    }

    /** Writes {@code report.md} and an SVG image for each plot. */
    static void write(Path folder) throws IOException {
        Report report = new Report(folder);
        for (Map.Entry<String, List<Figure>> plot : report.plots.entrySet()) {
            Files.writeString(folder.resolve(fileOf(plot.getKey())), FigurePlot.svg(plot.getKey(), plot.getValue()));
        }
        Files.writeString(folder.resolve("report.md"), report.text());
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private void add(Figure figure) {
        plots.computeIfAbsent(figure.plot(), unused -> new ArrayList<>()).add(figure);
    }

    private static String fileOf(String plot) {
        return plot.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "") + ".svg";
    }

    private String text() {
        StringBuilder text = new StringBuilder(head());
        plots.forEach((plot, figures) -> text.append(section(plot, figures)));
        if (!jmh.isEmpty()) {
            text.append(JmhTable.of(jmh));
        }
        return text.toString();
    }

    private String head() {
        String facts = Stream.of(
                        row("date", run.get("date")),
                        row("commit", "`" + run.get("commit") + "`"),
                        row("command", "`" + run.get("command") + "`"),
                        row("processor", run.get("processor")),
                        row("memory", run.get("memory")),
                        row("system", run.get("system")),
                        row("disk", run.get("disk")),
                        row("Java", run.get("java")),
                        row(
                                "load of the machine",
                                run.get("load.before") + " before, " + run.get("load.after") + " after"),
                        row("the machine itself, before", run.get("yardstick.before")),
                        row("the machine itself, after", run.get("yardstick.after")),
                        row("durability", "default: every batch is forced to the disk (fdatasync) before its outcomes"))
                .collect(Collectors.joining());
        String steps = run.steps().entrySet().stream()
                .map(step -> row(step.getKey(), step.getValue()))
                .collect(Collectors.joining());
        return "# Benchmarks, " + run.get("commit") + "\n\n| | |\n| --- | --- |\n" + facts
                + "\n| step | how it went |\n| --- | --- |\n" + steps
                + "\nThe raw figures are beside this page: `*" + JMH + "` of JMH, `*" + FIGURES
                + "` of the other harnesses, `*.log`"
                + " what each step printed.\nThe page is made again from them by `bench/run.sh report` and this folder."
                + " *Spread* is the least and the greatest repetition.\n[performance.md](../../../docs/performance.md) says what"
                + " limits each figure.\n";
    }

    private static String row(String what, String value) {
        return "| " + what + " | " + cell(value) + " |\n";
    }

    private static String section(String plot, List<Figure> figures) {
        boolean points = FigurePlot.hasPoints(figures);
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%n## %s%n%n![%s](%s)%n%n", sentence(plot), cell(plot), fileOf(plot)));
        text.append(points ? "| | " + FigurePlot.across(plot) + " " : "| ")
                .append("| ")
                .append(cell(figures.get(0).unit()))
                .append(" | spread | beside it |\n")
                .append(points ? "| --- | ---: " : "| --- ")
                .append("| ---: | --- | --- |\n");
        for (Figure figure : figures) {
            text.append("| ").append(cell(figure.series())).append(" | ");
            if (points) {
                text.append(grouped(figure.x())).append(" | ");
            }
            text.append(grouped(figure.value()))
                    .append(" | ")
                    .append(spread(figure))
                    .append(" | ");
            text.append(cell(figure.beside())).append(" |\n");
        }
        return text.toString();
    }

    private static String spread(Figure figure) {
        return figure.least() == figure.greatest() ? "" : grouped(figure.least()) + " to " + grouped(figure.greatest());
    }

    /** As many digits as say something. */
    static String grouped(double value) {
        int digits = Math.abs(value) >= 100 || value == Math.rint(value) ? 0 : Math.abs(value) >= 1 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    private static String sentence(String plot) {
        return plot.substring(0, 1).toUpperCase(Locale.ROOT) + plot.substring(1);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
