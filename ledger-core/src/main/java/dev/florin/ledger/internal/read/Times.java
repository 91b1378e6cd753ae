package dev.florin.ledger.internal.read;

import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Storage;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * From recorded times to positions. Times rise strictly with positions, so this is a binary search; it probes positions with
 * as few bits as it can, so that the probes of one search are those of others, too. What a probe finds never changes, and is
 * kept in a table of fixed size.
 *
 * <p>Any thread. Slots are read and written whole; who loses a race reads the storage once more.
 */
public final class Times {
    private static final Instant FIRST = LedgerClock.instantOf(Long.MIN_VALUE);
    private static final Instant LAST = LedgerClock.instantOf(Long.MAX_VALUE);
    private static final int SLOT_BITS = 12;

    private final Storage.Reader storage;
    private final AtomicReferenceArray<@Nullable Probe> probes = new AtomicReferenceArray<>(1 << SLOT_BITS);

    private record Probe(long position, long nanos) {}

    public Times(Storage.Reader storage) {
        this.storage = storage;
    }

    /** A moment as the ledger counts it: the first or the last one that it can count for those that it cannot. */
    static long nanos(Instant moment) {
        if (moment.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        return moment.isAfter(LAST) ? Long.MAX_VALUE : LedgerClock.nanosOf(moment);
    }

    /** When a position was recorded. */
    long nanosAt(long position) {
        int slot = (int) ((position * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - SLOT_BITS));
        Probe kept = probes.get(slot);
        if (kept != null && kept.position == position) {
            return kept.nanos;
        }
        long nanos = storage.read(position).timeNanos();
        probes.set(slot, new Probe(position, nanos));
        return nanos;
    }

    /** Of the positions up to one, the last that was recorded at a time or before; 0 if there is none. */
    long lastAt(long nanos, long last) {
        if (last == 0 || nanosAt(last) <= nanos) {
            return last;
        }
        long found = 0;
        for (long step = Long.highestOneBit(last); step > 0; step >>>= 1) {
            long probe = found + step;
            if (probe < last && nanosAt(probe) <= nanos) {
                found = probe;
            }
        }
        return found;
    }

    /** Of the positions up to one, the last that was recorded before a time; 0 if there is none. */
    long lastBefore(long nanos, long last) {
        return nanos == Long.MIN_VALUE ? 0 : lastAt(nanos - 1, last);
    }

    /** Of the positions up to one, the last that was known at a moment; all of them if it is null. */
    long lastKnown(@Nullable Instant moment, long last) {
        return moment == null ? last : lastAt(nanos(moment), last);
    }
}
