package dev.florin.ledger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes plots of figures in files of comma-separated values, whose first row names the columns and whose lines that begin
 * with {@code #} are notes.
 *
 * <pre>
 *   OUT.svg TITLE ACROSS UP log|linear [FILE.csv X_COLUMN Y_COLUMN NAME]...
 * </pre>
 */
public final class GrowthPlots {
    private static final int OF_PLOT = 5;
    private static final int OF_LINE = 4;

    private GrowthPlots() {}

    /** Makes a plot; see above. */
    public static void main(String[] arguments) throws IOException {
        Plot plot = new Plot(arguments[1], arguments[2], arguments[3], arguments[4].equals("log"));
        for (int at = OF_PLOT; at + OF_LINE <= arguments.length; at += OF_LINE) {
            plot.line(arguments[at + 3], points(Path.of(arguments[at]), arguments[at + 1], arguments[at + 2]));
        }
        Files.writeString(Path.of(arguments[0]), plot.svg());
    }

    private static List<Plot.Point> points(Path file, String across, String up) {
        List<List<String>> rows = rows(file);
        int x = column(rows.get(0), across, file);
        int y = column(rows.get(0), up, file);
        List<Plot.Point> points = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            points.add(new Plot.Point(Double.parseDouble(row.get(x)), Double.parseDouble(row.get(y))));
        }
        return points;
    }

    private static int column(List<String> names, String name, Path file) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException(file + " has no column " + name + ", but " + names);
        }
        return column;
    }

    private static List<List<String>> rows(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.asList(line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
