package dev.florin.ledger.bench;

import dev.florin.ledger.bench.JmhResult.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All scores of JMH as a table, with ratios of what was counted in the same iterations. */
final class JmhTable {
    private static final String HEAD = """

            ## All scores of JMH

            One fork each. *Score* is the mean of the iterations with its 99.9 % confidence interval. An operation is a read, a transfer or,
            in `FanOutBenchmark`, an entry.

            | benchmark | threads | score | ± | spread | unit | beside it |
            | --- | ---: | ---: | ---: | --- | --- | --- |
            """;

    private JmhTable() {}

    static String of(List<JmhResult> results) {
        return HEAD + results.stream().map(JmhTable::row).collect(Collectors.joining());
    }

    private static String row(JmhResult result) {
        String parameters = result.parameters().entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(", "));
        Metric score = result.primary();
        return String.format(
                Locale.ROOT,
                "| `%s` %s | %d | %s | %s | %s to %s | %s | %s |%n",
                result.name(),
                parameters,
                result.threads(),
                Report.grouped(score.score()),
                Double.isNaN(score.error()) ? "" : Report.grouped(score.error()),
                Report.grouped(score.least()),
                Report.grouped(score.greatest()),
                score.unit(),
                beside(result));
    }

    private static String beside(JmhResult result) {
        double score = result.primary().score();
        Map<String, Metric> counted = result.counted();
        return Stream.of(
                        ratio(counted, "cpuNanos", score, "%,.0f ns of CPU each", 1),
                        counted.containsKey("forces") ? text("%,.1f a force", score / rate(counted, "forces")) : "",
                        ratio(counted, "appendNanos", rate(counted, "forces"), "%.2f ms an append", 1e-6),
                        ratio(counted, "bytes", score, "%.0f bytes each", 1),
                        raw(counted),
                        allocated(counted),
                        bareForces(result))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** What the disk took of the same bytes without a ledger, behind each iteration. */
    private static String raw(Map<String, Metric> counted) {
        if (!counted.containsKey("rawBytes")) {
            return "";
        }
        double bytesPerSecond = rate(counted, "rawBytes") / rate(counted, "rawNanos") * 1e9;
        return text("%.0f %% of bare forced appends", 100 * rate(counted, "bytes") / bytesPerSecond);
    }

    /** What the profiler {@code gc} counted. */
    private static String allocated(Map<String, Metric> counted) {
        return Stream.of("gc.alloc.rate.norm", "·gc.alloc.rate.norm")
                .map(counted::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(metric -> text("%,.0f bytes allocated each", metric.score()))
                .orElse("");
    }

    private static String bareForces(JmhResult result) {
        Map<String, Metric> counted = result.counted();
        if (!counted.containsKey("bareForces")) {
            return "";
        }
        double nanos = rate(counted, "bareForceNanos") / rate(counted, "bareForces");
        double possible = result.threads() * 1e9 / nanos;
        return text("%.2f ms a bare force", nanos / 1e6)
                + text(": %.0f %% of callers / force", 100 * result.primary().score() / possible);
    }

    private static String ratio(Map<String, Metric> counted, String key, double by, String format, double scale) {
        return counted.containsKey(key) ? text(format, rate(counted, key) / by * scale) : "";
    }

    private static double rate(Map<String, Metric> counted, String key) {
        Metric metric = counted.get(key);
        return metric == null ? Double.NaN : metric.score();
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
