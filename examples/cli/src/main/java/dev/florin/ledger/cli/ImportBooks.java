package dev.florin.ledger.cli;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.cli.load.Tally;
import dev.florin.ledger.cli.posted.BooksInFile;
import dev.florin.ledger.cli.posted.CsvFolder;
import dev.florin.ledger.cli.posted.Incoming;
import dev.florin.ledger.cli.posted.JournalFile;
import dev.florin.ledger.cli.posted.PostedLoad;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.storage.Location;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Import of books that were exported. */
record ImportBooks(CommandLine command, Location books, Path file, boolean json) {
    int run(BooksFormat format) throws IOException {
        if (!Files.isRegularFile(file) && format != BooksFormat.CSV && Files.exists(file)) {
            throw new ParameterException(command, file + " is not a regular file, and it is read twice");
        }
        return switch (format) {
            case JSONL -> copy();
            case CSV -> post(new CsvFolder(file));
            case HLEDGER -> post(JournalFile.hledger(file));
            case BEANCOUNT -> post(JournalFile.beancount(file));
        };
    }

    private int copy() throws IOException {
        Fingerprints made = Copy.restore(file, books);
        PrintWriter out = command.getOut();
        if (json) {
            Json.print(out, to -> {
                to.writeNumberProperty("position", made.position());
                to.writeStringProperty("chain", made.chain());
                to.writeStringProperty("state", made.state());
                to.writeStringProperty("content", made.content());
            });
        } else {
            out.println("position  " + made.position());
            out.println("chain     " + made.chain());
            out.println("state     " + made.state());
            out.println("content   " + made.content());
        }
        return ExitCode.DONE;
    }

    private int post(BooksInFile content) throws IOException {
        List<Incoming> accounts = content.check();
        try (Ledger ledger = Books.openOrCreate(books, command.getCommandSpec())) {
            ImportReport report = ImportReport.ofBooks(command.getErr());
            Tally tally = PostedLoad.run(accounts, content, ledger, report);
            report.show(tally, ledger, json, command);
            return tally.isClean() ? ExitCode.DONE : ExitCode.DIFFERENCES;
        }
    }
}
