package dev.florin.ledger.cli;

import dev.florin.ledger.cli.demo.Demo;
import dev.florin.ledger.storage.Location;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The demonstration. */
@Command(
        name = "demo",
        description =
                "Makes the books of a wallet provider in a temporary folder, shows them, measures how fast they are "
                        + "filled and read, and opens them again. Amounts and names follow from the seed; exit code 1 if the books "
                        + "are not the same afterwards.",
        footer = {"", "Examples:", "  florin demo", "  florin demo --books books --users 10000"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DemoCommand implements Callable<Integer> {
    private static final int LEAST_USERS = 12;
    private static final int MOST = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--books",
            paramLabel = "LOCATION",
            description = "Make the books there, where none may be, and keep them. A folder, mapdb:DIR or h2:DIR.")
    private Optional<Location> books;

    @Option(names = "--keep", description = "Keep the temporary folder.")
    private boolean keep;

    @Option(names = "--users", paramLabel = "N", description = "How many users; ${DEFAULT-VALUE} unless told.")
    private int users = 3_000;

    @Option(names = "--payments", paramLabel = "N", description = "How many payments; ${DEFAULT-VALUE} unless told.")
    private int payments = 200_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Another seed, other figures; ${DEFAULT-VALUE} unless told.")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        requireRange("--users", users, LEAST_USERS);
        requireRange("--payments", payments, 1);
        books.ifPresent(this::requireEmpty);
        Path temporary = books.isPresent() ? null : Files.createTempDirectory("florin-demo-");
        Location place = temporary == null ? books.orElseThrow() : Location.of("file:" + temporary);
        boolean kept = keep || books.isPresent();
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println("The books of a wallet provider, in " + shown(place));
            boolean good = new Demo(
                            () -> Books.openOrCreate(place, spec),
                            users,
                            payments,
                            seed,
                            out,
                            spec.commandLine().getColorScheme().ansi())
                    .run();
            if (kept) {
                out.println();
                out.println("The books are kept. Ask them more, for example:");
                out.println("  ./florin trial-balance --books '" + shown(place) + "'");
                out.flush();
            }
            return good ? ExitCode.DONE : ExitCode.DIFFERENCES;
        } finally {
            if (!kept && temporary != null) {
                delete(temporary);
            }
        }
    }

    private void requireEmpty(Location place) {
        Path folder = place.folder()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        place + " is in no folder; name one, mapdb:DIR or h2:DIR, or none for a temporary folder"));
        if (!Books.isMissingOrEmpty(folder)) {
            throw new ParameterException(
                    spec.commandLine(), folder + " is not empty; name a folder that is, or none for a temporary one");
        }
    }

    /** Files by their folder alone. */
    private static String shown(Location place) {
        return place.kind() == Location.Kind.FILES
                ? place.folder().orElseThrow().toString()
                : place.toString();
    }

    private void requireRange(String option, int value, int least) {
        if (value < least || value > MOST) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + value + ": it takes " + least + " to " + MOST);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
