package dev.florin.ledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs everything that measures, each in a JVM of its own, and writes the report; {@code bench/run.sh} calls it.
 *
 * <pre>
 *   quick|short|full FOLDER COMMIT COMMAND [--without STEP,...] [--only STEP,...] [--soak TIME] [--tigerbeetle FILE]
 *   report FOLDER                          makes the report again from the raw figures
 * </pre>
 */
public final class Suite {
    private static final String PACKAGE = "dev.florin.ledger.bench.";
    private static final List<String> HEAP = List.of("-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch");
    private static final List<String> SHORT = List.of("--rounds", "2", "--seconds", "4s", "--warm-up", "3s");
    private static final List<String> LONG = List.of("--rounds", "3");
    private static final int NOT_UNDERSTOOD = 2;
    private static final int OF_RUN = 4;

    private final Path folder;
    private final List<Step> steps;
    private final RunFacts facts;

    private Suite(Path folder, List<Step> steps, RunFacts facts) {
        this.folder = folder;
        this.steps = steps;
        this.facts = facts;
    }

    /** Runs the suite, and ends with 1 if a step failed; see above. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2 && arguments[0].equals("report")) {
            Report.write(Path.of(arguments[1]));
            return;
        }
        Suite suite;
        try {
            suite = of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(NOT_UNDERSTOOD);
            return;
        }
        System.exit(suite.run() ? 0 : 1);
    }

    private static Suite of(String[] arguments) {
        if (arguments.length < OF_RUN) {
            throw new IllegalArgumentException(
                    "quick|short|full FOLDER COMMIT COMMAND, or report FOLDER; not " + String.join(" ", arguments));
        }
        Path folder = Path.of(arguments[1]);
        List<Step> steps = steps(arguments[0], folder, Arrays.asList(arguments).subList(OF_RUN, arguments.length));
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Suite(folder, steps, RunFacts.begin(Machine.here(), date, arguments[2], arguments[3]));
    }

    /** What a mode and its options ask for, in the order in which it runs. */
    static List<Step> steps(String mode, Path folder, List<String> options) {
        SuiteOptions chosen = SuiteOptions.parse(options);
        List<Step> all = new ArrayList<>();
        all.add(jmh("jmh", folder, mode));
        switch (mode) {
            case "quick" -> {}
            case "short" -> {
                all.add(load("load-batches", folder, "--batches", "1,10,100,1000,8190", SHORT));
                all.add(load("load-callers", folder, "--callers", "1,8,64,1000", SHORT));
                all.add(load("load-latency", folder, "--shares", "10,25,50,75,90", SHORT));
                List<String> peers = new ArrayList<>(chosen.peers(figures(folder, "peers")));
                peers.addAll(List.of("--seconds", "1", "--slices", "3", "--warm-up", "2"));
                all.add(new Step("peers", PACKAGE + "peers.Peers", HEAP, peers));
            }
            case "full" -> {
                all.add(jmh("jmh-accounts", folder, "accounts"));
                all.add(load("load-batches", folder, "--batches", "1,10,100,1000,8190", LONG));
                all.add(load("load-callers", folder, "--callers", "1,8,64,1000", LONG));
                all.add(load("load-latency", folder, "--shares", "10,25,50,75,90", LONG));
                all.add(new Step("peers", PACKAGE + "peers.Peers", HEAP, chosen.peers(figures(folder, "peers"))));
                all.add(new Step(
                        "growth",
                        PACKAGE + "JournalLength",
                        HEAP,
                        List.of(figures(folder, "growth"), "1000000", "30000000")));
                chosen.soak()
                        .ifPresent(time -> all.add(new Step(
                                "soak",
                                PACKAGE + "load.Soak",
                                HEAP,
                                List.of("--duration", time, "--figures", figures(folder, "soak")))));
            }
            default -> throw new IllegalArgumentException("quick, short, full or report, not " + mode);
        }
        return chosen.choose(all);
    }

    private static Step jmh(String name, Path folder, String extent) {
        String results = folder.resolve(name + Report.JMH).toString();
        return new Step(name, PACKAGE + "JmhRun", List.of(), List.of(extent, results));
    }

    private static Step load(String name, Path folder, String what, String which, List<String> howLong) {
        return new Step(
                name,
                PACKAGE + "load.Load",
                HEAP,
                Stream.concat(Stream.of(what, which, "--figures", figures(folder, name)), howLong.stream())
                        .toList());
    }

    private static String figures(Path folder, String step) {
        return folder.resolve(step + ".tsv").toString();
    }

    /** Runs the steps; one that fails does not keep the others from running, and what it measured is kept. */
    private boolean run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        facts.measured("before", Yardstick.here());
        facts.write(folder);
        boolean good = true;
        for (Step step : steps) {
            System.out.println(
                    step.name() + ": running; " + folder.resolve(step.name() + ".log") + " tells how far it is");
            String how = step.run(folder);
            System.out.println(step.name() + ": " + how);
            good &= how.startsWith("done");
            facts.ended(step.name(), how, Machine.here());
            facts.measured("after", Yardstick.here());
            facts.write(folder);
            Report.write(folder);
        }
        System.out.println(folder.resolve("report.md"));
        return good;
    }
}
