package dev.florin.ledger.internal.read;

import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.spi.Storage.Entries;
import java.util.function.BiFunction;

/** The sums of an account at past positions and effective times, each in at most logarithmic time. Any thread. */
final class PastSums {
    private final Storage.Reader storage;

    PastSums(Storage.Reader storage) {
        this.storage = storage;
    }

    /** What was posted up to a position. */
    Sums posted(int account, long position) {
        return after(Entries.POSTED, account, position, Sums::postedAfter);
    }

    /** What holds reserved at a position. */
    Sums pending(int account, long position) {
        return after(Entries.PENDING, account, position, Sums::pendingAfter);
    }

    /** As the last entry up to a position says. */
    private Sums after(Entries which, int account, long position, BiFunction<EffectCursor, Integer, Sums> sums) {
        long from = EntryLocator.of(position, Transfer.MAX_ENTRIES - 1);
        long[] last = storage.entries(which, account, from, false, 1);
        return last.length == 0
                ? Sums.ZERO
                : sums.apply(storage.read(EntryLocator.position(last[0])), EntryLocator.entry(last[0]));
    }

    /** Entries up to a position whose movements are effective when they were recorded. */
    Sums undated(int account, long position) {
        return position == 0
                ? Sums.ZERO
                : posted(account, position).minus(datedUntil(account, Long.MAX_VALUE, position));
    }

    /** Entries up to a position whose movements name an effective time, which is not after one. */
    Sums datedUntil(int account, long nanos, long position) {
        if (position == 0) {
            return Sums.ZERO;
        }
        long[] halves = storage.datedSums(account, nanos, position);
        return new Sums(new Amount(halves[1], halves[0]), new Amount(halves[3], halves[2]));
    }

    /** The same of those before a time. */
    Sums datedBefore(int account, long nanos, long position) {
        return nanos == Long.MIN_VALUE ? Sums.ZERO : datedUntil(account, nanos - 1, position);
    }
}
