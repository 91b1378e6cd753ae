package dev.florin.ledger.cli;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.storage.Location;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A question to books that are there. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
abstract class ReadCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--books", required = true, paramLabel = "LOCATION", description = Books.LOCATION)
    Location books;

    @Option(names = "--json", description = "Answer with one JSON object; amounts are strings in the asset's scale.")
    boolean json;

    @Override
    public final Integer call() {
        try (Ledger ledger = Books.openExisting(books, spec)) {
            return answer(ledger);
        }
    }

    /** Answers, and says what the process ends with. */
    abstract int answer(Ledger ledger);

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final Table table() {
        return new Table(out(), "");
    }
}
