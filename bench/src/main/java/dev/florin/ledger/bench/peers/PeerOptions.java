package dev.florin.ledger.bench.peers;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param out         the file that figures are appended to, if any
 * @param chosen      the peers that were named, or none: then all that are there
 * @param accounts    how many accounts each peer gets
 * @param pace        how long each workload is done and measured
 * @param postgresql  the folder of PostgreSQL's programs
 * @param tigerbeetle the program, if named
 */
record PeerOptions(
        Optional<Path> out,
        List<PeerKind> chosen,
        int accounts,
        Pace pace,
        Path postgresql,
        Optional<Path> tigerbeetle) {

    static final String HELP = """
            Does the same work on Florin and on what else one could use, one peer after the other, each durable.

              --out FILE          append the figures of each peer, as tab-separated lines, once its books add up
              --peers LIST        which, with commas between, instead of all that are there:
            %s
              --accounts N        accounts of each peer (100000)
              --seconds S         of each measured slice (5); 0.2 is enough to see that everything works
              --slices N          measured slices of each workload: the figure is their median (3)
              --warm-up S         seconds of each workload before them (5)
              --postgresql DIR    PostgreSQL's programs (/usr/lib/postgresql/15/bin)
              --tigerbeetle FILE  the TigerBeetle program, of the client's version or a later one
              --help              this text

            The JVM's -Dflorin.bench.dir=DIR says where the peers keep their data, on the disk that is to be measured; all of
            it is deleted at the end. With what is set by default a run takes about 3 minutes and 1 to 10 GB a peer.
            Progress goes to standard error. Ends with 1 if a peer failed or its books did not add up, with 2 if a
            peer or an option is not understood.
            """.formatted(Arrays.stream(PeerKind.values())
            .map(kind -> "                        %-20s %s".formatted(kind.option(), kind.what()))
            .collect(Collectors.joining("\n")));

    static PeerOptions defaults() {
        return new PeerOptions(
                Optional.empty(),
                List.of(),
                100_000,
                new Pace(5, 3, 5),
                Path.of("/usr/lib/postgresql/15/bin"),
                Optional.empty());
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException says what is wrong with it
     */
    static PeerOptions parse(String... args) {
        Deque<String> left = new ArrayDeque<>(List.of(args));
        PeerOptions options = defaults();
        while (!left.isEmpty()) {
            String name = left.remove();
            options = options.with(name, left.poll());
        }
        for (PeerKind kind : options.chosen) {
            Optional<String> missing = kind.missing(options);
            if (missing.isPresent()) {
                throw new IllegalArgumentException(kind.option() + " cannot be measured: " + missing.get());
            }
        }
        return options;
    }

    private PeerOptions with(String name, @Nullable String value) {
        return switch (name) {
            case "--out" ->
                new PeerOptions(
                        Optional.of(Path.of(text(name, value))), chosen, accounts, pace, postgresql, tigerbeetle);
            case "--peers" -> new PeerOptions(out, kinds(text(name, value)), accounts, pace, postgresql, tigerbeetle);
            case "--accounts" ->
                new PeerOptions(
                        out,
                        chosen,
                        (int) number(name, value, n -> n >= 2 && n <= 10_000_000 && n == Math.rint(n), "2 to 10000000"),
                        pace,
                        postgresql,
                        tigerbeetle);
            case "--seconds" ->
                withPace(new Pace(
                        pace.warmUpSeconds(),
                        pace.slices(),
                        number(name, value, n -> n >= 0.05 && n <= 3_600, "0.05 to 3600")));
            case "--slices" ->
                withPace(new Pace(
                        pace.warmUpSeconds(),
                        (int) number(name, value, n -> n >= 1 && n <= 1_000 && n == Math.rint(n), "1 to 1000"),
                        pace.sliceSeconds()));
            case "--warm-up" ->
                withPace(new Pace(
                        number(name, value, n -> n >= 0 && n <= 3_600, "0 to 3600"),
                        pace.slices(),
                        pace.sliceSeconds()));
            case "--postgresql" ->
                new PeerOptions(out, chosen, accounts, pace, Path.of(text(name, value)), tigerbeetle);
            case "--tigerbeetle" ->
                new PeerOptions(out, chosen, accounts, pace, postgresql, Optional.of(Path.of(text(name, value))));
            default -> throw new IllegalArgumentException("there is no option " + name + ": --help lists them");
        };
    }

    private PeerOptions withPace(Pace other) {
        return new PeerOptions(out, chosen, accounts, other, postgresql, tigerbeetle);
    }

    private static String text(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a value: --help says which");
        }
        return value;
    }

    private static double number(String name, @Nullable String value, Predicate<Double> allowed, String range) {
        String text = text(name, value);
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") && allowed.test(Double.valueOf(text))) {
            return Double.parseDouble(text);
        }
        throw new IllegalArgumentException(name + " takes a number from " + range + ", not \"" + text + "\"");
    }

    private static List<PeerKind> kinds(String names) {
        List<PeerKind> kinds = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            kinds.add(PeerKind.of(name));
        }
        return kinds.stream().distinct().toList();
    }
}
