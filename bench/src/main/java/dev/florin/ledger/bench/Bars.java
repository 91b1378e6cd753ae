package dev.florin.ledger.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One horizontal bar for each figure, with its value and its spread, as an SVG image. The axis starts at zero, or is logarithmic
 * where the figures span more than a decade: the note below says which.
 */
final class Bars {
    private static final int WIDTH = 760;
    private static final int TOP = 64;
    private static final int ROW = 34;
    private static final int BAR = 20;
    private static final int MOST_NAME = 380;
    private static final double DECADE = 10;

    private final String title;
    private final String unit;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String name, double value, double least, double greatest) {}

    Bars(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Adds a bar below the others. */
    Bars bar(String name, double value, double least, double greatest) {
        bars.add(new Bar(name, value, least, greatest));
        return this;
    }

    /** The image. */
    String svg() {
        Axis axis = axis();
        double names = Math.min(
                MOST_NAME,
                bars.stream().mapToDouble(bar -> Svg.width(bar.name)).max().orElse(0));
        double values =
                bars.stream().mapToDouble(bar -> Svg.width(label(bar))).max().orElse(0);
        double left = 16 + names + 10;
        double room = WIDTH - left - values - 24;
        Svg svg = new Svg(WIDTH, title);
        svg.text(16, TOP - 16, "start", "soft", unit + (axis.logarithmic() ? ", logarithmic" : ", from zero"));
        double foot = TOP + ROW * bars.size();
        svg.rule(left, TOP - 6, left, foot, "axis");
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = TOP + (double) ROW * i;
            double end = left + room * axis.share(bar.value);
            double most = left + room * axis.share(bar.greatest);
            svg.text(left - 8, y + 14, "end", "t", fitted(bar.name, names));
            svg.bar(left, y, end - left, BAR, i);
            if (bar.greatest > bar.least) {
                double from = left + room * axis.share(bar.least);
                svg.rule(from, y + BAR / 2.0, most, y + BAR / 2.0, "spread");
                svg.rule(from, y + 6, from, y + BAR - 6, "spread");
                svg.rule(most, y + 6, most, y + BAR - 6, "spread");
            }
            svg.text(Math.max(end, most) + 8, y + 14, "start", "t", label(bar));
        }
        return svg.image(foot + 16);
    }

    private Axis axis() {
        double greatest = bars.stream().mapToDouble(Bar::greatest).max().orElse(1);
        double least = bars.stream().mapToDouble(Bar::least).min().orElse(0);
        if (least > 0 && greatest / least > DECADE) {
            // A bar at the least power of ten would have no length.
            double from = Axis.powers(least, greatest).least();
            return new Axis(from == least ? from / 2 : from, greatest, true);
        }
        return new Axis(0, Math.max(greatest, Double.MIN_NORMAL), false);
    }

    private static String label(Bar bar) {
        return Svg.number(bar.value);
    }

    private static String fitted(String name, double room) {
        int most = (int) (room / Svg.width("x") + 1e-6);
        return name.length() <= most ? name : name.substring(0, most - 1) + "…";
    }
}
