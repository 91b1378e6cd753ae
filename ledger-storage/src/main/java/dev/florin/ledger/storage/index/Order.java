package dev.florin.ledger.storage.index;

import java.util.Arrays;

/** Puts keys of two longs each in order. */
final class Order {
    private Order() {}

    private static final int DIGIT_BITS = 11;

    /** Below this, sorting by digits takes longer than comparing. */
    private static final int FEW = 1 << 12;

    /**
     * The indexes of keys, given as pairs of longs, in rising order of the keys, as signed numbers. As much of the first long
     * as fits is packed into one long with the index and sorted with others of its kind; what is equal so far, which is little
     * unless somebody chose it so, is merged by comparing whole keys.
     */
    static int[] of(long[] pairs) {
        int count = pairs.length / 2;
        int[] order = new int[count];
        if (count == 0) {
            return order;
        }
        long[] packed = sorted(packed(pairs), indexBits(count));
        int indexBits = indexBits(count);
        for (int i = 0; i < count; i++) {
            order[i] = (int) (packed[i] & (1L << indexBits) - 1);
        }
        int start = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || packed[i] >>> indexBits != packed[start] >>> indexBits) {
                if (i - start > 1) {
                    new Merging(pairs, order).sort(start, i);
                }
                start = i;
            }
        }
        return order;
    }

    private static long[] packed(long[] pairs) {
        int count = pairs.length / 2;
        long least = pairs[0];
        long greatest = pairs[0];
        for (int i = 0; i < count; i++) {
            least = Math.min(least, pairs[2 * i]);
            greatest = Math.max(greatest, pairs[2 * i]);
        }
        int indexBits = indexBits(count);
        int keyBits = Long.SIZE - Long.numberOfLeadingZeros(greatest - least);
        int shift = Math.max(0, keyBits + indexBits - (Long.SIZE - 1));
        long[] packed = new long[count];
        for (int i = 0; i < count; i++) {
            packed[i] = (pairs[2 * i] - least) >>> shift << indexBits | i;
        }
        return packed;
    }

    /**
     * Sorts numbers above 0 whose lower bits rise already: by digits from the least one above those bits on, each pass keeping
     * the order of the one before (radix sort; Knuth, The Art of Computer Programming, volume 3, 5.2.5).
     */
    private static long[] sorted(long[] numbers, int lowerBits) {
        if (numbers.length < FEW) {
            Arrays.sort(numbers);
            return numbers;
        }
        long all = 0;
        for (long number : numbers) {
            all |= number;
        }
        long[] from = numbers;
        long[] to = new long[numbers.length];
        for (int shift = lowerBits; shift < Long.SIZE && all >>> shift != 0; shift += DIGIT_BITS) {
            distribute(from, to, shift);
            long[] swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    private static void distribute(long[] from, long[] to, int shift) {
        int[] next = new int[(1 << DIGIT_BITS) + 1];
        for (long number : from) {
            next[digit(number, shift) + 1]++;
        }
        for (int digit = 0; digit < 1 << DIGIT_BITS; digit++) {
            next[digit + 1] += next[digit];
        }
        for (long number : from) {
            to[next[digit(number, shift)]++] = number;
        }
    }

    private static int digit(long number, int shift) {
        return (int) (number >>> shift) & (1 << DIGIT_BITS) - 1;
    }

    private static int indexBits(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(count);
    }

    /** Merge sort of indexes; what is in order already costs a comparison each. */
    private static final class Merging {
        private final long[] pairs;
        private final int[] order;

        Merging(long[] pairs, int[] order) {
            this.pairs = pairs;
            this.order = order;
        }

        void sort(int from, int to) {
            if (!isSorted(from, to)) {
                int middle = (from + to) >>> 1;
                sort(from, middle);
                sort(middle, to);
                merge(from, middle, to);
            }
        }

        private boolean isSorted(int from, int to) {
            for (int i = from + 1; i < to; i++) {
                if (isAbove(order[i - 1], order[i])) {
                    return false;
                }
            }
            return true;
        }

        private void merge(int from, int middle, int to) {
            int[] left = Arrays.copyOfRange(order, from, middle);
            int l = 0;
            int r = middle;
            for (int at = from; l < left.length; at++) {
                order[at] = r < to && isAbove(left[l], order[r]) ? order[r++] : left[l++];
            }
        }

        private boolean isAbove(int a, int b) {
            return pairs[2 * a] > pairs[2 * b] || (pairs[2 * a] == pairs[2 * b] && pairs[2 * a + 1] > pairs[2 * b + 1]);
        }
    }
}
