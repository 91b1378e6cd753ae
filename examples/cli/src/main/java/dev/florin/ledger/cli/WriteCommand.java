package dev.florin.ledger.cli;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Answer;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.storage.Location;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for something to be done, and shows what became of it. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
abstract class WriteCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--books", required = true, paramLabel = "LOCATION", description = Books.LOCATION)
    Location books;

    @Option(names = "--json", description = "Answer with one JSON object; amounts are strings in the asset's scale.")
    boolean json;

    @Mixin
    Asking asking;

    @Override
    public final Integer call() throws IOException {
        prepare();
        try (Ledger ledger = makesBooks() ? Books.openOrCreate(books, spec) : Books.openExisting(books, spec)) {
            Known known = new Known(ledger);
            CommandId id = asking.id().orElseGet(CommandId::next);
            Command command = command(id, known);
            // Told before it is sent, since whoever is interrupted then needs it to ask again.
            if (asking.id().isEmpty() && command.id().equals(id) && !asking.isCheck()) {
                PrintWriter err = spec.commandLine().getErr();
                err.println("note: its id is " + id + "; if no answer comes, ask again with --id " + id);
                err.flush();
            }
            Outcome outcome = asking.isCheck() ? ledger.check(command) : ledger.submit(command);
            Answer answer = new Answer(command, outcome, asking.isCheck(), known);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Json.print(out, answer::write);
            } else {
                answer.print(out);
                hint(outcome).ifPresent(out::println);
                out.flush();
            }
            return answer.isClean() ? ExitCode.DONE : ExitCode.DIFFERENCES;
        }
    }

    /** Reads what can be read without the books, so that no books are made for what cannot be used. */
    void prepare() throws IOException {}

    /** What is asked for. Reads the command line and the books, and changes nothing. */
    abstract Command command(CommandId id, Known known) throws IOException;

    /** What else there is to say to people. */
    Optional<String> hint(Outcome outcome) {
        return Optional.empty();
    }

    /** Whether it makes new books in a folder that has none. */
    boolean makesBooks() {
        return false;
    }
}
