package dev.florin.ledger.cli;

import dev.florin.ledger.cli.bench.Bench;
import dev.florin.ledger.cli.bench.Findings;
import dev.florin.ledger.cli.bench.TemporaryFolder;
import dev.florin.ledger.cli.bench.Words;
import dev.florin.ledger.cli.show.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast the ledger is on the user's own machine. */
@Command(
        name = "bench",
        description = {
            "Measures how fast the ledger is on this machine, and what limits it: how long the disk takes to force, what it takes "
                    + "without a ledger, what the ledger reaches in batches, from 1, 64 and 1,000 callers that wait, with one "
                    + "account in every transfer and in reads, which share of the limit that is, and what would help.",
            "",
            "Makes temporary books, which are deleted at the end, also when it is stopped. Other work on the machine makes all "
                    + "figures worse."
        },
        footer = {"", "Examples:", "  florin bench", "  florin bench --in /var/lib/shop --seconds 20 --json"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 3_600;
    private static final int LEAST_ACCOUNTS = 2;
    private static final int MOST_ACCOUNTS = 10_000_000;

    /** More than a fast machine writes in a second of measuring, and the first segments. */
    private static final long BYTES_PER_SECOND = 50L << 20;

    private static final long BYTES_AT_LEAST = 512L << 20;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "About how long to measure; ${DEFAULT-VALUE} unless told. Short runs say less: Java is still compiling.")
    private int seconds = 60;

    @Option(names = "--accounts", paramLabel = "N", description = "How many accounts; ${DEFAULT-VALUE} unless told.")
    private int accounts = 100_000;

    @Option(
            names = "--in",
            paramLabel = "FOLDER",
            description = "A folder on the disk to measure; the working directory unless told.")
    private Path in = Path.of("");

    @Option(names = "--json", description = "Answer with one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        requireRange("--seconds", seconds, 1, MOST_SECONDS);
        requireRange("--accounts", accounts, LEAST_ACCOUNTS, MOST_ACCOUNTS);
        requireRoom();
        try (TemporaryFolder folder = TemporaryFolder.in(in.toAbsolutePath())) {
            BenchProgress progress = new BenchProgress(spec.commandLine().getErr());
            Optional<Findings> findings;
            try {
                findings = new Bench(folder, accounts, seconds, progress).run();
            } finally {
                progress.end();
            }
            findings.ifPresent(this::show);
        }
        return ExitCode.DONE;
    }

    private void show(Findings findings) {
        PrintWriter out = spec.commandLine().getOut();
        Words words = new Words(findings);
        if (json) {
            Json.print(out, words::write);
        } else {
            words.print(out);
        }
    }

    private void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + value + ": it takes " + least + " to " + most);
        }
    }

    private void requireRoom() throws IOException {
        if (!Files.isDirectory(in.toAbsolutePath())) {
            throw new ParameterException(spec.commandLine(), "--in " + in + ": there is no such folder");
        }
        long needed = BYTES_AT_LEAST + seconds * BYTES_PER_SECOND;
        long free = Files.getFileStore(in.toAbsolutePath()).getUsableSpace();
        if (free < needed) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(
                            Locale.ROOT,
                            "%,d MiB are free there, and %d seconds may need %,d; give fewer --seconds, or another folder with"
                                    + " --in",
                            free >> 20,
                            seconds,
                            needed >> 20));
        }
    }
}
