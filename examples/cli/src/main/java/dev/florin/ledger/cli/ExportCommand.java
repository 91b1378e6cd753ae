package dev.florin.ledger.cli;

import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.HoldPage;
import dev.florin.ledger.HoldQuery;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.cli.jsonl.JournalWriter;
import dev.florin.ledger.cli.posted.BeancountBooks;
import dev.florin.ledger.cli.posted.CsvBooks;
import dev.florin.ledger.cli.posted.Dates;
import dev.florin.ledger.cli.posted.HledgerBooks;
import dev.florin.ledger.cli.posted.Movement;
import dev.florin.ledger.cli.posted.PostedWriter;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.journal.EffectReader;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.Location;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Export of books. */
@Command(
        name = "export",
        description = {
            "Writes books in a format that other programs read, and florin import reads back. Nobody else may have the "
                    + "books open.",
            "",
            "  jsonl      a full copy: a line for each batch and each effect of the journal,",
            "             in words and byte by byte. Books made from it have the same",
            "             fingerprints.",
            "  csv        a folder with accounts.csv and entries.csv.",
            "  hledger    a journal of hledger (hledger check --strict).",
            "  beancount  a journal of Beancount (bean-check).",
            "",
            "The last three hold what is posted; open holds are left out. In the last two debits are positive, credits "
                    + "negative."
        },
        footer = {
            "",
            "Examples:",
            "  florin export --books books --format jsonl --to books.jsonl",
            "  florin export --books books --format csv --to tables",
            "  florin export --books books --format hledger --by effective --to books.journal"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--books", required = true, paramLabel = "LOCATION", description = Books.LOCATION)
    private Location books;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "jsonl, csv, hledger or beancount.")
    private BooksFormat format;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "The file to write, of csv the folder; it must not be there yet. Without it, everything but "
                    + "csv goes to the output.")
    private Optional<Path> to;

    @Option(
            names = "--by",
            paramLabel = "TIME",
            description = "Which time of a movement is its date in hledger and beancount: recorded, the default, or "
                    + "effective. The other one stands beside it.")
    private By by = By.RECORDED;

    @Option(names = "--json", description = "End with one JSON object; needs --to.")
    private boolean json;

    /** Which time of a movement is its date. */
    enum By {
        RECORDED,
        EFFECTIVE
    }

    @Override
    public Integer call() throws IOException {
        if (to.isEmpty() && (json || format == BooksFormat.CSV)) {
            throw new ParameterException(
                    spec.commandLine(), (json ? "--json" : "--format csv") + " needs --to: say where to write");
        }
        Books.requireThere(books);
        try (OpenJournal journal = OpenJournal.open(books.existing().storage())) {
            export(journal);
            if (to.isPresent()) {
                show(journal.ledger());
            }
        }
        return ExitCode.DONE;
    }

    private void export(OpenJournal journal) throws IOException {
        if (to.isEmpty()) {
            PrintWriter out = spec.commandLine().getOut();
            write(journal, out);
            out.flush();
            if (out.checkError()) {
                throw new IOException("the output could not be written to its end; what was written is not whole");
            }
        } else if (format == BooksFormat.CSV) {
            try (NewFolder folder = NewFolder.create(to.get())) {
                try (Writer accounts = folder.file(CsvBooks.ACCOUNTS);
                        Writer entries = folder.file(CsvBooks.ENTRIES)) {
                    post(journal, new CsvBooks(accounts(journal.ledger()), accounts, entries));
                }
                folder.finish();
            }
        } else {
            try (NewFile file = NewFile.create(to.get())) {
                write(journal, file.writer());
                file.finish();
            }
        }
    }

    private void write(OpenJournal journal, Writer out) throws IOException {
        switch (format) {
            case JSONL -> copy(journal, out);
            case HLEDGER -> post(journal, new HledgerBooks(accounts(journal.ledger()), dates(journal), out));
            case BEANCOUNT -> post(journal, new BeancountBooks(accounts(journal.ledger()), dates(journal), out));
            case CSV -> throw new IllegalStateException("tables go to a folder");
        }
    }

    private void copy(OpenJournal journal, Writer out) throws IOException {
        JournalWriter writer = new JournalWriter(out, Version.program());
        journal.forEachBatch(writer::batch);
        writer.end(journal.ledger().fingerprints());
    }

    private void post(OpenJournal journal, PostedWriter writer) throws IOException {
        forEachMovement(journal, writer::movement);
        writer.end();
        long holds = openHolds(journal.ledger());
        if (holds > 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.printf(
                    Locale.ROOT,
                    "note: %,d open %s left out: this format has what is posted; jsonl has everything%n",
                    holds,
                    holds == 1 ? "hold is" : "holds are");
            err.flush();
        }
    }

    /** Takes a movement. */
    @FunctionalInterface
    private interface Movements {
        void take(Movement movement) throws IOException;
    }

    private static void forEachMovement(OpenJournal journal, Movements movements) throws IOException {
        EffectReader reader = new EffectReader();
        journal.forEachBatch(batch -> {
            EffectCursor effects = batch.cursor();
            while (effects.next()) {
                Optional<Movement> movement = Movement.of(reader.read(effects, batch.incarnation()));
                if (movement.isPresent()) {
                    movements.take(movement.get());
                }
            }
        });
    }

    private static List<AccountView> accounts(Ledger ledger) {
        List<AccountView> accounts = new ArrayList<>();
        Books.forEach(ledger, AccountQuery.all(), accounts::add);
        return accounts;
    }

    private Dates dates(OpenJournal journal) throws IOException {
        Span span = new Span();
        journal.forEachBatch(span::add);
        if (by == By.EFFECTIVE) {
            Span effective = new Span();
            forEachMovement(journal, movement -> effective.add(Dates.of(movement.effective())));
            span = effective.isEmpty() ? span : effective;
        }
        return new Dates(by == By.EFFECTIVE, span.first, span.last);
    }

    /** From the earliest to the latest of some dates. */
    private static final class Span {
        private LocalDate first = LocalDate.MAX;
        private LocalDate last = LocalDate.MIN;

        void add(EffectBatch batch) {
            add(Dates.of(LedgerClock.instantOf(batch.firstTimeNanos())));
            add(Dates.of(LedgerClock.instantOf(batch.firstTimeNanos() + batch.count() - 1)));
        }

        void add(LocalDate date) {
            first = date.isBefore(first) ? date : first;
            last = date.isAfter(last) ? date : last;
        }

        boolean isEmpty() {
            return first.isAfter(last);
        }
    }

    private static long openHolds(Ledger ledger) {
        HoldPage page = ledger.holds(HoldQuery.all());
        long count = page.holds().size();
        while (page.next() != 0) {
            page = ledger.holds(HoldQuery.all().after(page.next()));
            count += page.holds().size();
        }
        return count;
    }

    private void show(Ledger ledger) {
        Fingerprints fingerprints = ledger.fingerprints();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, to -> {
                to.writeStringProperty("format", Json.word(format));
                to.writeNumberProperty("position", fingerprints.position());
                to.writeStringProperty("chain", fingerprints.chain());
                to.writeStringProperty("state", fingerprints.state());
                to.writeStringProperty("content", fingerprints.content());
            });
        } else {
            out.println("position  " + fingerprints.position());
            out.println("chain     " + fingerprints.chain());
            out.println("state     " + fingerprints.state());
            out.println("content   " + fingerprints.content());
        }
    }
}
