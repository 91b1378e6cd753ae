package dev.florin.ledger.money;

import dev.florin.ledger.internal.math.Unsigned128;
import java.math.BigInteger;

/**
 * How much: an exact count of minor units, from 0 to 2^128 - 1.
 *
 * <p>An amount does not know its asset; {@link #parse} and {@link #format} are told. With {@code USD/2}, 1234 minor units
 * are 12.34 dollars. Arithmetic is exact or throws {@link ArithmeticException}; it never wraps. Immutable and safe to
 * share between threads.
 *
 * <p>The components are the halves of the count, {@code high * 2^64 + low}, both read as unsigned; every pair is an
 * amount.
 *
 * @param high the upper 64 bits, read as unsigned
 * @param low the lower 64 bits, read as unsigned
 */
public record Amount(long high, long low) implements Comparable<Amount> {

    /** Nothing. */
    public static final Amount ZERO = new Amount(0, 0);

    /** The greatest amount, 2^128 - 1 minor units. */
    public static final Amount MAX = new Amount(-1, -1);

    /**
     * An amount that fits into a {@code long}.
     *
     * @param minorUnits how many minor units, 0 or more
     * @return the amount
     * @throws IllegalArgumentException if the count is negative
     */
    public static Amount of(long minorUnits) {
        if (minorUnits < 0) {
            throw new IllegalArgumentException("amount " + minorUnits + " is negative; see SignedAmount");
        }
        return minorUnits == 0 ? ZERO : new Amount(0, minorUnits);
    }

    /**
     * An amount of any size.
     *
     * @param minorUnits how many minor units, 0 to 2^128 - 1
     * @return the amount
     * @throws IllegalArgumentException if the count is negative or greater than 2^128 - 1
     */
    public static Amount of(BigInteger minorUnits) {
        if (!Unsigned128.fits(minorUnits)) {
            throw new IllegalArgumentException("amount " + minorUnits + " is not from 0 to 2^128 - 1");
        }
        return new Amount(Unsigned128.highOf(minorUnits), Unsigned128.lowOf(minorUnits));
    }

    /**
     * Reads a decimal number of whole units, exactly.
     *
     * <p>The text is one or more ASCII digits, and, if the asset has a scale, may go on with a point and one or more, at
     * most {@code scale} fraction digits. Leading zeros are allowed. Refused are signs, exponents, grouping, spaces, a
     * missing digit before or after the point, and more fraction digits than the scale even where they are zeros: they
     * tell that the writer had another asset in mind.
     *
     * @param text such as {@code 12.34}, {@code 12.3} or {@code 12}
     * @param asset the asset whose scale applies
     * @return the amount
     * @throws NumberFormatException if the text has another form or is more than {@link #MAX}; the message says what is
     *     wrong, and at which index (from 0)
     */
    public static Amount parse(String text, Asset asset) {
        return DecimalText.parse(text, 0, asset);
    }

    /**
     * Writes a decimal number of whole units, which {@link #parse} reads back.
     *
     * @param asset the asset whose scale applies
     * @return such as {@code 12.34} or {@code 0.05}: always exactly {@code scale} fraction digits, and no point with
     *     scale 0
     */
    public String format(Asset asset) {
        return DecimalText.format(this, asset);
    }

    /**
     * The sum, exactly.
     *
     * @param other what to add
     * @return this + other
     * @throws ArithmeticException if the sum is greater than {@link #MAX}
     */
    public Amount plus(Amount other) {
        if (Unsigned128.addOverflows(high, low, other.high, other.low)) {
            throw new ArithmeticException(this + " + " + other + " is greater than 2^128 - 1");
        }
        return new Amount(
                Unsigned128.addHigh(high, other.high, Unsigned128.carry(low, other.low)),
                Unsigned128.addLow(low, other.low));
    }

    /**
     * The difference, exactly. {@link SignedAmount#difference} has one for amounts in any order.
     *
     * @param other what to take away, at most this amount
     * @return this - other
     * @throws ArithmeticException if the difference is below zero
     */
    public Amount minus(Amount other) {
        if (compareTo(other) < 0) {
            throw new ArithmeticException(this + " - " + other + " is below zero");
        }
        return new Amount(
                Unsigned128.subtractHigh(high, other.high, Unsigned128.borrow(low, other.low)),
                Unsigned128.subtractLow(low, other.low));
    }

    /**
     * Whether this is nothing.
     *
     * @return true if the count is 0
     */
    public boolean isZero() {
        return (high | low) == 0;
    }

    /**
     * The count of minor units as a {@code long}.
     *
     * @return 0 to {@link Long#MAX_VALUE}
     * @throws ArithmeticException if the count is greater
     */
    public long toLong() {
        return Unsigned128.toLongExact(high, low);
    }

    /**
     * The count of minor units.
     *
     * @return 0 to 2^128 - 1
     */
    public BigInteger toBigInteger() {
        return Unsigned128.toBigInteger(high, low);
    }

    /**
     * Compares by size.
     *
     * @param other another amount
     * @return less than, equal to or greater than zero, as this is less than, equal to or greater than the other
     */
    @Override
    public int compareTo(Amount other) {
        return Unsigned128.compare(high, low, other.high, other.low);
    }

    /**
     * The count of minor units in decimal; {@link #format} writes whole units.
     *
     * @return such as {@code 1234}
     */
    @Override
    public String toString() {
        return Unsigned128.toString(high, low);
    }
}
