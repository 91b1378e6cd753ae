package dev.florin.ledger.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * Two figures of one run, and what they must be to each other.
 *
 * @param what is compared, as a sentence
 * @param figure the one
 * @param by the other
 * @param unit of both
 * @param least how many times the other the one is at least
 * @param most how many times at most
 */
record Ratio(String what, double figure, double by, String unit, double least, double most) {
    private static final String REPEAT =
            "mvn -pl bench -am -Dtest=DecayGuardTest -Dsurefire.failIfNoSpecifiedTests=false test";

    /** The one is at least so many times the other. */
    static Ratio atLeast(double least, String what, double figure, double by, String unit) {
        return new Ratio(what, figure, by, unit, least, Double.POSITIVE_INFINITY);
    }

    /** The one is at most so many times the other. */
    static Ratio atMost(double most, String what, double figure, double by, String unit) {
        return new Ratio(what, figure, by, unit, 0, most);
    }

    double value() {
        return figure / by;
    }

    /** What is wrong, if anything is. Figures that are none were not measured, and that is wrong, too. */
    Optional<String> fault() {
        boolean measured = figure > 0 && by > 0 && Double.isFinite(figure) && Double.isFinite(by);
        if (measured && value() >= least && value() <= most) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s. Measured: %,.1f and %,.1f %s, a ratio of %.3g%s. Repeat it with: %s",
                what,
                figure,
                by,
                unit,
                value(),
                measured ? limits() : ", and these are no figures",
                REPEAT));
    }

    private String limits() {
        return value() < least
                ? String.format(Locale.ROOT, " where at least %.3g is expected", least)
                : String.format(Locale.ROOT, " where at most %.3g is expected", most);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %,.1f and %,.1f %s, ratio %.3g", what, figure, by, unit, value());
    }
}
