package dev.florin.ledger.bench.peers;

import dev.florin.ledger.bench.BenchFolder;
import dev.florin.ledger.bench.Figure;
import dev.florin.ledger.bench.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Does the same work on Florin and its peers: transfers from several callers, one of them with a hot account, in batches, and balances
 * read. See {@code --help}.
 */
public final class Peers {
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private Peers() {}

    /** Runs what the options ask for. */
    public static void main(String[] args) {
        if (Arrays.asList(args).contains("--help")) {
            System.out.print(PeerOptions.HELP);
            return;
        }
        PeerOptions options;
        try {
            options = PeerOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(NOT_UNDERSTOOD);
            return;
        }
        try {
            System.exit(run(options, System.err) ? 0 : FAILED);
        } catch (IOException e) {
            System.err.println("Figures cannot be kept in " + options.out().orElse(Path.of("")) + ": " + e);
            System.exit(FAILED);
        }
    }

    /** Measures one peer after the other; one that fails does not keep the others from it. Returns whether none failed. */
    static boolean run(PeerOptions options, PrintStream progress) throws IOException {
        Machine machine = Machine.here();
        progress.println(machine);
        if (machine.disk().endsWith("tmpfs")) {
            progress.println("This is a file system in memory, where nothing is durable."
                    + " Name a folder on a disk with -Dflorin.bench.dir");
            return false;
        }
        // Not after minutes of work.
        append(options.out(), List.of());
        boolean allWell = true;
        for (PeerKind kind : peers(options, progress)) {
            try {
                append(options.out(), measure(kind, options, progress));
            } catch (Exception e) {
                allWell = false;
                progress.println(kind.option() + " FAILED: " + e.getMessage());
                e.printStackTrace(progress);
            }
        }
        return allWell;
    }

    /** The chosen ones, or all that are there. */
    private static List<PeerKind> peers(PeerOptions options, PrintStream progress) {
        if (!options.chosen().isEmpty()) {
            return options.chosen();
        }
        List<PeerKind> there = new ArrayList<>();
        for (PeerKind kind : PeerKind.values()) {
            kind.missing(options)
                    .ifPresentOrElse(
                            missing -> progress.println(kind.option() + " is not measured: " + missing),
                            () -> there.add(kind));
        }
        return there;
    }

    private static List<Figure> measure(PeerKind kind, PeerOptions options, PrintStream progress) throws Exception {
        try (Cleanup cleanup = new Cleanup()) {
            BenchFolder folder = new BenchFolder();
            cleanup.add(folder::close);
            Peer peer = kind.open(options, folder.path());
            cleanup.add(peer::close);
            try {
                return new PeerRun(peer, options.accounts(), options.pace(), progress).run();
            } catch (Exception e) {
                progress.println(peer.name() + " | it failed. " + peer.said());
                throw e;
            }
        }
    }

    private static void append(Optional<Path> out, List<Figure> figures) throws IOException {
        if (out.isEmpty()) {
            return;
        }
        Path parent = out.get().toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(
                out.get(),
                figures.stream().map(Figure::line).toList(),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
