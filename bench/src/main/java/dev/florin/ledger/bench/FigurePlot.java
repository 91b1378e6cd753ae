package dev.florin.ledger.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The image of figures that belong together: lines where they have an x, bars where they have none. */
final class FigurePlot {
    private static final Pattern BY = Pattern.compile(".* by (.*?)( \\(.*\\))?");

    /** From this ratio on, an axis from zero would hide the small values. */
    private static final double WIDE = 20;

    /** Likewise across, where few values are read off. */
    private static final double NARROW = 5;

    /** Steps that differ no more than this are those of an axis in equal steps. */
    private static final double EVEN = 2.5;

    private FigurePlot() {}

    static String svg(String plot, List<Figure> figures) {
        return hasPoints(figures) ? lines(plot, figures) : bars(plot, figures);
    }

    static boolean hasPoints(List<Figure> figures) {
        return figures.stream().anyMatch(figure -> figure.x() != 0);
    }

    /** What is on the horizontal axis, as the name of the plot says. */
    static String across(String plot) {
        Matcher by = BY.matcher(plot);
        return by.matches() ? by.group(1) : "";
    }

    private static String lines(String plot, List<Figure> figures) {
        Plot lines = new Plot(
                plot,
                across(plot),
                figures.get(0).unit(),
                isGeometric(figures.stream().map(Figure::x).toList()),
                spans(figures.stream().map(Figure::value).toList(), WIDE));
        Map<String, List<Plot.Point>> series = new LinkedHashMap<>();
        for (Figure figure : figures) {
            series.computeIfAbsent(figure.series(), unused -> new ArrayList<>())
                    .add(new Plot.Point(figure.x(), figure.value(), figure.least(), figure.greatest()));
        }
        series.forEach(lines::line);
        return lines.svg();
    }

    private static String bars(String plot, List<Figure> figures) {
        Bars bars = new Bars(plot, figures.get(0).unit());
        for (Figure figure : figures) {
            bars.bar(figure.series(), figure.value(), figure.least(), figure.greatest());
        }
        return bars.svg();
    }

    /** Whether values are far apart, and the farther the greater they are. */
    private static boolean isGeometric(List<Double> values) {
        double[] sorted = values.stream()
                .mapToDouble(Double::doubleValue)
                .distinct()
                .sorted()
                .toArray();
        double shortest = Double.POSITIVE_INFINITY;
        double longest = 0;
        for (int i = 1; i < sorted.length; i++) {
            shortest = Math.min(shortest, sorted[i] - sorted[i - 1]);
            longest = Math.max(longest, sorted[i] - sorted[i - 1]);
        }
        return spans(values, NARROW) && longest > EVEN * shortest;
    }

    /** Whether values are all positive, and so far apart. */
    private static boolean spans(List<Double> values, double ratio) {
        double least = values.stream().min(Comparator.naturalOrder()).orElse(0.0);
        double greatest = values.stream().max(Comparator.naturalOrder()).orElse(0.0);
        return least > 0 && greatest / least > ratio;
    }
}
