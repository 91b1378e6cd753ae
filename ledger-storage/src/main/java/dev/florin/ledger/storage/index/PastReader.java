package dev.florin.ledger.storage.index;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.util.Arrays;

/**
 * Finds what was before a moment of the past: during a replay the index may know more than was replayed yet. One
 * thread replays and sets the end; what it replays is taken in by that thread or by one that lags behind it and takes only
 * notice of what it has taken in.
 */
public final class PastReader implements Storage.Reader {
    private static final int LAST_ENTRY = 4095;

    private final Storage.Reader all;
    private volatile long last;

    public PastReader(Storage.Reader all) {
        this.all = all;
    }

    /** From now on, finds what was up to a position. */
    public void endAt(long position) {
        last = position;
    }

    @Override
    public void find(long[] ids, int count, long[] positions) {
        all.find(ids, count, positions);
        for (int i = 0; i < count; i++) {
            positions[i] = positions[i] > last ? NOT_FOUND : positions[i];
        }
    }

    @Override
    public EffectCursor read(long position) {
        return all.read(position);
    }

    @Override
    public EffectBatch batch(long position) {
        return all.batch(position);
    }

    @Override
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        long end = EntryLocator.of(last, LAST_ENTRY);
        if (!ascending) {
            return all.entries(which, account, Math.min(from, end), false, limit);
        }
        return upTo(end, all.entries(which, account, from, true, limit));
    }

    @Override
    public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        return all.dated(account, fromNanos, from, Math.min(position, last), ascending, limit);
    }

    @Override
    public long[] datedSums(int account, long untilNanos, long position) {
        return all.datedSums(account, untilNanos, Math.min(position, last));
    }

    @Override
    public long[] labelled(Label label, long from, boolean ascending, int limit) {
        if (!ascending) {
            return all.labelled(label, Math.min(from, last), false, limit);
        }
        return upTo(last, all.labelled(label, from, true, limit));
    }

    @Override
    public long[] references(long origin, long after, int limit) {
        return upTo(last, all.references(origin, after, limit));
    }

    private static long[] upTo(long greatest, long[] rising) {
        int count = rising.length;
        while (count > 0 && rising[count - 1] > greatest) {
            count--;
        }
        return Arrays.copyOf(rising, count);
    }
}
