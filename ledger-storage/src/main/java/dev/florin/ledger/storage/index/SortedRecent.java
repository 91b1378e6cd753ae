package dev.florin.ledger.storage.index;

/** The records of one kind of what was added in memory, in order. */
@SuppressWarnings("ArrayRecordComponent")
final class SortedRecent implements Records {
    /** The first two longs of each record. */
    private final long[] pairs;

    private final int[] order;

    /** The third long of the record that was added first, from where it rises; 0 if records have two. */
    private final long third;

    private int at = -1;

    private SortedRecent(long[] pairs, long third) {
        this.pairs = pairs;
        this.order = Order.of(pairs);
        this.third = third;
    }

    static SortedRecent ids(RecentIds ids, long firstPosition) {
        long[] pairs = new long[2 * ids.count()];
        for (int i = 0; i < ids.count(); i++) {
            pairs[2 * i] = ids.high(i);
            pairs[2 * i + 1] = ids.low(i);
        }
        return new SortedRecent(pairs, firstPosition);
    }

    static SortedRecent chains(Chains chains) {
        long[] pairs = new long[2 * chains.count()];
        for (int i = 0; i < chains.count(); i++) {
            pairs[2 * i] = chains.key(i);
            pairs[2 * i + 1] = chains.number(i);
        }
        return new SortedRecent(pairs, 0);
    }

    @Override
    public boolean next() {
        return ++at < order.length;
    }

    @Override
    public long get(int index) {
        return switch (index) {
            case 0 -> pairs[2 * order[at]];
            case 1 -> pairs[2 * order[at] + 1];
            default -> third + order[at];
        };
    }
}
