package dev.florin.ledger.bench;

import java.util.Locale;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** How long something took, many times. One thread. */
final class GrowthTimes {
    private final String what;
    private final Histogram nanos = new Histogram(3);

    GrowthTimes(String what) {
        this.what = what;
    }

    <T> T time(Supplier<T> call) {
        long start = System.nanoTime();
        T result = call.get();
        add(System.nanoTime() - start);
        return result;
    }

    void add(long took) {
        nanos.recordValue(Math.max(0, took));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d times, mean %.1f us, p50 %.1f, p99 %.1f, p99.9 %.1f, greatest %.1f",
                what,
                nanos.getTotalCount(),
                nanos.getMean() / 1e3,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getValueAtPercentile(99.9) / 1e3,
                nanos.getMaxValue() / 1e3);
    }
}
