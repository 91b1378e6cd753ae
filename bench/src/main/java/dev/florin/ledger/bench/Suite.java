package dev.florin.ledger.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks and writes the report; {@code bench/run.sh} calls it. */
public final class Suite {
    private Suite() {}

    /**
     * Runs the suite.
     *
     * @param arguments quick or full; the report's file, without its ending; the commit; the command that was called
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        Collection<RunResult> results = switch (arguments[0]) {
            case "quick" -> quick();
            case "full" -> full();
            default -> throw new IllegalArgumentException("quick or full, not " + arguments[0]);
        };
        String report = new Report(Machine.here(), arguments[2], arguments[3], results).text();
        Files.writeString(Path.of(arguments[1] + ".md"), report);
        try (PrintStream json = new PrintStream(
                Files.newOutputStream(Path.of(arguments[1] + ".json")), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, json).writeOut(results);
        }
    }

    /** As the annotations say, and reads and batches again over smaller books. */
    private static Collection<RunResult> full() throws RunnerException {
        List<RunResult> results = new ArrayList<>(run(all("")));
        results.addAll(run(all("(BalanceRead|BatchTransfer)Benchmark").param("accounts", "1000", "100000")));
        return results;
    }

    private static Collection<RunResult> quick() throws RunnerException {
        return run(all("").warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1)));
    }

    private static ChainedOptionsBuilder all(String name) {
        return new OptionsBuilder()
                .include("dev\\.florin\\..*" + name)
                .jvmArgsPrepend(
                        System.getProperty("florin.bench.jvm", "-XX:+UseG1GC").split(" "))
                .shouldFailOnError(true);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }
}
