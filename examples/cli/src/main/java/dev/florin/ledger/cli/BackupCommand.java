package dev.florin.ledger.cli;

import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.storage.file.Backup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A copy of books. */
@Command(
        name = "backup",
        description = {
            "Copies books to another folder: all that is durable when it begins. The books may be in use, and go on. The first "
                    + "backup into a folder copies everything, each further one what is new; one that was interrupted goes on "
                    + "where it ended when it is run again.",
            "",
            "Do not open a backup as books: what is written to it ends its being a copy, and the next backup into it is "
                    + "refused. Restore it instead."
        },
        footer = {"", "Example:", "  florin backup --books books --to /mnt/backup/books"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BackupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--books",
            required = true,
            paramLabel = "DIR",
            converter = JournalFolder.class,
            description = "The folder of the books.")
    private Path books;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            converter = JournalFolder.class,
            description = "The folder of the copy: new, empty, or with an earlier backup of the same books.")
    private Path target;

    @Option(names = "--json", description = "Answer with one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        CopyWatch watch = new CopyWatch(spec.commandLine().getErr());
        Backup.Result result = Backup.of(books, target).progress(watch).run();
        watch.end();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, to -> {
                to.writeStringProperty("books", result.books().toString());
                to.writeNumberProperty("batches", result.batches());
                to.writeNumberProperty("bytes", result.bytes());
                to.writeNumberProperty("position_before", result.positionBefore());
                to.writeNumberProperty("position", result.position());
                to.writeStringProperty("chain", result.chain());
            });
        } else {
            long copied = result.position() - result.positionBefore();
            out.println("books     " + result.books());
            out.println("copied    " + copied + " effects in " + result.batches() + " batches, " + result.bytes()
                    + " bytes");
            out.println("position  " + result.position());
            out.println("chain     " + result.chain());
            out.flush();
        }
        return ExitCode.DONE;
    }
}
