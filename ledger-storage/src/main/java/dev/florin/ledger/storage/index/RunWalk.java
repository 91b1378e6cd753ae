package dev.florin.ledger.storage.index;

import dev.florin.ledger.internal.index.PairList;
import dev.florin.ledger.spi.EntryLocator;
import java.io.IOException;

/** A walk through the records of an account in a group of a run of {@link Kind#SUMS}, of which it reads a block at a time. */
final class RunWalk extends DatedWalk {
    private final Run run;
    private final long groupAndAccount;
    private final long position;
    private final boolean ascending;
    private final BlockReader reader;

    /** The next record to look at; outside of the run at the end. */
    private long next;

    /** Begins with an effective time and a locator; passes over what is behind a position. */
    RunWalk(
            Run run,
            long groupAndAccount,
            long fromNanos,
            long from,
            long position,
            boolean ascending,
            BlockReader reader)
            throws IOException {
        this.run = run;
        this.groupAndAccount = groupAndAccount;
        this.position = position;
        this.ascending = ascending;
        this.reader = reader;
        if (groupAndAccount < run.least() || groupAndAccount > run.greatest()) {
            next = -1;
        } else if (ascending) {
            next = run.lowerBound(groupAndAccount, fromNanos, from, reader);
        } else {
            // No entry has the greatest locator there is.
            next = run.lowerBound(groupAndAccount, fromNanos, Math.max(from, from + 1), reader) - 1;
        }
    }

    @Override
    long[] more() throws IOException {
        int perBlock = Kind.SUMS.recordsPerBlock();
        long records = run.facts().records();
        while (next >= 0 && next < records) {
            long block = next / perBlock;
            PairList found = new PairList(perBlock);
            while (next >= 0 && next < records && next / perBlock == block) {
                if (run.get(next, 0, reader) != groupAndAccount) {
                    next = -1;
                } else {
                    long locator = run.get(next, 2, reader);
                    if (EntryLocator.position(locator) <= position) {
                        found.add(run.get(next, 1, reader), locator);
                    }
                    next += ascending ? 1 : -1;
                }
            }
            if (!found.isEmpty()) {
                return found.toArray();
            }
        }
        return new long[0];
    }
}
