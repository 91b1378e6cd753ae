package dev.florin.ledger.bench.load;

import dev.florin.ledger.bench.BenchBooks;
import dev.florin.ledger.bench.RandomTransfers;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** Callers that each post one transfer, wait for its outcome, and post the next. */
final class Callers {
    private static final Duration BARE_WARM_UP = Duration.ofSeconds(1);
    private static final Duration BARE = Duration.ofSeconds(2);

    private final BenchBooks books;
    private final int count;
    private final Kind kind;
    private final Recorder latencies = new Recorder(1, Duration.ofHours(1).toNanos(), 3);
    private final LongAdder answered = new LongAdder();
    private volatile boolean recording;
    private volatile boolean ending;

    /** What runs a caller. */
    enum Kind {
        PLATFORM,
        VIRTUAL;

        /** A thread for each caller, of this kind; empty if the JDK has none. */
        Optional<ExecutorService> executor(int threads) {
            return this == PLATFORM ? Optional.of(Executors.newFixedThreadPool(threads)) : virtual();
        }

        private static Optional<ExecutorService> virtual() {
            try {
                return Optional.of((ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null));
            } catch (NoSuchMethodException before21) {
                return Optional.empty();
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("virtual threads cannot be had", e);
            }
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT) + " threads";
        }
    }

    /**
     * What callers got.
     *
     * @param perSecond transfers answered
     * @param barePerSecond how many such callers are answered that wait for a bare force, with no ledger
     * @param latencies from a call to its return
     */
    record Result(
            int callers,
            Kind kind,
            double perSecond,
            double barePerSecond,
            Latencies latencies,
            Costs costs,
            ForceTime force) {
        /** The rate as a part of what it were if each call took one bare force. */
        double shareOfForces() {
            return perSecond / (callers / (force.p50() / 1e3));
        }

        /** The rate as a part of what such callers get that wait for a bare force. */
        double shareOfBare() {
            return perSecond / barePerSecond;
        }

        /** How many bare forces the 99th percentile of the calls took. */
        double p99InForces() {
            return latencies.p99() / force.p50();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d callers, %s: %,.0f transfers/s, %.0f %% of callers / force time, %.0f %% of the %,.0f that such"
                            + " callers get from bare forces; %s = %.1f forces at p99%n    %s; %s",
                    callers,
                    kind,
                    perSecond,
                    100 * shareOfForces(),
                    100 * shareOfBare(),
                    barePerSecond,
                    latencies,
                    p99InForces(),
                    force,
                    costs);
        }
    }

    Callers(BenchBooks books, int count, Kind kind) {
        this.books = books;
        this.count = count;
        this.kind = kind;
    }

    /** Lets them post; empty if the JDK has no such threads. */
    Optional<Result> run(Duration warmUp, Duration measured) throws InterruptedException {
        Optional<ExecutorService> threads = kind.executor(count);
        if (threads.isEmpty()) {
            return Optional.empty();
        }
        ExecutorService executor = threads.get();
        long[] forcesBefore = ForceTime.nanos();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        try (HeapWatch heap = new HeapWatch()) {
            for (int i = 0; i < count; i++) {
                RandomTransfers source = new RandomTransfers(books.accounts(), i);
                callers.add(CompletableFuture.runAsync(() -> call(source), executor));
            }
            Thread.sleep(warmUp.toMillis());
            long before = answered.sum();
            Costs.Meter meter = new Costs.Meter(books.storage(), heap);
            recording = true;
            Thread.sleep(measured.toMillis());
            recording = false;
            Costs costs = meter.until(answered.sum() - before);
            stop(callers);
            ForceTime force = ForceTime.of(forcesBefore, ForceTime.nanos());
            double bare = BareCallers.perSecond(count, kind, BARE_WARM_UP, BARE);
            return Optional.of(new Result(
                    count,
                    kind,
                    costs.transfers() / costs.seconds(),
                    bare,
                    Latencies.of(latencies.getIntervalHistogram()),
                    costs,
                    force));
        } finally {
            stop(List.of());
            executor.shutdown();
        }
    }

    private void stop(List<CompletableFuture<Void>> callers) {
        ending = true;
        try {
            callers.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new IllegalStateException("a caller failed: " + e.getCause(), e);
        }
    }

    private void call(RandomTransfers source) {
        while (!ending) {
            var transfer = source.next();
            long start = System.nanoTime();
            BenchBooks.requirePosted(books.ledger().submit(transfer));
            long took = System.nanoTime() - start;
            answered.increment();
            if (recording) {
                latencies.recordValue(Math.max(1, took));
            }
        }
    }
}
