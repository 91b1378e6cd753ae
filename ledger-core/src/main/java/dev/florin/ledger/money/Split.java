package dev.florin.ledger.money;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Splits an amount into parts without losing or making a unit: the parts always sum to the total, exactly.
 *
 * <p>The exact share of a part is rarely a whole number of minor units. Every part here is its exact share rounded up or
 * down, so that it is less than one unit away from it. The same arguments give the same parts, always; the lists given
 * back cannot be modified. Safe to use from any thread.
 */
public final class Split {

    /** The most parts of {@link #equally}. */
    public static final int MAX_PARTS = 4096;

    private static final Amount ONE = Amount.of(1);

    private Split() {}

    /**
     * Splits into equal parts. What does not divide goes, a unit each, to the first parts: 10 in 4 parts is 3, 3, 2, 2.
     *
     * @param total what to split
     * @param parts how many parts, 1 to {@link #MAX_PARTS}
     * @return as many parts as asked for, the greater ones first, which sum to the total
     * @throws IllegalArgumentException if the number of parts is out of range
     */
    public static List<Amount> equally(Amount total, int parts) {
        if (parts < 1 || parts > MAX_PARTS) {
            throw new IllegalArgumentException(
                    total + " cannot be split into " + parts + " parts, only into 1 to " + MAX_PARTS);
        }
        BigInteger[] shareAndRest = total.toBigInteger().divideAndRemainder(BigInteger.valueOf(parts));
        Amount share = Amount.of(shareAndRest[0]);
        int rest = shareAndRest[1].intValueExact();
        Amount[] shares = new Amount[parts];
        Arrays.fill(shares, share);
        if (rest > 0) {
            Arrays.fill(shares, 0, rest, share.plus(ONE));
        }
        return List.of(shares);
    }

    /**
     * Splits in proportion to weights, by the largest remainder (Hamilton's method).
     *
     * <p>The exact share of a part is {@code total * weight / sum of the weights}. Each part first gets its share rounded
     * down; the units left over, fewer than there are parts, go one each to the parts whose shares lost the greatest
     * fractions, and among equal fractions to the earlier part. Hence:
     *
     * <ul>
     *   <li>the parts sum to the total, exactly;
     *   <li>each part is less than one unit away from its exact share, and is that share if it is a whole number; a
     *       weight of zero gets zero;
     *   <li>if the total is at most the sum of the weights, no part is greater than its weight: an amount captured or
     *       refunded in proportion to what is left never takes more than is left of any entry;
     *   <li>apart from equal fractions, the order of the weights does not matter: a part follows its weight.
     * </ul>
     *
     * <p>Exact for all amounts: neither the sum of the weights nor a product can overflow.
     *
     * @param total what to split
     * @param weights one or more weights; at least one is greater than zero unless the total is zero
     * @return a part for each weight, in the order of the weights, which sum to the total
     * @throws IllegalArgumentException if there is no weight, or if all weights are zero and the total is not
     */
    public static List<Amount> inProportion(Amount total, List<Amount> weights) {
        List<BigInteger> figures = weights.stream().map(Amount::toBigInteger).toList();
        if (figures.isEmpty()) {
            throw new IllegalArgumentException(
                    total + " cannot be split in proportion to no weights; give at least one");
        }
        if (total.isZero()) {
            return Collections.nCopies(figures.size(), Amount.ZERO);
        }
        BigInteger sum = figures.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0) {
            throw new IllegalArgumentException(total + " cannot be split in proportion to weights that are all zero ("
                    + figures.size() + " of them); give at least one that is not");
        }
        if (total.toBigInteger().multiply(sum).bitLength() < Long.SIZE) {
            return byLargestRemainder(total.low(), figures, sum.longValueExact());
        }
        return byLargestRemainder(total.toBigInteger(), figures, sum);
    }

    /** The same where every product fits a long, as it does for most money. */
    private static List<Amount> byLargestRemainder(long total, List<BigInteger> weights, long sum) {
        long[] parts = new long[weights.size()];
        long[] remainders = new long[weights.size()];
        long left = total;
        for (int i = 0; i < parts.length; i++) {
            long product = total * weights.get(i).longValueExact();
            parts[i] = product / sum;
            remainders[i] = product % sum;
            left -= parts[i];
        }
        largest(left, parts.length, Comparator.comparingLong(i -> -remainders[i]))
                .forEach(i -> parts[i]++);
        return LongStream.of(parts).mapToObj(Amount::of).toList();
    }

    /** The indexes that come first in an order; among equals the earlier one, since the sort is stable. */
    private static IntStream largest(long count, int parts, Comparator<Integer> order) {
        return IntStream.range(0, parts).boxed().sorted(order).limit(count).mapToInt(Integer::intValue);
    }

    /**
     * Splits in proportion to weights that fit into a {@code long}; promises what
     * {@link #inProportion(Amount, List)} does.
     *
     * @param total what to split
     * @param weights one or more weights, each 0 or more; at least one is greater than zero unless the total is zero
     * @return a part for each weight, in the order of the weights, which sum to the total
     * @throws IllegalArgumentException if there is no weight, if one is negative, or if all weights are zero and the total
     *     is not
     */
    public static List<Amount> inProportion(Amount total, long... weights) {
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] < 0) {
                throw new IllegalArgumentException(total + " cannot be split in proportion to a negative weight: "
                        + weights[i] + " at index " + i);
            }
        }
        return inProportion(total, LongStream.of(weights).mapToObj(Amount::of).toList());
    }

    // Fewer units are left over than parts have a remainder (each remainder is less than the sum), so that a part whose
    // share is whole never gets one, and one that gets one is its share rounded up: at most its weight if the share is.
    private static List<Amount> byLargestRemainder(BigInteger total, List<BigInteger> weights, BigInteger sum) {
        BigInteger[] parts = new BigInteger[weights.size()];
        BigInteger[] remainders = new BigInteger[weights.size()];
        BigInteger left = total;
        for (int i = 0; i < parts.length; i++) {
            BigInteger[] share = total.multiply(weights.get(i)).divideAndRemainder(sum);
            parts[i] = share[0];
            remainders[i] = share[1];
            left = left.subtract(share[0]);
        }
        Comparator<Integer> order =
                Comparator.comparing((Integer i) -> remainders[i]).reversed();
        largest(left.longValueExact(), parts.length, order).forEach(i -> parts[i] = parts[i].add(BigInteger.ONE));
        return Arrays.stream(parts).map(Amount::of).toList();
    }
}
