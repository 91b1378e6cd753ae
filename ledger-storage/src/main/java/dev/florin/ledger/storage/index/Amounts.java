package dev.florin.ledger.storage.index;

import java.io.IOException;

/** Records of {@link Kind#SUMS} with the amount of each entry in the place of the sums up to it. */
final class Amounts implements Records {
    static final int SUMS = 3;
    private static final int HALVES = 4;

    private final Records sums;
    private final long[] before = new long[HALVES];
    private final long[] amounts = new long[HALVES];
    private long group = -1;

    Amounts(Records sums) {
        this.sums = sums;
    }

    @Override
    public boolean next() throws IOException {
        if (!sums.next()) {
            return false;
        }
        boolean goesOn = sums.get(0) == group;
        group = sums.get(0);
        for (int low = 0; low < HALVES; low += 2) {
            long sumLow = sums.get(SUMS + low);
            long sumHigh = sums.get(SUMS + low + 1);
            long borrow = goesOn && Long.compareUnsigned(sumLow, before[low]) < 0 ? 1 : 0;
            amounts[low] = goesOn ? sumLow - before[low] : sumLow;
            amounts[low + 1] = goesOn ? sumHigh - before[low + 1] - borrow : sumHigh;
            before[low] = sumLow;
            before[low + 1] = sumHigh;
        }
        return true;
    }

    @Override
    public long get(int index) {
        return index < SUMS ? sums.get(index) : amounts[index - SUMS];
    }
}
