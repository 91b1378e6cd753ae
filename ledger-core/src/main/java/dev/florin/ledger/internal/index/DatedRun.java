package dev.florin.ledger.internal.index;

import java.util.List;

/**
 * Entries beside each other in {@link DatedEntries}, in the order of account, effective time and recording; each with the sums
 * of its account from the account's first entry in the run. Immutable.
 */
final class DatedRun {
    private static final int SUM_LONGS = 4;

    private final DatedEntries entries;
    private final int[] order;
    private final long[] sums;

    private DatedRun(DatedEntries entries, int[] order) {
        this.entries = entries;
        this.order = order;
        this.sums = sums(entries, order);
    }

    /** The run of some entries, which have no order yet. */
    static DatedRun ofUnsorted(DatedEntries entries, int first, int count) {
        return new DatedRun(entries, sorted(entries, first, first + count));
    }

    /** The run of all entries of runs of one size. */
    static DatedRun merged(DatedEntries entries, List<DatedRun> parts) {
        int size = parts.get(0).order.length;
        int[] order = new int[parts.size() * size];
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i).order, 0, order, i * size, size);
        }
        return new DatedRun(entries, sorted(entries, order, size));
    }

    /** The ordinals of some entries, in order. */
    static int[] sorted(DatedEntries entries, int from, int to) {
        int[] order = new int[to - from];
        for (int i = 0; i < order.length; i++) {
            order[i] = from + i;
        }
        return sorted(entries, order, 1);
    }

    /** Merge sort, from the bottom up, of what is in order in pieces of some length; keeps the order of what is equal. */
    private static int[] sorted(DatedEntries entries, int[] order, int inOrder) {
        int[] from = order;
        int[] to = new int[order.length];
        for (long width = inOrder; width < order.length; width *= 2) {
            for (long start = 0; start < order.length; start += 2 * width) {
                int middle = (int) Math.min(order.length, start + width);
                int end = (int) Math.min(order.length, start + 2 * width);
                merge(entries, from, (int) start, middle, end, to);
            }
            int[] sorted = to;
            to = from;
            from = sorted;
        }
        return from;
    }

    private static void merge(DatedEntries entries, int[] from, int start, int middle, int end, int[] to) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean takesRight = left == middle || (right < end && isAbove(entries, from[left], from[right]));
            to[at] = from[takesRight ? right++ : left++];
        }
    }

    private static boolean isAbove(DatedEntries entries, int one, int other) {
        int account = entries.account(one);
        int otherAccount = entries.account(other);
        return account > otherAccount
                || (account == otherAccount && entries.effectiveNanos(one) > entries.effectiveNanos(other));
    }

    private static long[] sums(DatedEntries entries, int[] order) {
        long[] sums = new long[SUM_LONGS * order.length];
        DatedSums running = new DatedSums();
        for (int i = 0; i < order.length; i++) {
            int entry = order[i];
            if (i > 0 && entries.account(entry) != entries.account(order[i - 1])) {
                running.clear();
            }
            running.add(entries.side(entry), entries.amountLow(entry), entries.amountHigh(entry));
            for (int j = 0; j < SUM_LONGS; j++) {
                sums[SUM_LONGS * i + j] = running.get(j);
            }
        }
        return sums;
    }

    void sum(int account, long untilNanos, DatedSums total) {
        int last = lowerBound(account, untilNanos, Long.MAX_VALUE) - 1;
        if (last >= 0 && entries.account(order[last]) == account) {
            int at = SUM_LONGS * last;
            total.add(sums[at], sums[at + 1], sums[at + 2], sums[at + 3]);
        }
    }

    /** How many entries are below a key. No entry has the greatest locator there is. */
    private int lowerBound(int account, long effectiveNanos, long locator) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBelow(order[middle], account, effectiveNanos, locator)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isBelow(int entry, int account, long effectiveNanos, long locator) {
        int other = entries.account(entry);
        if (other != account) {
            return other < account;
        }
        long otherEffective = entries.effectiveNanos(entry);
        return otherEffective < effectiveNanos
                || (otherEffective == effectiveNanos && entries.locator(entry) < locator);
    }

    /** Goes through the entries of an account from one on, itself included. */
    Walk walk(int account, long fromNanos, long from, boolean ascending) {
        if (ascending) {
            return new Walk(account, lowerBound(account, fromNanos, from), 1);
        }
        boolean all = from == Long.MAX_VALUE;
        return new Walk(account, lowerBound(account, fromNanos, all ? from : from + 1) - 1, -1);
    }

    /** A place among the entries of an account. Used by one thread. */
    final class Walk {
        private final int account;
        private final int step;
        private int at;

        private Walk(int account, int at, int step) {
            this.account = account;
            this.at = at;
            this.step = step;
        }

        boolean isAtEntry() {
            return at >= 0 && at < order.length && entries.account(order[at]) == account;
        }

        void step() {
            at += step;
        }

        long effectiveNanos() {
            return entries.effectiveNanos(order[at]);
        }

        long locator() {
            return entries.locator(order[at]);
        }
    }
}
