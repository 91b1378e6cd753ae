package dev.florin.ledger.bench.load;

import dev.florin.ledger.bench.BenchBooks;
import java.time.Duration;
import java.util.Locale;

/** One rate, once: an {@link OpenLoop} and what it costs. */
final class RateRun {
    /** Less than this part of what was due, answered in its time, is not kept up; the last latency counts as time, too. */
    private static final double KEPT_UP = 0.95;

    private RateRun() {}

    /**
     * What came of a rate.
     *
     * @param due transfers a second that really were due
     * @param perSecond of these, answered: until the last of them was
     */
    record Result(
            double due,
            double perSecond,
            Latencies latencies,
            Latencies lateness,
            long refused,
            long abandoned,
            Costs costs,
            ForceTime force) {
        boolean keptUp() {
            return abandoned == 0 && perSecond >= KEPT_UP * due;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,.0f transfers/s due, %,.0f answered%s: %s%n    handed over late by p50 %.3f, p99 %.3f, max %.3f ms;"
                            + " %s; %s",
                    due,
                    perSecond,
                    keptUp() ? "" : notKeptUp(),
                    latencies,
                    lateness.p50(),
                    lateness.p99(),
                    lateness.max(),
                    force,
                    costs);
        }

        private String notKeptUp() {
            return String.format(
                    Locale.ROOT,
                    " (NOT KEPT UP: queue full %,d times, %,d abandoned, whose waiting counts as far as it went)",
                    refused,
                    abandoned);
        }
    }

    static Result of(BenchBooks books, OpenLoop.Plan plan, Duration warmUp, Duration measured, Duration patience)
            throws InterruptedException {
        long[] forcesBefore = ForceTime.nanos();
        try (HeapWatch heap = new HeapWatch();
                OpenLoop loop = new OpenLoop(books.ledger(), books.accounts(), plan)) {
            loop.start(warmUp, measured, patience);
            Thread.sleep(warmUp.toMillis());
            long answeredBefore = loop.answered();
            Costs.Meter meter = new Costs.Meter(books.storage(), heap);
            loop.awaitEnd();
            double seconds = Math.max(measured.toNanos(), System.nanoTime() - loop.recordFrom()) / 1e9;
            Costs costs = meter.until(loop.answered() - answeredBefore);
            OpenLoop.Recorded recorded = loop.take();
            return new Result(
                    recorded.latencies().count() / (measured.toNanos() / 1e9),
                    (recorded.latencies().count() - recorded.abandoned()) / seconds,
                    recorded.latencies(),
                    recorded.lateness(),
                    recorded.refused(),
                    recorded.abandoned(),
                    costs,
                    ForceTime.of(forcesBefore, ForceTime.nanos()));
        }
    }
}
