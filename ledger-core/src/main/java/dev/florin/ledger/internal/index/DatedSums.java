package dev.florin.ledger.internal.index;

import dev.florin.ledger.Side;

/** Sums of debits and of credits, 128 bits each. Sums of one account never wrap, since its own sums do not. One thread. */
public final class DatedSums {
    private long debitsLow;
    private long debitsHigh;
    private long creditsLow;
    private long creditsHigh;

    /** Adds one amount. */
    public void add(Side side, long low, long high) {
        if (side == Side.DEBIT) {
            add(low, high, 0, 0);
        } else {
            add(0, 0, low, high);
        }
    }

    /** Adds a sum of debits and a sum of credits. */
    public void add(long moreDebitsLow, long moreDebitsHigh, long moreCreditsLow, long moreCreditsHigh) {
        debitsLow += moreDebitsLow;
        debitsHigh += moreDebitsHigh + carry(debitsLow, moreDebitsLow);
        creditsLow += moreCreditsLow;
        creditsHigh += moreCreditsHigh + carry(creditsLow, moreCreditsLow);
    }

    /** 1 if a sum of lower halves came out below what was added to it. */
    private static long carry(long sum, long added) {
        return Long.compareUnsigned(sum, added) < 0 ? 1 : 0;
    }

    /** Makes all sums zero. */
    public void clear() {
        debitsLow = 0;
        debitsHigh = 0;
        creditsLow = 0;
        creditsHigh = 0;
    }

    public long debitsLow() {
        return debitsLow;
    }

    public long debitsHigh() {
        return debitsHigh;
    }

    public long creditsLow() {
        return creditsLow;
    }

    public long creditsHigh() {
        return creditsHigh;
    }

    /** Lower and upper half of the debits, then of the credits. */
    public long[] toArray() {
        return new long[] {debitsLow, debitsHigh, creditsLow, creditsHigh};
    }
}
