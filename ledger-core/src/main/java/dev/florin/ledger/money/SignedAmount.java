package dev.florin.ledger.money;

import dev.florin.ledger.internal.math.Unsigned128;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two amounts: an exact count of minor units, from -(2^128 - 1) to 2^128 - 1.
 *
 * <p>Held as a sign and a magnitude; zero has one form, which is not negative. Arithmetic is exact or throws
 * {@link ArithmeticException}; it never wraps. Immutable and safe to share between threads.
 */
public final class SignedAmount implements Comparable<SignedAmount> {

    /** No difference. */
    public static final SignedAmount ZERO = new SignedAmount(false, Amount.ZERO);

    private final boolean negative;
    private final Amount magnitude;

    private SignedAmount(boolean negative, Amount magnitude) {
        this.negative = negative && !magnitude.isZero();
        this.magnitude = magnitude;
    }

    /**
     * A signed amount that fits into a {@code long}.
     *
     * @param minorUnits how many minor units; any {@code long}
     * @return the signed amount
     */
    public static SignedAmount of(long minorUnits) {
        // -Long.MIN_VALUE wraps to itself, which read as unsigned is 2^63, its magnitude.
        return new SignedAmount(minorUnits < 0, new Amount(0, minorUnits < 0 ? -minorUnits : minorUnits));
    }

    /**
     * A signed amount of any size.
     *
     * @param minorUnits how many minor units, -(2^128 - 1) to 2^128 - 1
     * @return the signed amount
     * @throws IllegalArgumentException if the count is out of this range
     */
    public static SignedAmount of(BigInteger minorUnits) {
        if (!Unsigned128.fits(minorUnits.abs())) {
            throw new IllegalArgumentException(
                    "signed amount " + minorUnits + " is not from -(2^128 - 1) to 2^128 - 1");
        }
        return new SignedAmount(minorUnits.signum() < 0, Amount.of(minorUnits.abs()));
    }

    /**
     * The amount itself.
     *
     * @param magnitude any amount
     * @return + magnitude
     */
    public static SignedAmount ofPositive(Amount magnitude) {
        return new SignedAmount(false, magnitude);
    }

    /**
     * The amount below zero.
     *
     * @param magnitude any amount
     * @return - magnitude
     */
    public static SignedAmount ofNegative(Amount magnitude) {
        return new SignedAmount(true, magnitude);
    }

    /**
     * The difference of two amounts, which always fits.
     *
     * @param a what to take from
     * @param b what to take away
     * @return a - b
     */
    public static SignedAmount difference(Amount a, Amount b) {
        return a.compareTo(b) >= 0 ? new SignedAmount(false, a.minus(b)) : new SignedAmount(true, b.minus(a));
    }

    /**
     * Reads a decimal number of whole units, exactly: the form of {@link Amount#parse}, with an optional {@code -} before
     * it. A negative zero is read as zero.
     *
     * @param text such as {@code -12.34}
     * @param asset the asset whose scale applies
     * @return the signed amount
     * @throws NumberFormatException if the text has another form or its magnitude is more than {@link Amount#MAX}; the
     *     message says what is wrong, and at which index (from 0)
     */
    public static SignedAmount parse(String text, Asset asset) {
        boolean negative = text.startsWith("-");
        return new SignedAmount(negative, DecimalText.parse(text, negative ? 1 : 0, asset));
    }

    /**
     * Writes a decimal number of whole units, which {@link #parse} reads back.
     *
     * @param asset the asset whose scale applies
     * @return such as {@code -12.34}: always exactly {@code scale} fraction digits, and never a plus sign
     */
    public String format(Asset asset) {
        return signed(magnitude.format(asset));
    }

    /**
     * Whether this is below zero.
     *
     * @return true if it is less than zero
     */
    public boolean isNegative() {
        return negative;
    }

    /**
     * The sign.
     *
     * @return -1, 0 or 1, as this is less than, equal to or greater than zero
     */
    public int signum() {
        if (negative) {
            return -1;
        }
        return magnitude.isZero() ? 0 : 1;
    }

    /**
     * The amount without its sign.
     *
     * @return the distance from zero
     */
    public Amount magnitude() {
        return magnitude;
    }

    /**
     * The opposite, which always fits.
     *
     * @return - this
     */
    public SignedAmount negate() {
        return new SignedAmount(!negative, magnitude);
    }

    /**
     * The sum, exactly.
     *
     * @param other what to add
     * @return this + other
     * @throws ArithmeticException if the sum is out of range
     */
    public SignedAmount plus(SignedAmount other) {
        return add(other.negative, other, " + ");
    }

    /**
     * The difference, exactly.
     *
     * @param other what to take away
     * @return this - other
     * @throws ArithmeticException if the difference is out of range
     */
    public SignedAmount minus(SignedAmount other) {
        return add(!other.negative, other, " - ");
    }

    /**
     * The count of minor units as a {@code long}.
     *
     * @return {@link Long#MIN_VALUE} to {@link Long#MAX_VALUE}
     * @throws ArithmeticException if the count is out of this range
     */
    public long toLong() {
        long low = negative ? -magnitude.low() : magnitude.low();
        // A magnitude up to 2^63 - 1 keeps its sign in 64 bits, as -2^63 does; everything else turns it over.
        if (magnitude.high() != 0 || (low < 0) != negative) {
            throw new ArithmeticException(this + " does not fit into a long (-2^63 to 2^63 - 1)");
        }
        return low;
    }

    /**
     * The count of minor units.
     *
     * @return -(2^128 - 1) to 2^128 - 1
     */
    public BigInteger toBigInteger() {
        BigInteger value = magnitude.toBigInteger();
        return negative ? value.negate() : value;
    }

    /**
     * Compares by value, the negative ones first.
     *
     * @param other another signed amount
     * @return less than, equal to or greater than zero, as this is less than, equal to or greater than the other
     */
    @Override
    public int compareTo(SignedAmount other) {
        if (negative != other.negative) {
            return negative ? -1 : 1;
        }
        return negative ? other.magnitude.compareTo(magnitude) : magnitude.compareTo(other.magnitude);
    }

    /**
     * Equal in sign and magnitude.
     *
     * @param other any object
     * @return true if it is a signed amount of the same value
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedAmount that && negative == that.negative && magnitude.equals(that.magnitude);
    }

    /**
     * A hash of sign and magnitude.
     *
     * @return the hash
     */
    @Override
    public int hashCode() {
        return 31 * magnitude.hashCode() + Boolean.hashCode(negative);
    }

    /**
     * The count of minor units in decimal; {@link #format} writes whole units.
     *
     * @return such as {@code -1234}
     */
    @Override
    public String toString() {
        return signed(magnitude.toString());
    }

    private SignedAmount add(boolean otherNegative, SignedAmount other, String operator) {
        if (negative != otherNegative) {
            return negative ? difference(other.magnitude, magnitude) : difference(magnitude, other.magnitude);
        }
        if (Unsigned128.addOverflows(
                magnitude.high(), magnitude.low(), other.magnitude.high(), other.magnitude.low())) {
            throw new ArithmeticException(this + operator + other + " is not from -(2^128 - 1) to 2^128 - 1");
        }
        return new SignedAmount(negative, magnitude.plus(other.magnitude));
    }

    private String signed(String digits) {
        return negative ? "-" + digits : digits;
    }
}
