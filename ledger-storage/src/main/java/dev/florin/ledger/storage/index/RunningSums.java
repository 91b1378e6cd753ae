package dev.florin.ledger.storage.index;

import dev.florin.ledger.internal.index.DatedSums;
import java.io.IOException;

/** Records of {@link Kind#SUMS}, made of records that have the amount of each entry. */
final class RunningSums implements Records {
    private final Records amounts;
    private final DatedSums sums = new DatedSums();
    private long group = -1;

    RunningSums(Records amounts) {
        this.amounts = amounts;
    }

    @Override
    public boolean next() throws IOException {
        if (!amounts.next()) {
            return false;
        }
        if (amounts.get(0) != group) {
            group = amounts.get(0);
            sums.clear();
        }
        sums.add(amounts.get(3), amounts.get(4), amounts.get(5), amounts.get(6));
        return true;
    }

    @Override
    public long get(int index) {
        return index < Amounts.SUMS ? amounts.get(index) : sums.get(index - Amounts.SUMS);
    }
}
