package dev.florin.ledger.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An SVG image under construction, with a background of its own, so that it can be read on light and dark pages; a viewer that
 * prefers dark images gets one.
 */
final class Svg {
    /** Room that a letter takes at the size of the text, a little more than most do. */
    private static final double LETTER = 6.9;

    private static final int LEGEND_LINE = 20;
    private static final int LEGEND_RULE = 28;

    /** Distinct also for those who see colours otherwise (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B07A00", "#56B4E9", "#7A5C9E", "#777777");

    private static final List<String> DARK_COLOURS =
            List.of("#4FA8DC", "#FF8A3D", "#2CC79B", "#E39BC6", "#F0B93A", "#8CCBF0", "#B79BDB", "#AAAAAA");

    private final int width;
    private final StringBuilder body = new StringBuilder(1 << 14);

    Svg(int width, String title) {
        this.width = width;
        element("text x=\"16\" y=\"26\" class=\"t\" font-size=\"16\" font-weight=\"bold\"", title);
    }

    /** How wide a text is, about. */
    static double width(String text) {
        return text.codePointCount(0, text.length()) * LETTER;
    }

    void text(double x, double y, String anchor, String kind, String text) {
        element(
                String.format(
                        Locale.ROOT, "text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\"", x, y, anchor, kind),
                text);
    }

    void rule(double x1, double y1, double x2, double y2, String kind) {
        body.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                kind));
    }

    void bar(double x, double y, double wide, double high, int colour) {
        body.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"f%d\"/>%n",
                x,
                y,
                Math.max(1, wide),
                high,
                colour % COLOURS.size()));
    }

    void dot(double x, double y, int colour) {
        body.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" class=\"f%d\"/>%n",
                x,
                y,
                colour % COLOURS.size()));
    }

    void line(List<double[]> points, int colour) {
        body.append("<polyline fill=\"none\" stroke-width=\"2\" class=\"")
                .append(stroke(colour))
                .append("\" points=\"");
        for (double[] point : points) {
            body.append(String.format(Locale.ROOT, "%.1f,%.1f ", point[0], point[1]));
        }
        body.append("\"/>\n");
    }

    /** The class of a stroke in a colour. */
    static String stroke(int colour) {
        return "s" + colour % COLOURS.size();
    }

    /** Writes the names of lines below each other or beside, as they fit, and returns where they end. */
    double legend(double top, List<String> names) {
        double x = 16;
        double y = top;
        for (int i = 0; i < names.size(); i++) {
            double wide = LEGEND_RULE + width(names.get(i)) + 24;
            if (x > 16 && x + wide > width) {
                x = 16;
                y += LEGEND_LINE;
            }
            rule(x, y - 4, x + LEGEND_RULE - 6, y - 4, "thick " + stroke(i));
            text(x + LEGEND_RULE, y, "start", "t", names.get(i));
            x += wide;
        }
        return y;
    }

    /** The whole image. */
    String image(double height) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" width=\"%d\" height=\"%.0f\""
                                + " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">%n",
                        width,
                        height,
                        width,
                        height)
                + style()
                + "<rect width=\"100%\" height=\"100%\" class=\"page\"/>\n"
                + body
                + "</svg>\n";
    }

    private static String style() {
        return "<style>\n"
                + rules("#ffffff", "#1f2328", "#59636e", "#dfe3e8", COLOURS)
                + "line{stroke-width:1} line.thick{stroke-width:3}\n@media (prefers-color-scheme: dark) {\n"
                + rules("#0d1117", "#e6edf3", "#9aa4af", "#2d333b", DARK_COLOURS)
                + "}\n</style>\n";
    }

    private static String rules(String page, String text, String soft, String grid, List<String> colours) {
        List<String> rules = new ArrayList<>();
        rules.add(".page{fill:" + page + "} .t{fill:" + text + "} .soft{fill:" + soft + "}");
        rules.add(".axis{stroke:" + soft + "} .grid{stroke:" + grid + "} .spread{stroke:" + text + "}");
        for (int i = 0; i < colours.size(); i++) {
            rules.add(".s" + i + "{stroke:" + colours.get(i) + "} .f" + i + "{fill:" + colours.get(i) + "}");
        }
        return String.join("\n", rules) + "\n";
    }

    private void element(String opening, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        body.append('<').append(opening).append('>').append(escaped).append("</text>\n");
    }

    /** A number with its thousands shortened. */
    static String number(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + " M";
        }
        return value >= 1e4 ? trimmed(value / 1e3) + " K" : trimmed(value);
    }

    private static String trimmed(double value) {
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 || value == 0 ? 2 : 4;
        String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }
}
