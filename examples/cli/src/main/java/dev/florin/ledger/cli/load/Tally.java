package dev.florin.ledger.cli.load;

/**
 * What became of the rows of a file: each is posted, already there, or rejected.
 *
 * @param rows all of them
 * @param posted rows whose transfer was posted now
 * @param already rows whose transfer had been posted before
 * @param rejected rows that were damaged, or whose transfer the ledger rejected
 * @param differences rows after which the ledger has another balance than the file
 */
public record Tally(long rows, long posted, long already, long rejected, long differences) {
    /** No rows. */
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    Tally plusPosted(long more) {
        return new Tally(rows + more, posted + more, already, rejected, differences);
    }

    Tally plusAlready(long more) {
        return new Tally(rows + more, posted, already + more, rejected, differences);
    }

    Tally plusRejected(long more) {
        return new Tally(rows + more, posted, already, rejected + more, differences);
    }

    Tally plusDifference() {
        return new Tally(rows, posted, already, rejected, differences + 1);
    }

    /**
     * Whether every row is in the books and every balance agrees.
     *
     * @return false if a row was rejected or a balance differs
     */
    public boolean isClean() {
        return rejected == 0 && differences == 0;
    }
}
