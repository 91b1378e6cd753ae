package dev.florin.ledger.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks one by one; the results of all so far are in the file behind each of them. */
public final class JmhRun {
    private static final String[] FEWER_ACCOUNTS = {"1000", "100000"};
    private static final String LARGEST_BATCH = "8190";

    /** Without those that the load harness has, too. */
    private static final String NOT_LOAD = "(BalanceRead|Balances|FanOut|HotAccount|Hold|Rejection|Opening)Benchmark";

    private static final String MORE_ACCOUNTS = "10000000";

    /** A million accounts take less than 1 GiB with their handles; ten million more than the 6 GiB of the annotations. */
    private static final String[] MORE_MEMORY = {"-Xms12g", "-Xmx12g", "-XX:+AlwaysPreTouch"};

    private final Path file;
    private final Extent extent;
    private final List<RunResult> results = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    /** How much is measured, and for how long. */
    private enum Extent {
        QUICK,
        SHORT,
        FULL,
        ACCOUNTS
    }

    private JmhRun(Path file, Extent extent) {
        this.file = file;
        this.extent = extent;
    }

    /**
     * Runs them, and ends with 1 if one failed.
     *
     * @param arguments quick, short, full, or accounts for those over fewer and over more accounts; the file
     */
    public static void main(String[] arguments) throws IOException {
        JmhRun run = new JmhRun(Path.of(arguments[1]), Extent.valueOf(arguments[0].toUpperCase(Locale.ROOT)));
        run.all();
        run.failed.forEach(name -> System.out.println("FAILED: " + name));
        System.exit(run.failed.isEmpty() ? 0 : 1);
    }

    private void all() throws IOException {
        if (extent == Extent.ACCOUNTS) {
            overAccounts();
            return;
        }
        for (String name : names(extent == Extent.SHORT ? NOT_LOAD : "")) {
            run(name, options());
        }
        if (extent == Extent.SHORT) {
            run(BalanceReadBenchmark.class.getName() + ".byHandle", options().param("accounts", FEWER_ACCOUNTS));
        }
    }

    private void overAccounts() throws IOException {
        for (String name : names("(BalanceReadBenchmark|BatchTransferBenchmark.oneCallerBuilding$)")) {
            run(name, options().param("batch", LARGEST_BATCH).param("accounts", FEWER_ACCOUNTS));
        }
        for (String name : names("(BalanceReadBenchmark.byHandle|BatchTransferBenchmark.oneCallerBuilding$)")) {
            run(
                    name,
                    options()
                            .param("batch", LARGEST_BATCH)
                            .param("accounts", MORE_ACCOUNTS)
                            .jvmArgsAppend(MORE_MEMORY));
        }
    }

    /** Benchmarks whose names contain what the expression finds. */
    private static List<String> names(String expression) {
        Pattern wanted = Pattern.compile(expression);
        return BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
                .stream()
                .map(BenchmarkListEntry::getUsername)
                .filter(name -> wanted.matcher(name).find())
                .distinct()
                .toList();
    }

    private ChainedOptionsBuilder options() {
        ChainedOptionsBuilder options =
                new OptionsBuilder().jvmArgsPrepend(jvmOptions()).shouldFailOnError(true);
        return extent == Extent.QUICK || extent == Extent.SHORT
                ? options.warmupIterations(2)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                : options;
    }

    private static String[] jvmOptions() {
        String options = System.getProperty("florin.bench.jvm", "");
        return (options.isEmpty() ? "-XX:+UseG1GC" : options).split(" ");
    }

    private void run(String name, ChainedOptionsBuilder options) throws IOException {
        try {
            results.addAll(
                    new Runner(options.include("^" + Pattern.quote(name) + "$").build()).run());
        } catch (RunnerException e) {
            failed.add(name + ": " + e.getMessage());
        }
        try (PrintStream json = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, json).writeOut(results);
        }
    }
}
