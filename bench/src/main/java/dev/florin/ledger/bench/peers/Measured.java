package dev.florin.ledger.bench.peers;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What was measured of one workload on one peer.
 *
 * @param rates        per second, one for each slice
 * @param latencies    in nanoseconds, of the calls that ended in the slices; empty where calls were not timed
 * @param acknowledged how many were done in all, warming up included
 */
record Measured(List<Double> rates, Histogram latencies, long acknowledged) {
    private static final double NANOS_A_MILLISECOND = 1e6;

    /** How long a call took, for a reader; empty where calls were not timed. */
    String calls() {
        if (latencies.getTotalCount() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "a call: p50 %.3f ms, p99 %.3f ms",
                latencies.getValueAtPercentile(50) / NANOS_A_MILLISECOND,
                latencies.getValueAtPercentile(99) / NANOS_A_MILLISECOND);
    }
}
