package dev.florin.ledger.bench.load;

import dev.florin.ledger.bench.RawFile;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * What a bare append of 4 KiB with its force takes, measured while the ledger rests, before and behind what is compared with it.
 *
 * @param p50 milliseconds, in the median
 * @param p99 milliseconds
 */
record ForceTime(double p50, double p99) {
    private static final int FORCES = 200;

    /** Measures it once. */
    static long[] nanos() {
        return RawFile.forceNanos(FORCES);
    }

    /** Of two measurements. */
    static ForceTime of(long[] before, long[] behind) {
        long[] all = LongStream.concat(LongStream.of(before), LongStream.of(behind))
                .sorted()
                .toArray();
        return new ForceTime(all[all.length / 2] / 1e6, all[all.length * 99 / 100] / 1e6);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "a bare force takes %.2f ms (p99 %.2f)", p50, p99);
    }
}
