package dev.florin.ledger.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where values stand between two ends.
 *
 * @param least at the beginning
 * @param greatest at the end
 * @param logarithmic whether equal ratios are equally long
 */
record Axis(double least, double greatest, boolean logarithmic) {
    private static final int STEPS = 5;

    /** From zero to a round number, in equal steps. */
    static Axis fromZero(double greatest) {
        return new Axis(0, roundUp(greatest), false);
    }

    /** Between powers of ten. */
    static Axis powers(double least, double greatest) {
        double from = Math.pow(10, Math.floor(Math.log10(least) + 1e-9));
        double to = Math.pow(10, Math.ceil(Math.log10(greatest) - 1e-9));
        return new Axis(from, to > from ? to : 10 * from, true);
    }

    /** Where a value stands, from 0 to 1. */
    double share(double value) {
        if (greatest <= least) {
            return 0.5;
        }
        return logarithmic
                ? Math.log(Math.max(value, least) / least) / Math.log(greatest / least)
                : (value - least) / (greatest - least);
    }

    /** Where it is labelled. */
    double[] ticks() {
        if (greatest <= least) {
            return new double[] {least};
        }
        return logarithmic ? powers() : steps();
    }

    private double[] powers() {
        List<Double> ticks = new ArrayList<>();
        double[] within = greatest / least < 100 ? new double[] {1, 2, 5} : new double[] {1};
        double power = Math.pow(10, Math.floor(Math.log10(least) + 1e-9));
        for (; power <= greatest * 1.000001; power *= 10) {
            for (double multiple : within) {
                double tick = power * multiple;
                if (tick >= least * 0.999999 && tick <= greatest * 1.000001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double[] steps() {
        return DoubleStream.iterate(0, tick -> tick + 1)
                .limit(STEPS + 1)
                .map(tick -> least + (greatest - least) * tick / STEPS)
                .toArray();
    }

    /** The next number that five equal steps of 1, 2, 2.5 or 5 times a power of ten lead to. */
    private static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9) / STEPS)));
        return DoubleStream.of(1, 2, 2.5, 5, 10, 20)
                .map(step -> step * power * STEPS)
                .filter(most -> most >= value)
                .findFirst()
                .orElseThrow();
    }
}
