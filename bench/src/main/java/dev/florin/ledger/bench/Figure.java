package dev.florin.ledger.bench;

import java.util.List;
import java.util.Locale;

/**
 * One measured value, as the harnesses hand it to the report: a point of a series in a plot, with its spread and what was counted
 * beside it.
 *
 * @param plot     what is plotted, such as {@code transfers by batch size}; figures of one plot share a unit and an x-axis
 * @param series   the line or bar, such as {@code Florin} or {@code PostgreSQL, stored function}
 * @param x        where on the x-axis: callers, accounts, a batch's size, a rate; 0 where there is none
 * @param unit     of the value, such as {@code transfers/s} or {@code ms}
 * @param value    the median or mean of the repetitions
 * @param least    the least repetition
 * @param greatest the greatest repetition
 * @param beside   further figures of the same run, for a reader; may be empty
 */
public record Figure(
        String plot, String series, double x, String unit, double value, double least, double greatest, String beside) {

    private static final String SEPARATOR = "\t";

    /** Refuses text that would break the line it is written to. */
    public Figure {
        for (String text : List.of(plot, series, unit, beside)) {
            if (text.contains(SEPARATOR) || text.contains("\n")) {
                throw new IllegalArgumentException("a tab or a line break in \"" + text + "\"");
            }
        }
    }

    /** One line of tab-separated text. */
    public String line() {
        return String.join(
                SEPARATOR, plot, series, number(x), unit, number(value), number(least), number(greatest), beside);
    }

    /** The reverse of {@link #line()}. */
    public static Figure parse(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        if (parts.length != 8) {
            throw new IllegalArgumentException("a figure has 8 columns, not " + parts.length + ": " + line);
        }
        return new Figure(
                parts[0],
                parts[1],
                Double.parseDouble(parts[2]),
                parts[3],
                Double.parseDouble(parts[4]),
                Double.parseDouble(parts[5]),
                Double.parseDouble(parts[6]),
                parts[7]);
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : String.format(Locale.ROOT, "%.6g", number);
    }
}
