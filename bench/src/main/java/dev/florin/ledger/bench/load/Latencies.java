package dev.florin.ledger.bench.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How long many things took, in milliseconds.
 *
 * @param count how many
 * @param max the longest
 */
record Latencies(long count, double p50, double p90, double p99, double p999, double p9999, double max) {
    static Latencies of(Histogram nanos) {
        return new Latencies(
                nanos.getTotalCount(),
                at(nanos, 50),
                at(nanos, 90),
                at(nanos, 99),
                at(nanos, 99.9),
                at(nanos, 99.99),
                nanos.getMaxValue() / 1e6);
    }

    private static double at(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.3f, p90 %.3f, p99 %.3f, p99.9 %.3f, p99.99 %.3f, max %.3f ms",
                p50,
                p90,
                p99,
                p999,
                p9999,
                max);
    }
}
