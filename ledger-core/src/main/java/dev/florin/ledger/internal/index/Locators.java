package dev.florin.ledger.internal.index;

/** Locators, or positions, in the order they were asked for. */
public final class Locators {
    private Locators() {}

    /** Those of two that have none in common, as many as are wanted. */
    public static long[] merged(long[] one, long[] other, boolean ascending, int limit) {
        if (one.length == 0 || other.length == 0) {
            return one.length == 0 ? other : one;
        }
        long[] merged = new long[(int) Math.min(limit, (long) one.length + other.length)];
        int left = 0;
        int right = 0;
        for (int i = 0; i < merged.length; i++) {
            boolean takesOther = left == one.length
                    || (right < other.length && (ascending ? other[right] < one[left] : other[right] > one[left]));
            merged[i] = takesOther ? other[right++] : one[left++];
        }
        return merged;
    }
}
