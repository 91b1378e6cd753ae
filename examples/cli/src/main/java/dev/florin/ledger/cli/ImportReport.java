package dev.florin.ledger.cli;

import dev.florin.ledger.cli.load.Report;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Shows how far an import is, if somebody watches, and keeps what it has to tell at its end. */
final class ImportReport implements Report {
    /** Set by the script when the error output is a terminal. */
    private static final boolean WATCHED = Boolean.getBoolean("florin.progress");

    /** So many lines are told one by one; of more, a file of another layout say, only the number. */
    static final int MAX_DETAILS = 10_000;

    private record Rejected(long line, String why) {}

    private record Difference(long line, SignedAmount expected, SignedAmount found) {}

    private final Asset asset;
    private final PrintWriter err;
    private final IntSupplier percent;
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();
    private long untold;
    private boolean progressShown;

    ImportReport(Asset asset, PrintWriter err, IntSupplier percent) {
        this.asset = asset;
        this.err = err;
        this.percent = percent;
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

    /** Ends the line of progress, so that other lines can follow. */
    void endProgress() {
        if (progressShown) {
            err.print("\r" + " ".repeat(40) + "\r");
            err.flush();
            progressShown = false;
        }
    }

    /** Tells each line that was not posted, and each balance that does not agree. */
    void details(PrintWriter to) {
        if (!rejected.isEmpty()) {
            to.println();
            to.println("rejected:");
            Table table = new Table(to, "  ").right("line").left("reason");
            rejected.forEach(line -> table.row(Long.toString(line.line()), line.why()));
            table.flush();
        }
        if (!differences.isEmpty()) {
            to.println();
            to.println("balances that differ:");
            Table table = new Table(to, "  ").right("line").right("in the file").right("in the ledger");
            differences.forEach(line -> table.row(
                    Long.toString(line.line()),
                    line.expected().format(asset),
                    line.found().format(asset)));
            table.flush();
        }
        if (untold > 0) {
            to.printf(Locale.ROOT, "and %,d more%n", untold);
        }
        to.flush();
    }
}
