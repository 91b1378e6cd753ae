package dev.florin.ledger.bench.peers;

/**
 * How long work is done and measured.
 *
 * @param warmUpSeconds before anything is measured
 * @param slices        how often it is measured, while the work goes on
 * @param sliceSeconds  how long each time
 */
record Pace(double warmUpSeconds, int slices, double sliceSeconds) {
    long warmUpNanos() {
        return nanos(warmUpSeconds);
    }

    long sliceNanos() {
        return nanos(sliceSeconds);
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
