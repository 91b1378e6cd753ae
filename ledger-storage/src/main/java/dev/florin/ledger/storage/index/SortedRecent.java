package dev.florin.ledger.storage.index;

/** The records of one kind of what was added in memory, in order. */
@SuppressWarnings("ArrayRecordComponent")
final class SortedRecent implements Records {
    private final long[] first;
    private final long[] second;
    private final int[] order;

    /** The third long of the record that was added first, from where it rises; 0 if records have two. */
    private final long third;

    private int at = -1;

    private SortedRecent(long[] first, long[] second, long third) {
        this.first = first;
        this.second = second;
        this.order = Order.of(first, second);
        this.third = third;
    }

    static SortedRecent ids(RecentIds ids, long firstPosition) {
        long[] high = new long[ids.count()];
        long[] low = new long[high.length];
        for (int i = 0; i < high.length; i++) {
            high[i] = ids.high(i);
            low[i] = ids.low(i);
        }
        return new SortedRecent(high, low, firstPosition);
    }

    static SortedRecent chains(Chains chains) {
        long[] keys = new long[chains.count()];
        long[] numbers = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = chains.key(i);
            numbers[i] = chains.number(i);
        }
        return new SortedRecent(keys, numbers, 0);
    }

    @Override
    public boolean next() {
        return ++at < order.length;
    }

    @Override
    public long get(int index) {
        return switch (index) {
            case 0 -> first[order[at]];
            case 1 -> second[order[at]];
            default -> third + order[at];
        };
    }
}
