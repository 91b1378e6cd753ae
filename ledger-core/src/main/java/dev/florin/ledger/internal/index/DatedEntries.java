package dev.florin.ledger.internal.index;

import dev.florin.ledger.Side;
import dev.florin.ledger.spi.EntryLocator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Entries that name an effective time, kept so that they can be summed and put in order up to any effective time, as they
 * were known at any position, without looking at all of them.
 *
 * <p>Entries stand in a list in the order of recording. Each 1,024 beside each other make a {@linkplain DatedRun run}, which
 * has them in the order of account and effective time, with sums; each 16 runs of a level beside each other make one of the
 * next level, and stay. What was known at a position is a prefix of the list, and any prefix is made of at most 15 runs of
 * each level and less than 1,024 entries behind them (Bentley and Saxe's logarithmic method, with what it merges kept).
 *
 * <p>One thread adds, and makes the runs of the first level; any thread finds, and makes the others when it first needs them,
 * so that adding never waits for a large one.
 */
public final class DatedEntries {
    static final int BASE_BITS = 10;
    private static final int FAN_OUT_BITS = 4;
    private static final int MOST_LEVELS = 6;

    /** Of an entry in {@link #entries}: twice the account, plus 1 for a credit. */
    private static final int ACCOUNT_AND_SIDE = 0;

    private static final int EFFECTIVE = 1;
    private static final int LOCATOR = 2;
    private static final int AMOUNT_LOW = 3;
    private static final int AMOUNT_HIGH = 4;
    private static final int ENTRY_LONGS = 5;

    private final LongList entries = new LongList();
    private final ConcurrentMap<Long, DatedRun> runs = new ConcurrentHashMap<>();
    private final int levels;

    private DatedEntries(int levels) {
        this.levels = levels;
    }

    /** For as many entries as memory holds. */
    public static DatedEntries ofMany() {
        return new DatedEntries(MOST_LEVELS);
    }

    /** For less than a million entries, say: runs of the first level only, so that nobody who looks has to make any. */
    public static DatedEntries ofFew() {
        return new DatedEntries(1);
    }

    /** Adds an entry, whose locator is above all that were added. */
    public void add(int account, long effectiveNanos, long locator, Side side, long amountLow, long amountHigh) {
        entries.append(2L * account + (side == Side.CREDIT ? 1 : 0));
        entries.append(effectiveNanos);
        entries.append(locator);
        entries.append(amountLow);
        entries.append(amountHigh);
        int count = count();
        if ((count & (1 << BASE_BITS) - 1) == 0) {
            int index = (count >>> BASE_BITS) - 1;
            runs.put(key(0, index), DatedRun.ofUnsorted(this, index << BASE_BITS, 1 << BASE_BITS));
        }
    }

    /** How many entries there are. */
    public int count() {
        return Math.toIntExact(entries.size() / ENTRY_LONGS);
    }

    /** The account of an entry, by its ordinal in the order of recording. */
    public int account(int ordinal) {
        return (int) (entries.get((long) ENTRY_LONGS * ordinal + ACCOUNT_AND_SIDE) >> 1);
    }

    /** The side of an entry. */
    public Side side(int ordinal) {
        return (entries.get((long) ENTRY_LONGS * ordinal + ACCOUNT_AND_SIDE) & 1) == 0 ? Side.DEBIT : Side.CREDIT;
    }

    /** The effective time of an entry. */
    public long effectiveNanos(int ordinal) {
        return entries.get((long) ENTRY_LONGS * ordinal + EFFECTIVE);
    }

    /** The locator of an entry. */
    public long locator(int ordinal) {
        return entries.get((long) ENTRY_LONGS * ordinal + LOCATOR);
    }

    /** The lower half of the amount of an entry. */
    public long amountLow(int ordinal) {
        return entries.get((long) ENTRY_LONGS * ordinal + AMOUNT_LOW);
    }

    /** The upper half of the amount of an entry. */
    public long amountHigh(int ordinal) {
        return entries.get((long) ENTRY_LONGS * ordinal + AMOUNT_HIGH);
    }

    /** The ordinals of the entries from one on and before another, in the order of account, effective time and recording. */
    public int[] sorted(int from, int to) {
        return DatedRun.sorted(this, from, to);
    }

    /** Adds up the entries of an account that are effective up to a time and recorded up to a position. */
    public void sum(int account, long untilNanos, long position, DatedSums sums) {
        Prefix prefix = prefix(position);
        for (DatedRun run : prefix.runs) {
            run.sum(account, untilNanos, sums);
        }
        for (int ordinal = prefix.covered; ordinal < prefix.count; ordinal++) {
            if (account(ordinal) == account && effectiveNanos(ordinal) <= untilNanos) {
                sums.add(side(ordinal), amountLow(ordinal), amountHigh(ordinal));
            }
        }
    }

    /** Finds entries of an account as {@link dev.florin.ledger.spi.Storage.Reader#dated} promises. */
    public long[] find(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        Prefix prefix = prefix(position);
        List<DatedRun> all = new ArrayList<>(prefix.runs);
        all.add(DatedRun.ofUnsorted(this, prefix.covered, prefix.count - prefix.covered));
        Comparator<DatedRun.Walk> order =
                Comparator.comparingLong(DatedRun.Walk::effectiveNanos).thenComparingLong(DatedRun.Walk::locator);
        PriorityQueue<DatedRun.Walk> walks = new PriorityQueue<>(ascending ? order : order.reversed());
        for (DatedRun run : all) {
            DatedRun.Walk walk = run.walk(account, fromNanos, from, ascending);
            if (walk.isAtEntry()) {
                walks.add(walk);
            }
        }
        PairList found = new PairList(limit);
        for (DatedRun.Walk walk = walks.poll(); walk != null && found.wantsMore(); walk = walks.poll()) {
            found.add(walk.effectiveNanos(), walk.locator());
            walk.step();
            if (walk.isAtEntry()) {
                walks.add(walk);
            }
        }
        return found.toArray();
    }

    /** What was recorded up to a position: runs over the first {@code covered} entries, and those from there to the count. */
    private record Prefix(List<DatedRun> runs, int covered, int count) {}

    private Prefix prefix(long position) {
        int count = countUpTo(position);
        int covered = 0;
        List<DatedRun> covering = new ArrayList<>();
        for (int level = levels - 1; level >= 0; level--) {
            int bits = bits(level);
            while (count - covered >= 1 << bits) {
                DatedRun run = run(level, covered >>> bits);
                if (run == null) {
                    break; // the last one of the first level, which is being made
                }
                covering.add(run);
                covered += 1 << bits;
            }
        }
        return new Prefix(covering, covered, count);
    }

    private int countUpTo(long position) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (EntryLocator.position(locator(middle)) <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private @Nullable DatedRun run(int level, int index) {
        DatedRun known = runs.get(key(level, index));
        if (known != null || level == 0) {
            return known;
        }
        List<DatedRun> parts = new ArrayList<>();
        for (int i = 0; i < 1 << FAN_OUT_BITS; i++) {
            DatedRun part = run(level - 1, (index << FAN_OUT_BITS) + i);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        DatedRun merged = DatedRun.merged(this, parts);
        DatedRun other = runs.putIfAbsent(key(level, index), merged);
        return other == null ? merged : other;
    }

    private static int bits(int level) {
        return BASE_BITS + level * FAN_OUT_BITS;
    }

    private static long key(int level, int index) {
        return (long) level << Integer.SIZE | index;
    }
}
