package dev.florin.ledger.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A benchmark in the JSON that JMH writes.
 *
 * @param name class and method, such as {@code FanOutBenchmark.entries}
 * @param mode such as {@code thrpt}
 * @param threads that ran it
 * @param parameters by name
 * @param primary what was measured
 * @param counted what was counted beside it, by name
 */
record JmhResult(
        String name,
        String mode,
        int threads,
        Map<String, String> parameters,
        Metric primary,
        Map<String, Metric> counted) {

    /**
     * A score.
     *
     * @param score the mean of the iterations
     * @param error half of its 99.9 % confidence interval; not a number if there are too few iterations
     * @param unit such as {@code ops/s}
     * @param least the least iteration
     * @param greatest the greatest iteration
     */
    record Metric(double score, double error, String unit, double least, double greatest) {}

    /** Reads a file. */
    static List<JmhResult> read(Path json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json.toFile())) {
            parser.nextToken();
            return list(value(parser)).stream().map(JmhResult::of).toList();
        }
    }

    private static JmhResult of(Object json) {
        Map<?, ?> run = map(json);
        String benchmark = String.valueOf(run.get("benchmark"));
        Map<String, String> parameters = new LinkedHashMap<>();
        map(run.get("params")).forEach((key, value) -> parameters.put(String.valueOf(key), String.valueOf(value)));
        Map<String, Metric> counted = new LinkedHashMap<>();
        map(run.get("secondaryMetrics")).forEach((key, value) -> counted.put(String.valueOf(key), metric(value)));
        return new JmhResult(
                benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1),
                String.valueOf(run.get("mode")),
                (int) number(run.get("threads")),
                parameters,
                metric(run.get("primaryMetric")),
                counted);
    }

    private static Metric metric(@Nullable Object json) {
        Map<?, ?> metric = map(json);
        List<Double> iterations = new ArrayList<>();
        list(metric.get("rawData")).forEach(fork -> list(fork).forEach(one -> iterations.add(number(one))));
        double score = number(metric.get("score"));
        return new Metric(
                score,
                number(metric.get("scoreError")),
                String.valueOf(metric.get("scoreUnit")),
                iterations.stream().mapToDouble(one -> one).min().orElse(score),
                iterations.stream().mapToDouble(one -> one).max().orElse(score));
    }

    private static Map<?, ?> map(@Nullable Object json) {
        return json instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object json) {
        return json instanceof List<?> list ? list : List.of();
    }

    /** JMH writes what is no number as text. */
    private static double number(@Nullable Object json) {
        return json instanceof Double number ? number : Double.parseDouble(String.valueOf(json));
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> parser.getString();
        };
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }
}
