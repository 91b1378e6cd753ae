package dev.florin.ledger.bench.peers;

/**
 * How long work is done and measured.
 *
 * @param warmUpSeconds before anything is measured
 * @param slices        how often it is measured, while the work goes on
 * @param sliceSeconds  how long each time
 */
record Pace(double warmUpSeconds, int slices, double sliceSeconds) {
    private static final int FORCES_A_SECOND = 40;
    private static final int LEAST_FORCES = 5;
    private static final int MOST_FORCES = 200;

    long warmUpNanos() {
        return nanos(warmUpSeconds);
    }

    long sliceNanos() {
        return nanos(sliceSeconds);
    }

    /** How many bare forces are timed each time: 200 with slices of five seconds, and fewer in shorter runs. */
    int forces() {
        return (int) Math.min(MOST_FORCES, Math.max(LEAST_FORCES, FORCES_A_SECOND * sliceSeconds));
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
