package dev.florin.ledger.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the command in this process. */
final class Cli {
    /** What a run ended with and printed. */
    record Result(int exitCode, String out, String err) {
        /** A property of the JSON object that was printed; a text or a number. */
        String json(String key) {
            String from = out.substring(out.indexOf("\"" + key + "\":") + key.length() + 3);
            return from.substring(0, from.indexOf(from.contains(",") ? "," : "}"))
                    .replace("\"", "");
        }
    }

    private Cli() {}

    static Result run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Florin.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(Stream.of(args).map(Object::toString).toArray(String[]::new));
        return new Result(exitCode, out.toString(), err.toString());
    }

    static Path sample(String name) {
        return module().resolve("samples").resolve(name);
    }

    /** A year of a real bank, where it is at hand. It is no part of the project. */
    static Optional<Path> bankData() {
        return Stream.iterate(module(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/data/bank-1993.csv"))
                .filter(Files::exists)
                .findFirst();
    }

    /** The module's folder, whether the tests run from it or from the root. */
    private static Path module() {
        Path here = Path.of("").toAbsolutePath();
        return here.endsWith("cli") ? here : here.resolve("examples/cli");
    }
}
