package dev.florin.ledger.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** The results of a run as a page of Markdown. */
@SuppressWarnings("rawtypes") // as the API of JMH has them
final class Report {
    private final Machine machine;
    private final String commit;
    private final String command;
    private final Collection<RunResult> results;

    Report(Machine machine, String commit, String command, Collection<RunResult> results) {
        this.machine = machine;
        this.commit = commit;
        this.command = command;
        this.results = results;
    }

    String text() {
        String head = String.format(
                Locale.ROOT,
                """
            # Benchmarks, %s

            | | |
            | --- | --- |
            | command | `%s` |
            | processor | %s, %d cores |
            | memory | %s |
            | system | %s |
            | disk | %s |
            | Java | %s |
            | load of the machine at the end | %.2f |
            | durability | default: every batch is forced to the disk (fdatasync) before its outcomes |

            One fork each. *Score* is the mean of the iterations with its 99.9 %% confidence interval, *spread* the least and
            the greatest iteration. An operation is a read, a transfer or, in `FanOutBenchmark`, an entry.

            | benchmark | operations/s | ± | spread | beside it |
            | --- | ---: | ---: | --- | --- |
            """,
                commit,
                command,
                machine.processor(),
                machine.cores(),
                machine.memory(),
                machine.system(),
                machine.disk(),
                machine.java(),
                machine.load());
        return head + results.stream().map(this::row).collect(Collectors.joining());
    }

    private String row(RunResult run) {
        Result<?> score = run.getPrimaryResult();
        Statistics iterations = score.getStatistics();
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %s | %,.0f to %,.0f | %s |%n",
                name(run.getParams()),
                score.getScore(),
                Double.isNaN(score.getScoreError()) ? "" : String.format(Locale.ROOT, "%,.0f", score.getScoreError()),
                iterations.getMin(),
                iterations.getMax(),
                beside(run));
    }

    private static String name(BenchmarkParams params) {
        String name = params.getBenchmark();
        String parameters = params.getParamsKeys().stream()
                .map(key -> key + "=" + params.getParam(key))
                .collect(Collectors.joining(", "));
        return "`" + name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1) + "` " + parameters;
    }

    /** Ratios of what was counted in the same iterations. */
    private String beside(RunResult run) {
        double score = run.getPrimaryResult().getScore();
        Map<String, Result> counted = run.getSecondaryResults();
        return Stream.of(
                        ratio(counted, "cpuNanos", score, "%,.0f ns of CPU each", 1),
                        forces(counted, score),
                        ratio(counted, "appendNanos", rate(counted, "forces"), "%.2f ms an append", 1e-6),
                        ratio(counted, "bytes", score, "%.0f bytes each", 1),
                        bareForces(run, score))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String forces(Map<String, Result> counted, double score) {
        return counted.containsKey("forces")
                ? String.format(Locale.ROOT, "%,.1f a force", score / rate(counted, "forces"))
                : "";
    }

    private static String bareForces(RunResult run, double score) {
        Map<String, Result> counted = run.getSecondaryResults();
        if (!counted.containsKey("bareForces")) {
            return "";
        }
        double nanos = rate(counted, "bareForceNanos") / rate(counted, "bareForces");
        double possible = run.getParams().getThreads() * 1e9 / nanos;
        return String.format(
                Locale.ROOT, "%.2f ms a bare force: %.0f %% of callers / force", nanos / 1e6, 100 * score / possible);
    }

    private static String ratio(Map<String, Result> counted, String key, double by, String format, double scale) {
        return counted.containsKey(key) ? String.format(Locale.ROOT, format, rate(counted, key) / by * scale) : "";
    }

    private static double rate(Map<String, Result> counted, String key) {
        Result<?> result = counted.get(key);
        return result == null ? Double.NaN : result.getScore();
    }
}
