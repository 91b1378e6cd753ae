package dev.florin.ledger.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points of plots out of the scores of JMH: those of benchmarks that differ in one thing alone. */
final class JmhFigures {
    private static final Pattern OF_BATCH = Pattern.compile("of(\\d+)");
    private static final Pattern OF_THREADS = Pattern.compile("(.*?)\\d+Threads");
    private static final String FULL_BOOKS = "1000000";
    private static final String FULL_BATCH = "8190";

    private final List<Figure> figures = new ArrayList<>();

    private JmhFigures() {}

    static List<Figure> of(List<JmhResult> results) {
        JmhFigures made = new JmhFigures();
        results.stream().filter(result -> result.mode().equals("thrpt")).forEach(made::add);
        return List.copyOf(made.figures);
    }

    private void add(JmhResult result) {
        String[] parts = result.name().split("\\.", 2);
        Map<String, String> parameters = result.parameters();
        String accounts = parameters.getOrDefault("accounts", FULL_BOOKS);
        switch (parts[0]) {
            case "BatchTransferBenchmark" -> addBatch(result, parts[1], accounts);
            case "RawForcedAppendBenchmark" ->
                add(result, "transfers by batch size (JMH)", "bare forced appends", number(parameters, "batch"));
            case "SingleTransferBenchmark" ->
                add(result, "transfers by callers (JMH)", "each waiting for its outcome", result.threads());
            case "BalanceReadBenchmark" -> addRead(result, parts[1], accounts);
            default -> {
                if (parameters.containsKey("transfers")) {
                    add(result, parts[0] + " by transfers (JMH)", parts[1], number(parameters, "transfers"));
                }
            }
        }
    }

    private void addBatch(JmhResult result, String method, String accounts) {
        Matcher of = OF_BATCH.matcher(method);
        boolean small = of.matches();
        String series = small ? "oneCallerBuilding" : method;
        double batch = small ? Double.parseDouble(of.group(1)) : number(result.parameters(), "batch");
        if (accounts.equals(FULL_BOOKS)) {
            add(result, "transfers by batch size (JMH)", series, batch);
        }
        if (FULL_BATCH.equals(result.parameters().get("batch"))) {
            add(result, "transfers by accounts (JMH)", series, Double.parseDouble(accounts));
        }
    }

    private void addRead(JmhResult result, String method, String accounts) {
        Matcher of = OF_THREADS.matcher(method);
        String series = of.matches() ? of.group(1) : method;
        if (accounts.equals(FULL_BOOKS)) {
            add(result, "balance reads by threads (JMH)", series, result.threads());
        }
        if (result.threads() == 1) {
            add(result, "balance reads by accounts (JMH)", series, Double.parseDouble(accounts));
        }
    }

    private void add(JmhResult result, String plot, String series, double x) {
        JmhResult.Metric score = result.primary();
        String what = plot.startsWith("balance reads") ? "reads/s" : "transfers/s";
        figures.add(new Figure(plot, series, x, what, score.score(), score.least(), score.greatest(), ""));
    }

    private static double number(Map<String, String> parameters, String name) {
        return Double.parseDouble(parameters.getOrDefault(name, "0"));
    }
}
