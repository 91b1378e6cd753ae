package dev.florin.ledger.cli;

import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Times;
import dev.florin.ledger.storage.file.Restore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Books made again from a copy. */
@Command(
        name = "restore",
        description = {
            "Makes books again from a backup, in a new folder: all of it, or what was recorded up to a moment. Every batch is "
                    + "replayed and checked on the way.",
            "",
            "The restored books are a new incarnation, which receipts show. What was recorded after the moment is forgotten, "
                    + "and its ids with it: how much that is, is told."
        },
        footer = {
            "",
            "Examples:",
            "  florin restore --from /mnt/backup/books --to books",
            "  florin restore --from /mnt/backup/books --to books --at 2026-11-22T09:30:00Z"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            converter = JournalFolder.class,
            description = "The folder of the backup.")
    private Path backup;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            converter = JournalFolder.class,
            description = "The folder of the restored books: new or empty.")
    private Path target;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "Keep the batches that were recorded by then: a date such as 2026-01-31 (its first moment), or a time "
                            + "such as 2026-01-31T12:00:00Z.")
    private @Nullable String moment;

    @Option(
            names = "--position",
            paramLabel = "N",
            description = "Keep everything up to this position, and the rest of the batch that holds it.")
    private @Nullable Long position;

    @Option(names = "--json", description = "Answer with one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        CopyWatch watch = new CopyWatch(spec.commandLine().getErr());
        Restore.Result result = restore().progress(watch).run();
        watch.end();
        if (json) {
            printJson(result);
        } else {
            print(result, spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }

    private Restore restore() {
        Restore restore = Restore.of(backup, target);
        if (moment != null && position != null) {
            throw new ParameterException(spec.commandLine(), "--at and --position: say one of them");
        }
        try {
            restore = moment == null ? restore : restore.until(Times.parse(moment));
            return position == null ? restore : restore.untilPosition(position);
        } catch (DateTimeParseException e) {
            throw new BadInputException(
                    "--at '" + moment + "' is not a date like 2026-01-31 or a time like 2026-01-31T12:00:00Z");
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--position: " + e.getMessage());
        }
    }

    private static void print(Restore.Result result, PrintWriter out) {
        out.println("books        " + result.books());
        out.println("restored     " + result.batches() + " batches up to position "
                + result.restored().position() + ", recorded " + result.recorded());
        out.println("left out     "
                + result.leftOut()
                        .map(left -> left.effects() + " effects, recorded " + left.first() + " to " + left.last())
                        .orElse("nothing"));
        out.println("incarnation  " + result.incarnation());
        out.println("chain        " + result.chain());
        out.println("state        " + result.restored().state());
        out.println("content      " + result.restored().content());
        out.flush();
    }

    private void printJson(Restore.Result result) {
        Json.print(spec.commandLine().getOut(), to -> {
            to.writeStringProperty("books", result.books().toString());
            to.writeNumberProperty("batches", result.batches());
            to.writeNumberProperty("position", result.restored().position());
            to.writeStringProperty("recorded", result.recorded().toString());
            to.writeNumberProperty("incarnation", result.incarnation());
            to.writeStringProperty("chain", result.chain());
            to.writeStringProperty("state", result.restored().state());
            to.writeStringProperty("content", result.restored().content());
            to.writeObjectPropertyStart("left_out");
            result.leftOut().ifPresent(left -> {
                to.writeNumberProperty("effects", left.effects());
                to.writeStringProperty("first", left.first().toString());
                to.writeStringProperty("last", left.last().toString());
            });
            to.writeEndObject();
        });
    }
}
