package dev.florin.ledger.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Where figures stand on plots. */
class PlotTest {
    private static final Pattern BAR = Pattern.compile("<rect x=\"[0-9.]+\" y=\"[0-9.]+\" width=\"([0-9.]+)\"");
    private static final Pattern DOT = Pattern.compile("<circle cx=\"([0-9.]+)\" cy=\"([0-9.]+)\"");

    @Test
    void anAxisFromZeroEndsAtARoundNumber() {
        Axis axis = Axis.fromZero(8_300);
        assertThat(axis.ticks()).containsExactly(0, 2_000, 4_000, 6_000, 8_000, 10_000);
        assertThat(axis.share(2_500)).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void aLogarithmicAxisHasEqualRatiosEquallyLong() {
        Axis axis = Axis.powers(3, 4_000);
        assertThat(axis.ticks()).containsExactly(1, 10, 100, 1_000, 10_000);
        assertThat(axis.share(100)).isCloseTo(0.5, within(1e-9));
        assertThat(new Axis(1_000, 8_190, true).ticks()).containsExactly(1_000, 2_000, 5_000);
    }

    @Test
    void oneValueStandsInTheMiddle() {
        assertThat(new Axis(7, 7, false).share(7)).isEqualTo(0.5);
        assertThat(new Axis(7, 7, true).ticks()).containsExactly(7);
    }

    @Test
    void barsOfOneDecadeAreAsLongAsTheirValues() {
        List<Double> wide = numbers(
                BAR,
                new Bars("x", "ms").bar("a", 20, 20, 20).bar("b", 40, 40, 40).svg());
        assertThat(wide).hasSize(2);
        assertThat(wide.get(1)).isCloseTo(2 * wide.get(0), within(0.2));
    }

    @Test
    void barsOfSeveralDecadesAreLogarithmicAndSaySo() {
        String svg = new Bars("x", "transfers/s")
                .bar("a", 1_000, 1_000, 1_000)
                .bar("b", 10_000, 10_000, 10_000)
                .bar("c", 100_000, 100_000, 100_000)
                .svg();
        List<Double> wide = numbers(BAR, svg);
        assertThat(wide.get(2) - wide.get(1)).isCloseTo(wide.get(1) - wide.get(0), within(0.2));
        assertThat(wide.get(0)).isGreaterThan(1);
        assertThat(svg).contains("transfers/s, logarithmic");
    }

    @Test
    void linesAreSortedAndMoreIsHigher() {
        String svg = new Plot("x", "accounts", "ms", false)
                .line("a", List.of(new Plot.Point(3, 30), new Plot.Point(1, 10), new Plot.Point(2, 20)))
                .svg();
        assertThat(numbers(DOT, svg)).isSorted().hasSize(3);
        Matcher dots = DOT.matcher(svg);
        double[] ys = dots.results()
                .mapToDouble(dot -> Double.parseDouble(dot.group(2)))
                .toArray();
        assertThat(ys[0] - ys[1]).isPositive().isCloseTo(ys[1] - ys[2], within(0.2));
    }

    @Test
    void stepsThatGrowAreDrawnOnALogarithmicAxisAndEvenOnesAreNot() {
        assertThat(gaps(1, 10, 100, 1_000)).allSatisfy(gap -> assertThat(gap).isCloseTo(216.7, within(0.2)));
        assertThat(gaps(10, 20, 30, 40, 50, 60))
                .allSatisfy(gap -> assertThat(gap).isCloseTo(130, within(0.2)));
    }

    private static List<Double> gaps(double... xs) {
        List<Figure> figures = DoubleStream.of(xs)
                .mapToObj(x -> new Figure("pace by accounts", "a", x, "ms", 5, 5, 5, ""))
                .toList();
        List<Double> at = numbers(DOT, FigurePlot.svg("pace by accounts", figures));
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < at.size(); i++) {
            gaps.add(at.get(i) - at.get(i - 1));
        }
        return gaps;
    }

    private static List<Double> numbers(Pattern pattern, String svg) {
        return pattern.matcher(svg)
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();
    }
}
