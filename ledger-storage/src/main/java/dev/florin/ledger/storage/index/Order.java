package dev.florin.ledger.storage.index;

import java.util.Arrays;

/** Puts keys of two longs each in order. */
final class Order {
    private Order() {}

    /**
     * The indexes of keys in rising order of the keys, as signed numbers. As much of the first long as fits is packed into
     * one long with the index and sorted with others of its kind; what is equal so far, which is little unless somebody
     * chose it so, is merged by comparing whole keys.
     */
    static int[] of(long[] first, long[] second) {
        int count = first.length;
        int[] order = new int[count];
        if (count == 0) {
            return order;
        }
        long[] packed = packed(first);
        int indexBits = indexBits(count);
        Arrays.sort(packed);
        for (int i = 0; i < count; i++) {
            order[i] = (int) (packed[i] & (1L << indexBits) - 1);
        }
        int start = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || packed[i] >>> indexBits != packed[start] >>> indexBits) {
                if (i - start > 1) {
                    new Merging(first, second, order).sort(start, i);
                }
                start = i;
            }
        }
        return order;
    }

    private static long[] packed(long[] first) {
        long least = first[0];
        long greatest = first[0];
        for (long key : first) {
            least = Math.min(least, key);
            greatest = Math.max(greatest, key);
        }
        int indexBits = indexBits(first.length);
        int keyBits = Long.SIZE - Long.numberOfLeadingZeros(greatest - least);
        int shift = Math.max(0, keyBits + indexBits - (Long.SIZE - 1));
        long[] packed = new long[first.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (first[i] - least) >>> shift << indexBits | i;
        }
        return packed;
    }

    private static int indexBits(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(count);
    }

    /** Merge sort of indexes; what is in order already costs a comparison each. */
    private static final class Merging {
        private final long[] first;
        private final long[] second;
        private final int[] order;

        Merging(long[] first, long[] second, int[] order) {
            this.first = first;
            this.second = second;
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
            return first[a] > first[b] || (first[a] == first[b] && second[a] > second[b]);
        }
    }
}
