package dev.florin.ledger.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Lines over figures, as an SVG image that a browser and a Markdown page show. The horizontal axis is logarithmic where
 * it is asked for; the vertical one starts at zero.
 */
final class Plot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int TOP = 60;
    private static final int BOTTOM = 60;
    private static final int TICKS = 5;

    /** Distinct also for those who see colours otherwise (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9");

    private final String title;
    private final String across;
    private final String up;
    private final boolean logarithmic;
    private final List<Line> lines = new ArrayList<>();

    /** A point of a line. */
    record Point(double x, double y) {}

    private record Line(String name, List<Point> points) {}

    Plot(String title, String across, String up, boolean logarithmic) {
        this.title = title;
        this.across = across;
        this.up = up;
        this.logarithmic = logarithmic;
    }

    /** Adds a line through points, in the order of their x. */
    Plot line(String name, List<Point> points) {
        lines.add(new Line(name, List.copyOf(points)));
        return this;
    }

    /** The image. */
    String svg() {
        double least = xs().min().orElse(0);
        double greatest = xs().max().orElse(1);
        double top = roundUp(points().mapToDouble(Point::y).max().orElse(1));
        StringBuilder out = new StringBuilder(1 << 14);
        out.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                """.formatted(WIDTH, HEIGHT));
        text(out, LEFT, 20, "start", title, "font-size=\"15\" font-weight=\"bold\"");
        for (int tick = 0; tick <= TICKS; tick++) {
            double value = top * tick / TICKS;
            double y = y(value, top);
            rule(out, LEFT, y, WIDTH - RIGHT, y, tick == 0 ? "#444" : "#ddd");
            text(out, LEFT - 8, y + 4, "end", number(value), "");
        }
        for (double value : logarithmic ? powers(least, greatest) : steps(least, greatest)) {
            double x = x(value, least, greatest);
            rule(out, x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 5, "#444");
            text(out, x, HEIGHT - BOTTOM + 20, "middle", number(value), "");
        }
        text(out, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", across, "");
        text(out, LEFT, TOP - 10, "start", up, "fill=\"#444\"");
        for (int i = 0; i < lines.size(); i++) {
            draw(out, lines.get(i), COLOURS.get(i % COLOURS.size()), i, least, greatest, top);
        }
        return out.append("</svg>\n").toString();
    }

    private void draw(
            StringBuilder out, Line line, String colour, int index, double least, double greatest, double top) {
        out.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                .append(colour)
                .append("\" points=\"");
        for (Point point : line.points) {
            out.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x, least, greatest), y(point.y, top)));
        }
        out.append("\"/>\n");
        double right = WIDTH - RIGHT;
        double legend = TOP + 8 + 18.0 * index;
        rule(out, right - 30, legend, right, legend, colour);
        text(out, right - 36, legend + 4, "end", line.name, "fill=\"" + colour + "\"");
    }

    private Stream<Point> points() {
        return lines.stream().flatMap(line -> line.points.stream());
    }

    private DoubleStream xs() {
        return points().mapToDouble(Point::x);
    }

    private double x(double value, double least, double greatest) {
        double share = logarithmic
                ? Math.log(value / least) / Math.log(greatest / least)
                : (value - least) / (greatest - least);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
    }

    private static double[] powers(double least, double greatest) {
        return DoubleStream.iterate(Math.pow(10, Math.ceil(Math.log10(least) - 1e-9)), power -> power * 10)
                .takeWhile(power -> power <= greatest * 1.000001)
                .toArray();
    }

    private static double[] steps(double least, double greatest) {
        return DoubleStream.iterate(0, tick -> tick + 1)
                .limit(TICKS + 1)
                .map(tick -> least + (greatest - least) * tick / TICKS)
                .toArray();
    }

    /** The next number that five equal steps of 1, 2, 2.5 or 5 times a power of ten lead to. */
    private static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9) / TICKS)));
        return DoubleStream.of(1, 2, 2.5, 5, 10)
                .map(step -> step * power * TICKS)
                .filter(most -> most >= value)
                .findFirst()
                .orElseThrow();
    }

    private static String number(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + " M";
        }
        return value >= 1e4 ? trimmed(value / 1e3) + " K" : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static void rule(StringBuilder out, double x1, double y1, double x2, double y2, String colour) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    private static void text(StringBuilder out, double x, double y, String anchor, String text, String more) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
                x,
                y,
                anchor,
                more,
                escaped));
    }
}
