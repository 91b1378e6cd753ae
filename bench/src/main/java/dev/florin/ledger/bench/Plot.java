package dev.florin.ledger.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Lines over figures, as an SVG image that a browser and a Markdown page show. The vertical axis starts at zero unless it is
 * logarithmic.
 */
final class Plot {
    private static final int WIDTH = 760;
    private static final int LEFT = 80;
    private static final int RIGHT = 30;
    private static final int TITLE = 52;
    private static final int PLOTTED = 290;
    private static final int BOTTOM = 60;

    /** Labels of the horizontal axis do not come nearer to each other than this. */
    private static final int LABEL_DISTANCE = 46;

    private final String title;
    private final String across;
    private final String up;
    private final boolean logarithmicAcross;
    private final boolean logarithmicUp;
    private final List<Line> lines = new ArrayList<>();

    /**
     * A point of a line.
     *
     * @param x across
     * @param y up
     * @param least the least repetition
     * @param greatest the greatest
     */
    record Point(double x, double y, double least, double greatest) {
        Point(double x, double y) {
            this(x, y, y, y);
        }
    }

    private record Line(String name, List<Point> points) {}

    Plot(String title, String across, String up, boolean logarithmicAcross) {
        this(title, across, up, logarithmicAcross, false);
    }

    Plot(String title, String across, String up, boolean logarithmicAcross, boolean logarithmicUp) {
        this.title = title;
        this.across = across;
        this.up = up;
        this.logarithmicAcross = logarithmicAcross;
        this.logarithmicUp = logarithmicUp;
    }

    /** Adds a line through points. */
    Plot line(String name, List<Point> points) {
        lines.add(new Line(
                name,
                points.stream().sorted(Comparator.comparingDouble(Point::x)).toList()));
        return this;
    }

    /** The image. */
    String svg() {
        Axis x = new Axis(xs().min().orElse(0), xs().max().orElse(1), logarithmicAcross);
        double greatest = points().mapToDouble(Point::greatest).max().orElse(1);
        Axis y = logarithmicUp
                ? Axis.powers(
                        points().mapToDouble(Point::least)
                                .filter(value -> value > 0)
                                .min()
                                .orElse(1),
                        greatest)
                : Axis.fromZero(greatest);
        Svg svg = new Svg(WIDTH, title);
        double legend = svg.legend(TITLE, lines.stream().map(Line::name).toList());
        Frame frame = new Frame(x, y, legend + 36);
        frame.draw(svg);
        for (int i = 0; i < lines.size(); i++) {
            frame.draw(svg, lines.get(i), i);
        }
        return svg.image(frame.top + PLOTTED + BOTTOM);
    }

    private Stream<Point> points() {
        return lines.stream().flatMap(line -> line.points.stream());
    }

    private DoubleStream xs() {
        return points().mapToDouble(Point::x);
    }

    /** The axes on the image. */
    private final class Frame {
        private final Axis x;
        private final Axis y;
        private final double top;

        Frame(Axis x, Axis y, double top) {
            this.x = x;
            this.y = y;
            this.top = top;
        }

        void draw(Svg svg) {
            double foot = top + PLOTTED;
            svg.text(16, top - 12, "start", "soft", up);
            for (double tick : y.ticks()) {
                svg.rule(LEFT, atY(tick), WIDTH - RIGHT, atY(tick), tick == y.least() ? "axis" : "grid");
                svg.text(LEFT - 8, atY(tick) + 4, "end", "t", Svg.number(tick));
            }
            double last = Double.NEGATIVE_INFINITY;
            for (double tick : x.ticks()) {
                svg.rule(atX(tick), foot, atX(tick), foot + 5, "axis");
                if (atX(tick) - last >= LABEL_DISTANCE) {
                    svg.text(atX(tick), foot + 20, "middle", "t", Svg.number(tick));
                    last = atX(tick);
                }
            }
            svg.text((LEFT + WIDTH - RIGHT) / 2.0, foot + 44, "middle", "soft", across);
        }

        void draw(Svg svg, Line line, int colour) {
            svg.line(
                    line.points.stream()
                            .map(point -> new double[] {atX(point.x), atY(point.y)})
                            .toList(),
                    colour);
            for (Point point : line.points) {
                svg.rule(atX(point.x), atY(point.least), atX(point.x), atY(point.greatest), Svg.stroke(colour));
                if (line.points.size() <= 20) {
                    svg.dot(atX(point.x), atY(point.y), colour);
                }
            }
        }

        private double atX(double value) {
            return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
        }

        private double atY(double value) {
            return top + PLOTTED * (1 - y.share(value));
        }
    }
}
