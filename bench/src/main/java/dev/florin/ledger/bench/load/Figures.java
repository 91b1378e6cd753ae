package dev.florin.ledger.bench.load;

import dev.florin.ledger.bench.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Hands results over as figures. */
final class Figures {
    private Figures() {}

    /** A figure of several repetitions: their median, and the spread. */
    static <R> Figure of(
            String plot,
            String series,
            double x,
            String unit,
            List<R> repetitions,
            ToDoubleFunction<R> value,
            String beside) {
        double[] values = repetitions.stream().mapToDouble(value).toArray();
        double median = Medians.of(values);
        return new Figure(plot, series, x, unit, median, Medians.least(values), Medians.greatest(values), beside);
    }

    /** A figure that was measured once. */
    static Figure once(String plot, String series, double x, String unit, double value) {
        return new Figure(plot, series, x, unit, value, value, value, "");
    }

    /** Appends a line for each. */
    static void append(Path file, List<Figure> figures) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(
                    file,
                    figures.stream().map(Figure::line).toList(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the figures could not be written to " + file, e);
        }
    }
}
