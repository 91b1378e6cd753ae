package dev.florin.ledger.internal.read;

import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.StatementQuery.Cursor;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.spi.Storage.Entries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement in the order of effective time, by what was recorded up to a position. A line's place is its effective time
 * and, among those of one time, its locator. Lines come from two streams that are in this order each: the entries that name
 * an effective time, by that, and those that do not, by their locators, since recorded times rise with them.
 *
 * <p>The sums before a place are told from sums that the storage has, so that a page costs no more when it is the last of
 * many, and a cursor need not carry them.
 */
final class EffectiveOrder {
    private final Storage.Reader storage;
    private final Times times;
    private final PastSums sums;
    private final PastCommands past;
    private final Reads.At at;
    private final long known;
    private final Place begin;
    private final Place end;

    /** Before the line with this effective time and locator, and behind all lines that come before it. */
    private record Place(long nanos, long locator) {
        boolean isBefore(Place other) {
            return nanos < other.nanos || (nanos == other.nanos && locator < other.locator);
        }
    }

    /** From an effective time up to another, that itself not included; by what was recorded up to a position. */
    EffectiveOrder(
            Storage.Reader storage, Times times, PastCommands past, Reads.At at, long known, long from, long to) {
        this.storage = storage;
        this.times = times;
        this.sums = new PastSums(storage);
        this.past = past;
        this.at = at;
        this.known = known;
        this.begin = new Place(from, 0);
        this.end = new Place(to, 0);
    }

    StatementPage page(StatementQuery query, boolean isFinal) {
        boolean ascending = query.order() == StatementQuery.Order.OLDEST_FIRST;
        Side normalSide = at.account().normalSide();
        Place start = start(query.after(), ascending);
        Sums balance = before(start);
        // One more than asked for tells whether another page follows.
        Merged merged = new Merged(start, ascending, query.limit() + 1);
        List<StatementLine> lines = new ArrayList<>();
        boolean more = merged.next();
        for (; more && lines.size() < query.limit(); more = merged.next()) {
            Sums moved = merged.moved();
            Sums after = ascending ? balance.plus(moved) : balance;
            lines.add(merged.line(after.signedBy(normalSide)));
            balance = ascending ? after : balance.minus(moved);
        }
        return new StatementPage(
                at.account().id(),
                lines,
                more ? StatementLines.cursor(lines, known) : null,
                new StatementPage.Balances(
                        before(begin).signedBy(normalSide), before(end).signedBy(normalSide), isFinal));
    }

    /** Where the page starts: to go up from, or down. */
    private Place start(@Nullable Cursor after, boolean ascending) {
        if (after == null) {
            return ascending ? begin : end;
        }
        EffectCursor effect = after.position() == 0 ? null : storage.read(after.position());
        if (effect == null || !StatementLines.isLine(effect, after.entry(), at.number())) {
            throw Statements.foreign(after, at);
        }
        Place line = new Place(effect.effectiveTimeNanos(), EntryLocator.of(after.position(), after.entry()));
        if (line.isBefore(begin) || !line.isBefore(end)) {
            throw Statements.foreign(after, at);
        }
        return ascending ? new Place(line.nanos, line.locator + 1) : line;
    }

    /** What the lines before a place have moved, from the first one ever. */
    private Sums before(Place place) {
        int account = at.number();
        long position = EntryLocator.position(place.locator);
        Sums found = sums.undated(account, EntryLocator.position(undatedFrom(place)) - 1)
                .plus(sums.datedBefore(account, place.nanos, known));
        if (position > 0) {
            // Of the same time, what was recorded earlier: in effects before, then in the same effect.
            found = found.plus(sums.datedUntil(account, place.nanos, position - 1)
                    .minus(sums.datedBefore(account, place.nanos, position - 1)));
        }
        if (EntryLocator.entry(place.locator) > 0) {
            EffectCursor effect = storage.read(position);
            for (int i = 0; i < EntryLocator.entry(place.locator); i++) {
                if (effect.entryAccount(i) == account) {
                    found = found.plus(Sums.of(effect, i));
                }
            }
        }
        return found;
    }

    /** The least locator that an undated line behind a place can have. */
    private long undatedFrom(Place place) {
        long last = times.lastAt(place.nanos, known);
        long behind = EntryLocator.of(last + 1, 0);
        boolean sameTime = last > 0 && times.nanosAt(last) == place.nanos;
        return sameTime ? Math.max(EntryLocator.of(last, 0), Math.min(place.locator, behind)) : behind;
    }

    /** Both streams in one order. */
    private final class Merged {
        private final boolean ascending;
        private final long[] undated;
        private final long[] dated;
        private int nextUndated;
        private int nextDated;

        /** A reader for each stream, so that neither makes the other read an effect again. */
        private final StatementLines undatedLines = lines();

        private final StatementLines datedLines = lines();
        private StatementLines lines = undatedLines;
        private long locator;

        Merged(Place start, boolean ascending, int limit) {
            this.ascending = ascending;
            this.undated = undated(start, limit);
            this.dated = dated(start, limit);
        }

        private StatementLines lines() {
            return new StatementLines(storage, past, at.account().normalSide());
        }

        private long[] undated(Place start, int limit) {
            long from = undatedFrom(start);
            return storage.entries(Entries.UNDATED, at.number(), ascending ? from : from - 1, ascending, limit);
        }

        private long[] dated(Place start, int limit) {
            if (ascending) {
                return storage.dated(at.number(), start.nanos, start.locator, known, true, limit);
            }
            return start.locator > 0
                    ? storage.dated(at.number(), start.nanos, start.locator - 1, known, false, limit)
                    : storage.dated(at.number(), start.nanos - 1, Long.MAX_VALUE, known, false, limit);
        }

        /** Moves to the next line; false if the period has no more. */
        boolean next() {
            Place one = nextUndated < undated.length ? undatedPlace() : null;
            Place other = nextDated < dated.length ? new Place(dated[nextDated], dated[nextDated + 1]) : null;
            if (one != null && (other == null || one.isBefore(other) == ascending)) {
                nextUndated++;
                return isAt(one, undatedLines);
            }
            nextDated += 2;
            return other != null && isAt(other, datedLines);
        }

        private boolean isAt(Place place, StatementLines reader) {
            locator = place.locator;
            lines = reader;
            return ascending ? place.isBefore(end) : !place.isBefore(begin);
        }

        /** Null if it was recorded too late to count. */
        private @Nullable Place undatedPlace() {
            long next = undated[nextUndated];
            return EntryLocator.position(next) > known
                    ? null
                    : new Place(undatedLines.effect(next).timeNanos(), next);
        }

        Sums moved() {
            return Sums.of(lines.effect(locator), EntryLocator.entry(locator));
        }

        StatementLine line(SignedAmount balanceAfter) {
            return lines.line(locator, balanceAfter);
        }
    }
}
