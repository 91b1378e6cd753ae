package dev.florin.ledger.cli;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.cli.load.Report;
import dev.florin.ledger.cli.load.Tally;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Shows how far an import is, if somebody watches, and keeps what it has to tell at its end. */
final class ImportReport implements Report {
    /** Set by the script when the error output is a terminal. */
    private static final boolean WATCHED = Boolean.getBoolean("florin.progress");

    /** So many lines are told one by one; of more, a file of another layout say, only the number. */
    static final int MAX_DETAILS = 10_000;

    private record Rejected(long line, String why) {}

    private record Difference(long line, SignedAmount expected, SignedAmount found) {}

    private final @Nullable Asset asset;
    private final PrintWriter err;
    private final IntSupplier percent;
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();
    private long untold;
    private boolean progressShown;

    ImportReport(@Nullable Asset asset, PrintWriter err, IntSupplier percent) {
        this.asset = asset;
        this.err = err;
        this.percent = percent;
    }

    /** Of books that were exported, whose balances are checked before anything is posted. */
    static ImportReport ofBooks(PrintWriter err) {
        return new ImportReport(null, err, () -> 100);
    }

    @Override
    public void rejected(long line, String why) {
        if (rejected.size() < MAX_DETAILS) {
            rejected.add(new Rejected(line, why));
        } else {
            untold++;
        }
    }

    @Override
    public void difference(long line, SignedAmount expected, SignedAmount found) {
        if (differences.size() < MAX_DETAILS) {
            differences.add(new Difference(line, expected, found));
        } else {
            untold++;
        }
    }

    @Override
    public void progress(long rows) {
        if (WATCHED) {
            err.printf(Locale.ROOT, "\r%,d rows, %d %% of the file ", rows, percent.getAsInt());
            err.flush();
            progressShown = true;
        }
    }

    /** Shows what became of a file, and the books as they are now. */
    void show(Tally tally, Ledger ledger, boolean json, CommandLine command) {
        String digest = ledger.fingerprints().content();
        endProgress();
        PrintWriter out = command.getOut();
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
        details(json ? command.getErr() : out);
    }

    /** Ends the line of progress, so that other lines can follow. */
    private void endProgress() {
        if (progressShown) {
            err.print("\r" + " ".repeat(40) + "\r");
            err.flush();
            progressShown = false;
        }
    }

    /** Tells each line that was not posted, and each balance that does not agree. */
    private void details(PrintWriter to) {
        if (!rejected.isEmpty()) {
            to.println();
            to.println("rejected:");
            Table table = new Table(to, "  ").right("line").left("reason");
            rejected.forEach(line -> table.row(Long.toString(line.line()), line.why()));
            table.flush();
        }
        Asset unit = asset;
        if (!differences.isEmpty() && unit != null) {
            to.println();
            to.println("balances that differ:");
            Table table = new Table(to, "  ").right("line").right("in the file").right("in the ledger");
            differences.forEach(line -> table.row(
                    Long.toString(line.line()),
                    line.expected().format(unit),
                    line.found().format(unit)));
            table.flush();
        }
        if (untold > 0) {
            to.printf(Locale.ROOT, "and %,d more%n", untold);
        }
        to.flush();
    }
}
