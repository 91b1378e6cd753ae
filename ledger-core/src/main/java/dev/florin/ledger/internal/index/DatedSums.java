package dev.florin.ledger.internal.index;

import dev.florin.ledger.Side;
import java.util.Arrays;

/** Sums of debits and of credits, 128 bits each. Sums of one account never wrap, since its own sums do not. One thread. */
public final class DatedSums {
    private static final int DEBITS = 0;
    private static final int CREDITS = 2;

    /** Lower and upper half of the debits, then of the credits. */
    private final long[] sums = new long[4];

    /** Adds one amount. */
    public void add(Side side, long low, long high) {
        add(side == Side.DEBIT ? DEBITS : CREDITS, low, high);
    }

    /** Adds a sum of debits and a sum of credits. */
    public void add(long debitsLow, long debitsHigh, long creditsLow, long creditsHigh) {
        add(DEBITS, debitsLow, debitsHigh);
        add(CREDITS, creditsLow, creditsHigh);
    }

    private void add(int at, long low, long high) {
        sums[at] += low;
        sums[at + 1] += high + (Long.compareUnsigned(sums[at], low) < 0 ? 1 : 0);
    }

    /** Makes all sums zero. */
    public void clear() {
        Arrays.fill(sums, 0);
    }

    /** One of four: lower and upper half of the debits, then of the credits. */
    public long get(int index) {
        return sums[index];
    }

    /** All four. */
    public long[] toArray() {
        return sums.clone();
    }
}
