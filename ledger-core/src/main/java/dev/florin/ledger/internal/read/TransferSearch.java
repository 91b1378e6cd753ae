package dev.florin.ledger.internal.read;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Details;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.TimeRange;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.TransferPage;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.TransferQuery.Cursor;
import dev.florin.ledger.TransferQuery.Filter;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.spi.Storage.Entries;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds movements by what they are. The account and each label give a stream of positions in the order asked for; a position
 * that all streams have is found by leaps: each stream in turn says which position it has next that is not before the
 * furthest one so far (leapfrog join, Veldhuizen 2014). What is found is then read and judged, since labels are found by
 * their hashes, and some filters have no stream. On the caller's thread.
 */
public final class TransferSearch {
    /** What a page may cost: leaps, effects read, and links followed. */
    static final int MOST_STEPS = 10_000;

    private final Reads reads;
    private final Storage.Reader storage;
    private final Movements movements;
    private final Times times;

    public TransferSearch(Reads reads, Storage.Reader storage, Movements movements, Times times) {
        this.reads = reads;
        this.storage = storage;
        this.movements = movements;
        this.times = times;
    }

    public TransferPage page(TransferQuery query) {
        AccountId account = query.filter().account();
        Reads.At at = account == null ? null : reads.at(account);
        return new Page(query, at == null ? reads.position() : at.position(), at == null ? -1 : at.number()).find();
    }

    /** The work for one page. */
    private final class Page {
        private final TransferQuery query;
        private final Filter filter;
        private final int account;

        /** The last position that is published. */
        private final long published;

        private final boolean ascending;
        private final long first;
        private final long last;
        private final List<PositionStream> streams;
        private final List<RecordedTransfer> found = new ArrayList<>();
        private int steps;

        Page(TransferQuery query, long published, int account) {
            this.query = query;
            this.filter = query.filter();
            this.account = account;
            this.published = published;
            this.ascending = query.order() == StatementQuery.Order.OLDEST_FIRST;
            TimeRange recorded = filter.recorded();
            first = recorded == null ? 1 : 1 + times.lastBefore(Times.nanos(recorded.from()), published);
            last = recorded == null ? published : times.lastBefore(Times.nanos(recorded.to()), published);
            streams = streams();
        }

        private List<PositionStream> streams() {
            List<PositionStream> all = new ArrayList<>();
            if (account >= 0) {
                all.add(new PositionStream(this::entries, ascending));
            }
            for (Label label : labels(filter)) {
                all.add(new PositionStream(
                        (from, limit) -> storage.labelled(label, from, ascending, limit), ascending));
            }
            return all;
        }

        /** The positions of entries of the account. */
        private long[] entries(long from, int limit) {
            long locator = EntryLocator.of(from, ascending ? 0 : Transfer.MAX_ENTRIES - 1);
            long[] positions = storage.entries(Entries.POSTED, account, locator, ascending, limit);
            for (int i = 0; i < positions.length; i++) {
                positions[i] = EntryLocator.position(positions[i]);
            }
            return positions;
        }

        TransferPage find() {
            long position = start();
            while (first <= position && position <= last) {
                if (steps >= MOST_STEPS) {
                    return before(position);
                }
                long leapt = leap(position);
                if (leapt == PositionStream.END) {
                    break;
                }
                if (leapt != position) {
                    position = leapt;
                    continue;
                }
                EffectCursor effect = storage.read(position);
                steps++;
                if (matches(effect)) {
                    if (found.size() == query.limit()) {
                        return before(position);
                    }
                    add(effect);
                }
                position = ascending ? position + 1 : position - 1;
            }
            return new TransferPage(found, null);
        }

        private long start() {
            Cursor after = query.after();
            if (after == null) {
                return ascending ? first : last;
            }
            if (after.position() > published) {
                throw new IllegalArgumentException("the cursor " + after + " did not come from a page of these books,"
                        + " which end with position " + published);
            }
            return ascending ? Math.max(first, after.position() + 1) : Math.min(last, after.position() - 1);
        }

        /** The same position if all streams have it, else a further one, before which there is none that all have. */
        private long leap(long position) {
            long furthest = position;
            for (PositionStream stream : streams) {
                steps++;
                furthest = stream.seek(furthest);
                if (furthest == PositionStream.END) {
                    break;
                }
            }
            return furthest;
        }

        /** The page ends before a position, and the next one begins with it. */
        private TransferPage before(long position) {
            return new TransferPage(found, new Cursor(ascending ? position - 1 : position + 1));
        }

        private void add(EffectCursor effect) {
            RecordedTransfer transfer = movements.recorded(effect, published);
            found.add(transfer);
            steps += transfer.links().refunds().size();
        }

        private boolean matches(EffectCursor effect) {
            if (!Movements.moved(effect)) {
                return false;
            }
            TimeRange effective = filter.effective();
            if (effective != null) {
                long nanos = effect.effectiveTimeNanos();
                if (nanos < Times.nanos(effective.from()) || nanos >= Times.nanos(effective.to())) {
                    return false;
                }
            }
            Details details = EffectCodec.sections(effect).details();
            return (filter.reference() == null || filter.reference().equals(details.reference()))
                    && (filter.code() == null || filter.code() == details.code())
                    && details.metadata().keySet().containsAll(filter.keys())
                    && details.metadata()
                            .entrySet()
                            .containsAll(filter.metadata().entrySet());
        }
    }

    private static List<Label> labels(Filter filter) {
        List<Label> labels = new ArrayList<>();
        if (filter.reference() != null) {
            labels.add(new Label.Reference(filter.reference()));
        }
        if (filter.code() != null) {
            labels.add(new Label.Code(filter.code()));
        }
        filter.keys().forEach(key -> labels.add(new Label.Key(key)));
        filter.metadata().forEach((key, value) -> labels.add(new Label.Pair(key, value)));
        return labels;
    }
}
