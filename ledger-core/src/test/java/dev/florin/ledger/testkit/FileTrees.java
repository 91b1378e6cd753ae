package dev.florin.ledger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders as wholes. */
public final class FileTrees {
    private FileTrees() {}

    /** All files below a folder, in the order of their names. */
    public static List<Path> files(Path folder) {
        return paths(folder).stream().filter(Files::isRegularFile).sorted().toList();
    }

    /** Copies a folder with all that is in it. */
    public static void copy(Path from, Path to) {
        try {
            for (Path path : paths(from)) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) {
        try {
            for (Path path :
                    paths(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Folders before what is in them. */
    private static List<Path> paths(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
