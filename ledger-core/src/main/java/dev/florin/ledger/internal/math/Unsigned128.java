package dev.florin.ledger.internal.math;

import java.math.BigInteger;

/**
 * Unsigned 128-bit arithmetic on pairs of {@code long}, without allocation.
 *
 * <p>A figure is a pair (high, low) and stands for {@code high * 2^64 + low}, both halves read as unsigned. A sum is put
 * together from its parts, since a method cannot return two longs without allocating:
 *
 * <pre>{@code
 * if (Unsigned128.addOverflows(aHigh, aLow, bHigh, bLow)) ...
 * long low = Unsigned128.addLow(aLow, bLow);
 * long high = Unsigned128.addHigh(aHigh, bHigh, Unsigned128.carry(aLow, bLow));
 * }</pre>
 *
 * <p>{@code addLow}, {@code addHigh}, {@code subtractLow} and {@code subtractHigh} wrap, as parts must. The caller rules
 * out a sum or difference that does not fit with {@link #addOverflows} or {@link #compare}, beforehand.
 *
 * <p>The bit formulas for carries are those of Warren, <em>Hacker's Delight</em>, section 2-13.
 */
public final class Unsigned128 {

    private static final int BITS = 128;

    private Unsigned128() {}

    /**
     * Compares two figures.
     *
     * @param aHigh the high half of a
     * @param aLow the low half of a
     * @param bHigh the high half of b
     * @param bLow the low half of b
     * @return less than, equal to or greater than zero, as a is less than, equal to or greater than b
     */
    public static int compare(long aHigh, long aLow, long bHigh, long bLow) {
        return aHigh == bHigh ? Long.compareUnsigned(aLow, bLow) : Long.compareUnsigned(aHigh, bHigh);
    }

    /**
     * The low half of a + b.
     *
     * @param aLow the low half of a
     * @param bLow the low half of b
     * @return the low half of the sum, to be used together with {@link #carry}
     */
    public static long addLow(long aLow, long bLow) {
        return aLow + bLow;
    }

    /**
     * What the low halves of a + b carry into the high half.
     *
     * @param aLow the low half of a
     * @param bLow the low half of b
     * @return 1 if the sum of the low halves is 2^64 or more, else 0
     */
    public static long carry(long aLow, long bLow) {
        return carryOut(aLow, bLow, aLow + bLow);
    }

    /**
     * The high half of a + b.
     *
     * @param aHigh the high half of a
     * @param bHigh the high half of b
     * @param carry the {@link #carry} of the low halves
     * @return the high half of the sum, modulo 2^64
     */
    public static long addHigh(long aHigh, long bHigh, long carry) {
        return aHigh + bHigh + carry;
    }

    /**
     * Whether a + b is 2^128 or more.
     *
     * @param aHigh the high half of a
     * @param aLow the low half of a
     * @param bHigh the high half of b
     * @param bLow the low half of b
     * @return true if the sum does not fit into 128 bits
     */
    public static boolean addOverflows(long aHigh, long aLow, long bHigh, long bLow) {
        return carryOut(aHigh, bHigh, addHigh(aHigh, bHigh, carry(aLow, bLow))) != 0;
    }

    /**
     * The low half of a - b.
     *
     * @param aLow the low half of a
     * @param bLow the low half of b
     * @return the low half of the difference, to be used together with {@link #borrow}
     */
    public static long subtractLow(long aLow, long bLow) {
        return aLow - bLow;
    }

    /**
     * What the low halves of a - b borrow from the high half.
     *
     * @param aLow the low half of a
     * @param bLow the low half of b
     * @return 1 if the low half of a is less than that of b, else 0
     */
    public static long borrow(long aLow, long bLow) {
        return Long.compareUnsigned(aLow, bLow) < 0 ? 1 : 0;
    }

    /**
     * The high half of a - b.
     *
     * @param aHigh the high half of a
     * @param bHigh the high half of b
     * @param borrow the {@link #borrow} of the low halves
     * @return the high half of the difference, modulo 2^64; the difference is below zero exactly if a is less than b
     */
    public static long subtractHigh(long aHigh, long bHigh, long borrow) {
        return aHigh - bHigh - borrow;
    }

    /**
     * The figure as a signed {@code long}.
     *
     * @param high the high half
     * @param low the low half
     * @return the figure
     * @throws ArithmeticException if it is greater than {@link Long#MAX_VALUE}
     */
    public static long toLongExact(long high, long low) {
        if (high != 0 || low < 0) {
            throw new ArithmeticException(toString(high, low) + " does not fit into a long (at most 2^63 - 1)");
        }
        return low;
    }

    /**
     * The figure as a {@code BigInteger}.
     *
     * @param high the high half
     * @param low the low half
     * @return the figure, from 0 to 2^128 - 1
     */
    public static BigInteger toBigInteger(long high, long low) {
        byte[] magnitude = new byte[BITS / Byte.SIZE];
        for (int i = 0; i < Long.BYTES; i++) {
            int shift = Long.SIZE - Byte.SIZE * (i + 1);
            magnitude[i] = (byte) (high >>> shift);
            magnitude[Long.BYTES + i] = (byte) (low >>> shift);
        }
        return new BigInteger(1, magnitude);
    }

    /**
     * Whether a {@code BigInteger} is a figure of this kind.
     *
     * @param value any integer
     * @return true if it is from 0 to 2^128 - 1
     */
    public static boolean fits(BigInteger value) {
        return value.signum() >= 0 && value.bitLength() <= BITS;
    }

    /**
     * The high half of a {@code BigInteger}.
     *
     * @param value an integer that {@link #fits}
     * @return its high half
     * @throws ArithmeticException if it does not fit
     */
    public static long highOf(BigInteger value) {
        return requireFits(value).shiftRight(Long.SIZE).longValue();
    }

    /**
     * The low half of a {@code BigInteger}.
     *
     * @param value an integer that {@link #fits}
     * @return its low half
     * @throws ArithmeticException if it does not fit
     */
    public static long lowOf(BigInteger value) {
        return requireFits(value).longValue();
    }

    /**
     * The figure in decimal.
     *
     * @param high the high half
     * @param low the low half
     * @return ASCII digits, without sign or leading zeros
     */
    public static String toString(long high, long low) {
        return high == 0 ? Long.toUnsignedString(low) : toBigInteger(high, low).toString();
    }

    private static BigInteger requireFits(BigInteger value) {
        if (!fits(value)) {
            throw new ArithmeticException(value + " is not from 0 to 2^128 - 1");
        }
        return value;
    }

    /** The carry out of the top bit of a sum, whether or not a carry came in at the bottom. */
    private static long carryOut(long a, long b, long sum) {
        return ((a & b) | ((a | b) & ~sum)) >>> (Long.SIZE - 1);
    }
}
