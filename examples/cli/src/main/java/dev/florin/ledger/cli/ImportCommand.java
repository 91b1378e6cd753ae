package dev.florin.ledger.cli;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.cli.load.Checker;
import dev.florin.ledger.cli.load.Layout;
import dev.florin.ledger.cli.load.Loader;
import dev.florin.ledger.cli.load.Openings;
import dev.florin.ledger.cli.load.Source;
import dev.florin.ledger.cli.load.StatementLayout;
import dev.florin.ledger.cli.load.Tally;
import dev.florin.ledger.cli.load.TransfersLayout;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.Location;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Import of a file: rows of a bank or a program, or books that were exported. */
@Command(
        name = "import",
        description = {
            "Posts the rows of a CSV file, or makes books from what florin export wrote. A file can be imported again, "
                    + "after a crash too: what is there already is not posted twice.",
            "",
            "With --layout, FILE is CSV (RFC 4180, UTF-8, with a header), and accounts are opened as they are met.",
            "",
            "Columns of the layout 'statement', a bank's statement of its customers in which each row is a transfer "
                    + "between a customer and a counter-account of its operation:",
            "  transaction, account, date, direction (in or out), amount;",
            "  and if the file has them: operation, purpose, counterparty_bank,",
            "  counterparty_account, and balance_after, which is checked.",
            "",
            "Columns of the layout 'transfers', in which lines with one id are one transfer of several entries, and such a "
                    + "line may leave debit or credit empty:",
            "  id, debit, credit, amount; and if the file has them: time, reference.",
            "",
            "Without --layout, FILE is what florin export wrote, or a journal of hledger or Beancount. It is read through "
                    + "and checked before anything is posted. From jsonl, a full copy, new books are made; the other "
                    + "formats are posted to books that may be there already.",
        },
        footer = {
            "",
            "Examples:",
            "  florin import --books DIR --asset CZK/2 --layout statement bank-1993.csv",
            "  florin import --books DIR --asset EUR/2 --layout statement \\",
            "    --column account=Konto --column amount=Betrag statement.csv",
            "  florin import --books DIR --asset EUR/2 --layout transfers --strict t.csv",
            "  florin import --books copy books.jsonl",
            "  florin import --books DIR --format hledger 2026.journal"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--books",
            required = true,
            paramLabel = "LOCATION",
            description = Books.LOCATION + " Made if they are not there.")
    private Location books;

    @Option(
            names = "--asset",
            paramLabel = "CODE/SCALE",
            description = "The unit of all amounts of the rows, such as CZK/2.")
    private Optional<Asset> asset;

    @Option(names = "--layout", paramLabel = "LAYOUT", description = "What rows mean: statement or transfers.")
    private Optional<LayoutName> layoutName;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "jsonl, csv, hledger or beancount. If nothing is said, a folder is csv, and the name of a "
                    + "file tells: .jsonl, .journal or .hledger, .beancount or .bean.")
    private Optional<BooksFormat> format;

    @Option(
            names = "--column",
            paramLabel = "NAME=HEADER",
            description = "The file calls column NAME by another header.")
    private Map<String, String> columns = Map.of();

    @Option(
            names = "--no-overdraft",
            paramLabel = "PREFIX",
            description = "Accounts opened now whose names start with PREFIX cannot go below zero. The others have no "
                    + "limits.")
    private List<String> noOverdraft = List.of();

    @Option(
            names = "--strict",
            description = "Read the whole file first, and post nothing if any line is damaged (exit code 2).")
    private boolean strict;

    @Option(names = "--json", description = "End with one JSON object; details go to the error output.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "The file, of the format csv the folder.")
    private Path file;

    /** The layouts that there are. */
    enum LayoutName {
        STATEMENT,
        TRANSFERS
    }

    @Override
    public Integer call() throws IOException {
        if (layoutName.isPresent() || asset.isPresent()) {
            if (layoutName.isEmpty() || asset.isEmpty() || format.isPresent()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "rows are read with --layout and --asset, and books that were exported with --format alone");
            }
            return rows(layoutName.get(), asset.get());
        }
        if (strict || !columns.isEmpty() || !noOverdraft.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--strict, --column and --no-overdraft go with --layout and --asset");
        }
        return new ImportBooks(spec.commandLine(), books, file, json).run(format.orElseGet(this::formatOfName));
    }

    private BooksFormat formatOfName() {
        if (Files.isDirectory(file)) {
            return BooksFormat.CSV;
        }
        String name = String.valueOf(file.getFileName());
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "jsonl" -> BooksFormat.JSONL;
            case "journal", "hledger" -> BooksFormat.HLEDGER;
            case "beancount", "bean" -> BooksFormat.BEANCOUNT;
            default ->
                throw new ParameterException(
                        spec.commandLine(),
                        "what " + name
                                + " holds cannot be told from its name: for rows of CSV say --layout and --asset,"
                                + " for books that were exported --format");
        };
    }

    private int rows(LayoutName name, Asset unit) throws IOException {
        Layout layout = layout(name, unit);
        if (strict && !Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--strict reads a file twice, and " + file + " is not a regular file");
        }
        try (Source source = Source.open(file, layout, columns);
                Ledger ledger = Books.openOrCreate(books, spec)) {
            requireScale(ledger, unit);
            if (strict) {
                ImportReport report = report(source, unit);
                Checker checker = new Checker(report);
                try (Source first = Source.open(file, layout, columns)) {
                    first.read(checker);
                }
                if (!checker.tally().isClean()) {
                    report.show(checker.tally(), ledger, json, spec.commandLine());
                    err().println("nothing was posted, since lines are damaged (--strict)");
                    return ExitCode.BAD_INPUT;
                }
            }
            ImportReport report = report(source, unit);
            Loader loader = new Loader(ledger, report);
            source.read(loader);
            Tally tally = loader.finish();
            report.show(tally, ledger, json, spec.commandLine());
            return tally.isClean() ? ExitCode.DONE : ExitCode.DIFFERENCES;
        }
    }

    private Layout layout(LayoutName name, Asset unit) {
        Openings openings = new Openings(unit, noOverdraft);
        return switch (name) {
            case STATEMENT -> new StatementLayout(openings);
            case TRANSFERS -> new TransfersLayout(openings);
        };
    }

    private ImportReport report(Source source, Asset unit) {
        return new ImportReport(unit, err(), source::percent);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** A slip in the scale is found before it is posted a thousand times. */
    private void requireScale(Ledger ledger, Asset asset) {
        for (TrialBalance.Line line : ledger.trialBalance().lines()) {
            if (line.asset().code().equals(asset.code()) && line.asset().scale() != asset.scale()) {
                throw new ParameterException(
                        spec.commandLine(), "--asset " + asset + ": these books know it as " + line.asset());
            }
        }
    }
}
