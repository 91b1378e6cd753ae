package dev.florin.ledger.cli;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.storage.Location;
import dev.florin.ledger.storage.Migration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Books that move to another storage. */
@Command(
        name = "migrate",
        description = {
            "Moves books to another storage: files, files with an index in MapDB, a database of H2. Every batch is checked on the "
                    + "way; at the end the books in the new place are replayed, and their fingerprints compared. Nobody else "
                    + "may have either open, and nothing falls due meanwhile. One that was interrupted goes on where it ended "
                    + "when it is run again, and brings what is new since.",
            "",
            "The old books stay as they are. Do not write to them any more: a target that has batches of its own is refused."
        },
        footer = {
            "",
            "Examples:",
            "  florin migrate --from books --to h2:database",
            "  florin migrate --from h2:database --to books",
            "  florin migrate --from books --to 'jdbc:h2:./database/books;USER=app'"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class MigrateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "LOCATION", description = Books.LOCATION)
    private Location from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "LOCATION",
            description = "Where they go, likewise: new, empty, or with what an earlier migration of these books left.")
    private Location to;

    @Option(names = "--json", description = "Answer with one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        requireTwoPlaces();
        Books.requireThere(from);
        MigrateWatch watch = new MigrateWatch(spec.commandLine().getErr());
        Migration migration =
                Migration.from(from.existing().storage()).to(to.storage()).progress(watch);
        Migration.Result result;
        try {
            result = migration.run();
        } finally {
            watch.end();
        }
        print(result);
        return ExitCode.DONE;
    }

    private void requireTwoPlaces() throws IOException {
        if (from.toString().equals(to.toString())) {
            throw new ParameterException(spec.commandLine(), "--from and --to are the same place, " + from);
        }
        if (from.folder().isEmpty() || to.folder().isEmpty()) {
            return;
        }
        Path here = from.folder().get();
        Path there = to.folder().get();
        if (Files.exists(here) && Files.exists(there) && Files.isSameFile(here, there)) {
            boolean isOneJournal =
                    from.journalFolder().isPresent() && to.journalFolder().isPresent();
            throw new ParameterException(
                    spec.commandLine(),
                    from + " and " + to + " are in one folder"
                            + (isOneJournal
                                    ? ": they are the same books, which can be opened by either name"
                                    : "; choose another one"));
        }
    }

    private void print(Migration.Result result) {
        Fingerprints fingerprints = result.fingerprints();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, object -> {
                object.writeNumberProperty("batches", result.batches());
                object.writeNumberProperty("effects", result.effects());
                object.writeNumberProperty("bytes", result.bytes());
                object.writeNumberProperty("position_before", result.positionBefore());
                object.writeNumberProperty("position", fingerprints.position());
                object.writeStringProperty("chain", fingerprints.chain());
                object.writeStringProperty("state", fingerprints.state());
                object.writeStringProperty("content", fingerprints.content());
            });
        } else {
            out.println("moved     " + result.effects() + " effects in " + result.batches() + " batches, "
                    + result.bytes() + " bytes");
            out.println("position  " + fingerprints.position());
            out.println("chain     " + fingerprints.chain());
            out.println("state     " + fingerprints.state());
            out.println("content   " + fingerprints.content());
            out.println("checked   equal in " + from + " and " + to);
            out.flush();
        }
    }
}
