package dev.florin.ledger.internal.read;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Moment;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.StatementQuery.Cursor;
import dev.florin.ledger.StatementQuery.Period;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.spi.Storage.Entries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of an account's entries, read from the storage on the caller's thread. */
public final class Statements {
    private final Reads reads;
    private final Storage.Session storage;
    private final PastCommands past;
    private final Times times;
    private final PastSums sums;

    public Statements(Reads reads, Storage.Session storage, PastCommands past, Times times) {
        this.reads = reads;
        this.storage = storage;
        this.past = past;
        this.times = times;
        this.sums = new PastSums(storage);
    }

    public StatementPage page(AccountId account, StatementQuery query) {
        Reads.At at = reads.at(account);
        Period period = query.period();
        if (period == null) {
            return page(at, query, 0, at.position(), -1, null);
        }
        long known = known(at, query, period);
        long from = Times.nanos(period.range().from());
        long to = Times.nanos(period.range().to());
        if (period.clock() == Moment.Clock.EFFECTIVE) {
            boolean isFinal = isFinal(at, known, knownNanos(period));
            return new EffectiveOrder(storage, times, past, at, known, from, to).page(query, isFinal);
        }
        long before = times.lastBefore(from, known);
        long last = times.lastBefore(to, known);
        StatementPage.Balances balances = new StatementPage.Balances(
                sums.posted(at.number(), before).signedBy(at.account().normalSide()),
                sums.posted(at.number(), last).signedBy(at.account().normalSide()),
                isFinal(at, known, Math.min(Math.max(to, Long.MIN_VALUE + 1) - 1, knownNanos(period))));
        return page(at, query, before, last, known, balances);
    }

    /** The last position that counts: that of the page before, if there was one. */
    private long known(Reads.At at, StatementQuery query, Period period) {
        Cursor after = query.after();
        long now = times.lastKnown(period.knownOn(), at.position());
        if (after == null) {
            return now;
        }
        if (after.known() > now) {
            throw foreign(after, at);
        }
        return after.known();
    }

    private static long knownNanos(Period period) {
        return period.knownOn() == null ? Long.MAX_VALUE : Times.nanos(period.knownOn());
    }

    /** Whether the statement has all that was recorded up to a time, and what comes now is recorded after that. */
    private boolean isFinal(Reads.At at, long known, long nanos) {
        return times.nanosAt(at.position()) >= nanos && times.lastAt(nanos, at.position()) <= known;
    }

    static IllegalArgumentException foreign(Cursor cursor, Reads.At at) {
        return new IllegalArgumentException(
                "the cursor " + cursor + " did not come from a page of this statement of account "
                        + at.account().id());
    }

    /** In the order of recording, behind one position and up to another. */
    private StatementPage page(
            Reads.At at,
            StatementQuery query,
            long before,
            long last,
            long known,
            StatementPage.@Nullable Balances balances) {
        boolean ascending = query.order() == StatementQuery.Order.OLDEST_FIRST;
        Cursor after = query.after();
        if (after != null && balances != null) {
            requireLine(at, after, before, last);
        }
        long start = after != null
                ? EntryLocator.of(after.position(), after.entry()) + (ascending ? 1 : -1)
                : ascending ? EntryLocator.of(before + 1, 0) : EntryLocator.of(last, Transfer.MAX_ENTRIES - 1);
        // One more than asked for tells whether another page follows.
        long[] locators = storage.entries(Entries.POSTED, at.number(), start, ascending, query.limit() + 1);
        StatementLines reader = new StatementLines(storage, past, at.account().normalSide());
        List<StatementLine> lines = new ArrayList<>(Math.min(locators.length, query.limit()));
        Cursor next = null;
        for (long locator : locators) {
            long position = EntryLocator.position(locator);
            if (position > last || position <= before) {
                break; // outside the period, or durable, but not yet published
            }
            if (lines.size() == query.limit()) {
                next = StatementLines.cursor(lines, known);
                break;
            }
            lines.add(reader.recorded(locator));
        }
        return new StatementPage(at.account().id(), lines, next, balances);
    }

    private void requireLine(Reads.At at, Cursor after, long before, long last) {
        if (after.position() <= before
                || after.position() > last
                || !StatementLines.isLine(storage.read(after.position()), after.entry(), at.number())) {
            throw foreign(after, at);
        }
    }
}
