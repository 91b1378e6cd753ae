package dev.florin.ledger.bench.load;

import java.util.Arrays;

/** Medians of a few repetitions, at least one. */
final class Medians {
    private Medians() {}

    static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double least(double... values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    static double greatest(double... values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
