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
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.money.Asset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Import of a CSV file. */
@Command(
        name = "import",
        description = {
            "Posts the rows of a CSV file (RFC 4180, UTF-8, with a header). Accounts are opened as they are met. "
                    + "A file can be imported again, after a crash too: what is there already is not posted twice.",
            "",
            "Columns of the layout 'statement', a bank's statement of its customers in which each row is a transfer "
                    + "between a customer and a counter-account of its operation:",
            "  transaction, account, date, direction (in or out), amount;",
            "  and if the file has them: operation, purpose, counterparty_bank,",
            "  counterparty_account, and balance_after, which is checked.",
            "",
            "Columns of the layout 'transfers', in which lines with one id are one transfer of several entries, and such a "
                    + "line may leave debit or credit empty:",
            "  id, debit, credit, amount; and if the file has them: time, reference."
        },
        footer = {
            "",
            "Examples:",
            "  florin import --books DIR --asset CZK/2 --layout statement bank-1993.csv",
            "  florin import --books DIR --asset EUR/2 --layout statement \\",
            "    --column account=Konto --column amount=Betrag statement.csv",
            "  florin import --books DIR --asset EUR/2 --layout transfers --strict t.csv"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--books",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the books; made if it is not there.")
    private Path books;

    @Option(
            names = "--asset",
            required = true,
            paramLabel = "CODE/SCALE",
            description = "The unit of all amounts, such as CZK/2.")
    private Asset asset;

    @Option(names = "--layout", required = true, paramLabel = "LAYOUT", description = "statement or transfers.")
    private LayoutName layoutName;

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

    @Parameters(paramLabel = "FILE.csv", description = "The file.")
    private Path file;

    /** The layouts that there are. */
    enum LayoutName {
        STATEMENT,
        TRANSFERS
    }

    @Override
    public Integer call() throws IOException {
        Layout layout = layout();
        if (strict && !Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--strict reads a file twice, and " + file + " is not a regular file");
        }
        try (Source source = Source.open(file, layout, columns);
                Ledger ledger = Books.openOrCreate(books, spec)) {
            requireScale(ledger);
            if (strict) {
                ImportReport report = report(source);
                Checker checker = new Checker(report);
                try (Source first = Source.open(file, layout, columns)) {
                    first.read(checker);
                }
                if (!checker.tally().isClean()) {
                    show(checker.tally(), report, ledger);
                    err().println("nothing was posted, since lines are damaged (--strict)");
                    return ExitCode.BAD_INPUT;
                }
            }
            ImportReport report = report(source);
            Loader loader = new Loader(ledger, report);
            source.read(loader);
            Tally tally = loader.finish();
            show(tally, report, ledger);
            return tally.isClean() ? ExitCode.DONE : ExitCode.DIFFERENCES;
        }
    }

    private Layout layout() {
        Openings openings = new Openings(asset, noOverdraft);
        return switch (layoutName) {
            case STATEMENT -> new StatementLayout(openings);
            case TRANSFERS -> new TransfersLayout(openings);
        };
    }

    private ImportReport report(Source source) {
        return new ImportReport(asset, err(), source::percent);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** A slip in the scale is found before it is posted a thousand times. */
    private void requireScale(Ledger ledger) {
        for (TrialBalance.Line line : ledger.trialBalance().lines()) {
            if (line.asset().code().equals(asset.code()) && line.asset().scale() != asset.scale()) {
                throw new ParameterException(
                        spec.commandLine(), "--asset " + asset + ": these books know it as " + line.asset());
            }
        }
    }

    private void show(Tally tally, ImportReport report, Ledger ledger) {
        String digest = ledger.fingerprints().content();
        report.endProgress();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, to -> {
                to.writeNumberProperty("rows", tally.rows());
                to.writeNumberProperty("posted", tally.posted());
                to.writeNumberProperty("already", tally.already());
                to.writeNumberProperty("rejected", tally.rejected());
                to.writeNumberProperty("differences", tally.differences());
                to.writeStringProperty("digest", digest);
            });
        } else {
            out.printf(Locale.ROOT, "rows         %,d%n", tally.rows());
            out.printf(Locale.ROOT, "posted       %,d%n", tally.posted());
            out.printf(Locale.ROOT, "already      %,d%n", tally.already());
            out.printf(Locale.ROOT, "rejected     %,d%n", tally.rejected());
            out.printf(Locale.ROOT, "differences  %,d%n", tally.differences());
            out.printf("digest       %s%n", digest);
        }
        report.details(json ? err() : out);
    }
}
