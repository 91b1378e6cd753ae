package dev.florin.ledger.bench.load;

import dev.florin.ledger.bench.BenchBooks;
import dev.florin.ledger.bench.Figure;
import dev.florin.ledger.bench.TimedStorage;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Posts at a fixed rate for minutes or hours, and tells whether speed and memory at the end are what they were at the
 * beginning. {@code --help} lists the options.
 */
public final class Soak {
    private static final String INTRO = """
            Posts at a fixed rate into new books on the disk, with default durability, and prints a line a minute. At the end, the
            last tenth is compared with the first one. Ends with status 1 if the rate fell, or p99 or memory grew, by more than
            --tolerance percent, or if transfers that were due could not be handed over.
            -Dflorin.bench.dir=DIR says where the books are made and deleted: a disk, not memory. Behind the first tenth and at
            the end the load rests while the heap is collected, so that what is alive can be compared. Give the JVM a heap of one
            size, touched before (-Xms4g -Xmx4g -XX:+AlwaysPreTouch): memory grows otherwise until the heap has its size.
            """;

    private static final List<Options.Known> OPTIONS = List.of(
            new Options.Known("--rate", "R", "20k", "transfers a second that arrive, one after the other"),
            new Options.Known("--duration", "TIME", "1h", "how long"),
            new Options.Known("--interval", "TIME", "60s", "how long a \"minute\" is"),
            new Options.Known("--accounts", "N", "1m", "how many accounts"),
            new Options.Known("--journal-limit", "BYTES", "20g", "ends in good order when the journal is so long"),
            new Options.Known("--free", "BYTES", "5g", "ends in good order when the disk has less room than this"),
            new Options.Known("--tolerance", "PERCENT", "10", "how much worse rate, p99 and memory may get"),
            new Options.Known("--arrivals", "HOW", "poisson", "poisson, or even"),
            new Options.Known("--pacers", "N", "1", "threads that hand over"),
            new Options.Known("--seed", "N", "1", "where arrivals, accounts and amounts begin"),
            new Options.Known("--figures", "FILE", "", "to which figures are appended"));

    private final Asked asked;
    private final BenchBooks books;
    private final PrintStream out;
    private final List<Minute> minutes = new ArrayList<>();
    private boolean full;
    private long posted;

    private Soak(Asked asked, BenchBooks books, PrintStream out) {
        this.asked = asked;
        this.books = books;
        this.out = out;
    }

    /** Soaks; ends the process with 0, with 1 after a decline, or with 2 if the command line is not understood. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) throws InterruptedException {
        if (Options.askForHelp(arguments)) {
            out.print(Options.help(INTRO, OPTIONS));
            return 0;
        }
        try {
            Options options = Options.parse(arguments, OPTIONS);
            Asked asked = Asked.in(options);
            Verdict verdict;
            Soak soak;
            try (BenchBooks books = new BenchBooks(asked.accounts)) {
                soak = new Soak(asked, books, out);
                verdict = soak.run();
            }
            options.text("--figures").ifPresent(file -> Figures.append(Path.of(file), soak.figures()));
            return verdict.declined() ? 1 : 0;
        } catch (Options.UsageException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    private record Asked(
            long rate,
            Duration interval,
            int minutes,
            int accounts,
            long journalLimit,
            long free,
            long tolerance,
            Arrivals.Pattern pattern,
            int pacers,
            long seed) {
        static Asked in(Options options) {
            Duration interval = options.duration("--interval");
            Duration duration = options.duration("--duration");
            if (interval.isZero() || duration.toMillis() / interval.toMillis() < Verdict.LEAST_MINUTES) {
                throw new Options.UsageException("--duration must be " + Verdict.LEAST_MINUTES
                        + " times --interval at least: there is nothing to compare else");
            }
            return new Asked(
                    options.number("--rate", 1, 100_000_000),
                    interval,
                    (int) Math.min(1_000_000, duration.toMillis() / interval.toMillis()),
                    (int) options.number("--accounts", 2, 100_000_000),
                    options.number("--journal-limit", 1, Long.MAX_VALUE),
                    options.number("--free", 0, Long.MAX_VALUE),
                    options.number("--tolerance", 0, 1_000),
                    options.oneOf(Arrivals.Pattern.class, "--arrivals"),
                    (int) options.number("--pacers", 1, 64),
                    options.number("--seed", 0, Integer.MAX_VALUE));
        }
    }

    private Verdict run() throws InterruptedException {
        out.println(Minute.HEADINGS);
        int tenth = Verdict.firstTenth(asked.minutes);
        phase(tenth, asked.seed);
        long firstAlive = HeapWatch.liveBytes();
        long firstPosted = posted;
        phase(asked.minutes - tenth, asked.seed + 1);
        Verdict verdict =
                Verdict.of(minutes, new Verdict.Alive(firstAlive, firstPosted, HeapWatch.liveBytes(), posted), (double)
                        asked.tolerance);
        if (full) {
            out.printf("ended behind minute %d: the journal or the disk is as full as it may get%n", minutes.size());
        }
        close();
        verdict.lines().forEach(out::println);
        out.println(verdict.declined() ? "NOT AS IT BEGAN" : "as it began");
        return verdict;
    }

    /** So many minutes of load, unless the disk is full before. */
    private void phase(int count, long seed) throws InterruptedException {
        if (full) {
            return;
        }
        OpenLoop.Plan plan = new OpenLoop.Plan(asked.rate, asked.pattern, asked.pacers, seed);
        try (HeapWatch heap = new HeapWatch();
                OpenLoop loop = new OpenLoop(books.ledger(), books.accounts(), plan)) {
            loop.start(Duration.ZERO, asked.interval.multipliedBy(count), asked.interval);
            Reading before = new Reading(System.nanoTime(), 0, books.storage().figures());
            for (int i = 1; i <= count && !full; i++) {
                sleepUntil(loop, loop.recordFrom() + i * asked.interval.toNanos());
                full = isFull();
                if (full) {
                    loop.endNow();
                }
                if (full || i == count) {
                    loop.awaitEnd();
                }
                Reading now = new Reading(
                        System.nanoTime(), loop.answered(), books.storage().figures());
                Minute minute = minute(before, now, loop.take(), heap.take());
                minutes.add(minute);
                out.println(minute);
                before = now;
            }
            posted += loop.answered();
        }
    }

    private record Reading(long nanos, long answered, TimedStorage.Figures appended) {}

    private Minute minute(Reading before, Reading now, OpenLoop.Recorded recorded, HeapWatch.Figures heap) {
        TimedStorage.Figures appended = now.appended.since(before.appended);
        return new Minute(
                minutes.size() + 1,
                (now.answered - before.answered) / ((now.nanos - before.nanos) / 1e9),
                recorded.latencies(),
                appended.nanos() / 1e6 / Math.max(1, appended.appends()),
                heap.pauses() == 0 ? 0 : heap.leastUsedBytes(),
                ProcessMemory.now(),
                now.appended.bytes(),
                recorded.refused(),
                recorded.abandoned());
    }

    private static void sleepUntil(OpenLoop loop, long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            loop.requireNoFault();
            LockSupport.parkNanos(Math.min(left, 100_000_000));
        }
    }

    private boolean isFull() {
        return books.storage().figures().bytes() >= asked.journalLimit
                || books.folder()
                        .map(folder -> folder.toFile().getUsableSpace() < asked.free)
                        .orElse(false);
    }

    /** Closes the books, and says how long they are. */
    private void close() {
        long bytes = books.storage().figures().bytes();
        long positions = books.ledger().fingerprints().position();
        long start = System.nanoTime();
        books.ledger().close();
        out.printf(
                Locale.ROOT,
                "journal: %,d positions, %,d of them transfers of this load; %,d bytes appended; closed in %.2f s%n",
                positions,
                posted,
                bytes,
                (System.nanoTime() - start) / 1e9);
        books.folder()
                .ifPresent(folder -> Stream.of("journal", "index", "snapshots")
                        .forEach(part -> out.printf(
                                Locale.ROOT, "on the disk, %s: %,d bytes%n", part, bytesIn(folder.resolve(part)))));
    }

    private static long bytesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        String rate = String.format(Locale.ROOT, "soak at %,d transfers/s", asked.rate);
        add(figures, rate + ": answered", "Florin", "transfers/s", Minute::perSecond);
        add(
                figures,
                rate + ": latency",
                "p50",
                "ms",
                minute -> minute.latencies().p50());
        add(
                figures,
                rate + ": latency",
                "p99",
                "ms",
                minute -> minute.latencies().p99());
        add(
                figures,
                rate + ": latency",
                "p99.9",
                "ms",
                minute -> minute.latencies().p999());
        add(
                figures,
                rate + ": latency",
                "max",
                "ms",
                minute -> minute.latencies().max());
        add(figures, rate + ": memory", "heap", "MiB", minute -> minute.heapBytes() / 0x1p20);
        add(
                figures,
                rate + ": memory",
                "anonymous",
                "MiB",
                minute -> minute.memory().anonymousBytes() / 0x1p20);
        add(
                figures,
                rate + ": memory",
                "resident",
                "MiB",
                minute -> minute.memory().residentBytes() / 0x1p20);
        add(figures, rate + ": journal", "Florin", "MiB", minute -> minute.journalBytes() / 0x1p20);
        return figures;
    }

    /** Against minutes. */
    private void add(List<Figure> figures, String plot, String series, String unit, ToDoubleFunction<Minute> figure) {
        for (Minute minute : minutes) {
            double x = minute.number() * (asked.interval.toMillis() / 60_000.0);
            figures.add(Figures.once(plot, series, x, unit, figure.applyAsDouble(minute)));
        }
    }
}
