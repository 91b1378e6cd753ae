package dev.florin.ledger.cli.load;

import java.util.Objects;

/** Reads a file without a ledger, to find what is damaged before anything is posted. */
public final class Checker implements Layout.Sink {
    private final Report report;
    private Tally tally = Tally.NONE;
    private long sound;

    /**
     * Sets who is told.
     *
     * @param report takes the damaged lines
     */
    public Checker(Report report) {
        this.report = Objects.requireNonNull(report, "report");
    }

    @Override
    public void posting(Posting posting) {
        sound += posting.lines().size();
    }

    @Override
    public void damaged(long line, String why) {
        tally = tally.plusRejected(1);
        report.rejected(line, why);
    }

    /**
     * What was found: rows, and how many of them are damaged.
     *
     * @return the tally, in which nothing is posted
     */
    public Tally tally() {
        return new Tally(tally.rows() + sound, 0, 0, tally.rejected(), 0);
    }
}
