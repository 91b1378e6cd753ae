package dev.florin.ledger.bench.load;

import dev.florin.ledger.bench.BenchBooks;
import dev.florin.ledger.bench.Figure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Loads new books on the disk, with default durability, and tells how long transfers took: at rates that do not wait for the
 * ledger, from callers that each wait, and in batches beside bare forced appends. {@code --help} lists the options.
 */
public final class Load {
    private static final String INTRO = """
            Loads new books on the disk. What is given of --rates, --shares, --callers and --batches is measured, in this order,
            as often as --rounds says. -Dflorin.bench.dir=DIR says where the books are made and deleted: a disk, not memory.
            Latencies at a rate count from the moment at which a transfer was due, those of callers from the call.
            """;

    private static final List<Options.Known> OPTIONS = List.of(
            new Options.Known(
                    "--rates", "R,R...", "", "transfers a second that arrive, one after the other: 1k,10k,50k"),
            new Options.Known(
                    "--shares", "P,P...", "", "the same in percent of a greatest rate that is measured before"),
            new Options.Known("--callers", "N,N...", "", "callers that each wait for their outcome: 1,8,64,1000"),
            new Options.Known("--batches", "N,N...", "", "transfers in a batch, of one caller: 1,10,100,1000,8190"),
            new Options.Known("--threads", "KIND", "both", "of callers: platform, virtual (JDK 21), or both"),
            new Options.Known("--seconds", "TIME", "10s", "how long each is measured"),
            new Options.Known("--warm-up", "TIME", "3s", "how long each runs before"),
            new Options.Known(
                    "--patience", "TIME", "5s", "how long what is due at a rate is handed over late, at most"),
            new Options.Known(
                    "--rounds", "N", "1", "how often all is measured; a figure is the median with its spread"),
            new Options.Known("--accounts", "N", "1m", "how many accounts"),
            new Options.Known("--arrivals", "HOW", "poisson", "poisson, or even"),
            new Options.Known("--pacers", "N", "1", "threads that hand over at a rate"),
            new Options.Known("--seed", "N", "1", "where arrivals, accounts and amounts begin"),
            new Options.Known("--figures", "FILE", "", "to which figures are appended"));

    private final BenchBooks books;
    private final PrintStream out;
    private final Duration warmUp;
    private final Duration measured;

    private Load(Options options, BenchBooks books, PrintStream out) {
        this.books = books;
        this.out = out;
        warmUp = options.duration("--warm-up");
        measured = options.duration("--seconds");
    }

    /** What runs callers. */
    private enum Threads {
        PLATFORM,
        VIRTUAL,
        BOTH;

        List<Callers.Kind> kinds() {
            return switch (this) {
                case PLATFORM -> List.of(Callers.Kind.PLATFORM);
                case VIRTUAL -> List.of(Callers.Kind.VIRTUAL);
                case BOTH -> List.of(Callers.Kind.PLATFORM, Callers.Kind.VIRTUAL);
            };
        }
    }

    /** Measures; ends the process with 0, or with 2 if the command line is not understood. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) throws InterruptedException {
        if (Options.askForHelp(arguments)) {
            out.print(Options.help(INTRO, OPTIONS));
            return 0;
        }
        List<Figure> figures;
        Options options;
        try {
            options = Options.parse(arguments, OPTIONS);
            Asked asked = Asked.in(options);
            try (BenchBooks books = new BenchBooks(asked.accounts)) {
                figures = new Load(options, books, out).measure(asked);
            }
        } catch (Options.UsageException e) {
            err.println(e.getMessage());
            return 2;
        }
        options.text("--figures").ifPresent(file -> Figures.append(Path.of(file), figures));
        return 0;
    }

    /** What is to be measured: read before the books are made, so that a mistake shows at once. */
    private record Asked(
            List<Long> rates,
            List<Long> shares,
            List<Long> callers,
            List<Long> batches,
            List<Callers.Kind> kinds,
            Arrivals.Pattern pattern,
            int pacers,
            int rounds,
            int accounts,
            long seed,
            Duration patience) {
        static Asked in(Options options) {
            Asked asked = new Asked(
                    options.numbers("--rates", 1, 100_000_000),
                    options.numbers("--shares", 1, 1_000),
                    options.numbers("--callers", 1, 100_000),
                    options.numbers("--batches", 1, 8_190),
                    options.oneOf(Threads.class, "--threads").kinds(),
                    options.oneOf(Arrivals.Pattern.class, "--arrivals"),
                    (int) options.number("--pacers", 1, 64),
                    (int) options.number("--rounds", 1, 1_000),
                    (int) options.number("--accounts", 2, 100_000_000),
                    options.number("--seed", 0, Integer.MAX_VALUE),
                    options.duration("--patience"));
            if (asked.rates.isEmpty() && asked.shares.isEmpty() && asked.callers.isEmpty() && asked.batches.isEmpty()) {
                throw new Options.UsageException(
                        "nothing to measure: give --rates, --shares, --callers or --batches; --help tells more");
            }
            if (options.duration("--seconds").isZero()) {
                throw new Options.UsageException("--seconds must be more than nothing");
            }
            return asked;
        }
    }

    private List<Figure> measure(Asked asked) throws InterruptedException {
        Map<Long, List<RateRun.Result>> atRates = new LinkedHashMap<>();
        Map<String, List<Callers.Result>> byCallers = new LinkedHashMap<>();
        Map<Long, List<Batches.Result>> byBatch = new LinkedHashMap<>();
        List<Long> rates = new ArrayList<>(asked.rates);
        rates.addAll(shares(asked));
        for (int round = 0; round < asked.rounds; round++) {
            for (long rate : rates) {
                OpenLoop.Plan plan = new OpenLoop.Plan(rate, asked.pattern, asked.pacers, asked.seed + round);
                RateRun.Result result = RateRun.of(books, plan, warmUp, measured, asked.patience);
                out.println(result);
                atRates.computeIfAbsent(rate, unused -> new ArrayList<>()).add(result);
            }
            for (long count : asked.callers) {
                for (Callers.Kind kind : asked.kinds) {
                    measureCallers(byCallers, (int) count, kind);
                }
            }
            measureBatches(byBatch, asked, round);
        }
        List<Figure> figures = new ArrayList<>();
        atRates.forEach((rate, results) -> figures.addAll(ofRate(rate, results)));
        byCallers.values().forEach(results -> figures.addAll(ofCallers(results)));
        byBatch.forEach((batch, results) -> figures.addAll(ofBatch(batch, results)));
        return figures;
    }

    private List<Long> shares(Asked asked) throws InterruptedException {
        if (asked.shares.isEmpty()) {
            return List.of();
        }
        double greatest = OpenLoop.greatestRate(books, asked.pacers, warmUp, measured);
        out.printf(Locale.ROOT, "greatest rate, as many as the ledger takes: %,.0f transfers/s%n", greatest);
        return asked.shares.stream()
                .map(share -> Math.max(1, Math.round(greatest * share / 100)))
                .toList();
    }

    private void measureCallers(Map<String, List<Callers.Result>> results, int count, Callers.Kind kind)
            throws InterruptedException {
        new Callers(books, count, kind)
                .run(warmUp, measured)
                .ifPresentOrElse(
                        result -> {
                            out.println(result);
                            results.computeIfAbsent(count + kind.name(), unused -> new ArrayList<>())
                                    .add(result);
                        },
                        () -> out.printf("this JDK has no %s: %s%n", kind, Runtime.version()));
    }

    private void measureBatches(Map<Long, List<Batches.Result>> results, Asked asked, int round) {
        if (asked.batches.isEmpty()) {
            return;
        }
        try (Batches batches = new Batches(books, asked.seed + round)) {
            for (long size : asked.batches) {
                Batches.Result result = batches.run((int) size, warmUp, measured);
                out.println(result);
                results.computeIfAbsent(size, unused -> new ArrayList<>()).add(result);
            }
        }
    }

    private static List<Figure> ofRate(double rate, List<RateRun.Result> results) {
        String plot = "latency by rate of arrival";
        String beside = oneLine(results.get(results.size() - 1));
        List<Figure> figures = new ArrayList<>();
        Map<String, ToDoubleFunction<Latencies>> lines = new LinkedHashMap<>();
        lines.put("p50", Latencies::p50);
        lines.put("p90", Latencies::p90);
        lines.put("p99", Latencies::p99);
        lines.put("p99.9", Latencies::p999);
        lines.put("p99.99", Latencies::p9999);
        lines.put("max", Latencies::max);
        lines.forEach((series, value) -> figures.add(Figures.of(
                plot, series, rate, "ms", results, result -> value.applyAsDouble(result.latencies()), beside)));
        figures.add(Figures.of(
                "answered by rate of arrival",
                "Florin",
                rate,
                "transfers/s",
                results,
                RateRun.Result::perSecond,
                beside));
        return figures;
    }

    private static List<Figure> ofCallers(List<Callers.Result> results) {
        Callers.Result last = results.get(results.size() - 1);
        String series = "Florin, " + last.kind();
        String beside = oneLine(last);
        double x = last.callers();
        return List.of(
                Figures.of(
                        "transfers by callers", series, x, "transfers/s", results, Callers.Result::perSecond, beside),
                Figures.of(
                        "transfers by callers",
                        "bare forces for callers, " + last.kind(),
                        x,
                        "transfers/s",
                        results,
                        Callers.Result::barePerSecond,
                        beside),
                Figures.of(
                        "share of callers / force time",
                        series,
                        x,
                        "%",
                        results,
                        result -> 100 * result.shareOfForces(),
                        beside),
                Figures.of(
                        "p99 of callers in forces", series, x, "forces", results, Callers.Result::p99InForces, beside),
                Figures.of(
                        "p99 by callers",
                        series,
                        x,
                        "ms",
                        results,
                        result -> result.latencies().p99(),
                        beside));
    }

    private static List<Figure> ofBatch(double batch, List<Batches.Result> results) {
        String plot = "transfers by batch size";
        String beside = oneLine(results.get(results.size() - 1));
        return List.of(
                Figures.of(plot, "Florin", batch, "transfers/s", results, Batches.Result::perSecond, beside),
                Figures.of(
                        plot,
                        "bare forced appends of the same bytes",
                        batch,
                        "transfers/s",
                        results,
                        Batches.Result::rawPerSecond,
                        beside),
                Figures.of(
                        "share of bare forced appends",
                        "Florin",
                        batch,
                        "%",
                        results,
                        result -> 100 * result.share(),
                        beside));
    }

    private static String oneLine(Object result) {
        return result.toString().replaceAll("\\s*\\R\\s*", "; ");
    }
}
