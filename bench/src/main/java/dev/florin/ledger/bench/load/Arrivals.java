package dev.florin.ledger.bench.load;

import java.util.SplittableRandom;

/** When transfers are due: one after the other at a mean rate, from a seed. Not thread-safe. */
final class Arrivals {
    /** How they follow each other. */
    enum Pattern {
        /** Each independent of the others, as those of many users are. */
        POISSON,
        /** At equal distances. */
        EVEN
    }

    private final Pattern pattern;
    private final double meanNanos;
    private final SplittableRandom random;
    private final long start;
    private double nanos;

    /**
     * Arrivals from a moment on.
     *
     * @param perSecond mean rate; infinite for one that is always due now
     * @param startNanos the moment
     */
    Arrivals(Pattern pattern, double perSecond, long seed, long startNanos) {
        this.pattern = pattern;
        this.meanNanos = 1e9 / perSecond;
        this.random = new SplittableRandom(seed);
        this.start = startNanos;
    }

    /** When the next one is due. */
    long next() {
        if (meanNanos == 0) {
            return System.nanoTime();
        }
        nanos += pattern == Pattern.EVEN ? meanNanos : -meanNanos * Math.log(1 - random.nextDouble());
        return start + (long) nanos;
    }
}
