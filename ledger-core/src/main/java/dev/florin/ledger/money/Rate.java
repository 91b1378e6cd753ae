package dev.florin.ledger.money;

import dev.florin.ledger.internal.math.Unsigned128;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * How many minor units of one asset a minor unit of another is worth, as an exact fraction greater than zero.
 *
 * <p>Always in lowest terms, whatever it was made from: equal rates are equal values. A rate does not know its assets;
 * {@link #parse} is told. From {@code EUR/2} to {@code JPY/0} at 163.5 yen for a euro, the rate is 163.5 / 100, which is
 * {@code 327/200}. Immutable and safe to share between threads.
 *
 * @param numerator minor units of the asset converted to, 1 or more
 * @param denominator how many minor units of the asset converted from they are worth, 1 or more
 */
public record Rate(Amount numerator, Amount denominator) {

    /**
     * More digits than a rate can have before the point or, but for zeros at the end, behind it. Its whole part is below
     * 2^128 * 10^38, which is 77 digits. A fraction of f digits keeps 2^(f - 38) or 5^(f - 38) in its denominator, which
     * allows 165. What is longer is refused before any arithmetic with it.
     */
    private static final int MAX_DIGITS = 165;

    /**
     * Checks the fraction and reduces it to lowest terms.
     *
     * @throws IllegalArgumentException if numerator or denominator is zero
     */
    public Rate {
        if (numerator.isZero() || denominator.isZero()) {
            throw new IllegalArgumentException(
                    "rate " + numerator + "/" + denominator + " has a zero; both figures are at least 1");
        }
        BigInteger n = numerator.toBigInteger();
        BigInteger d = denominator.toBigInteger();
        BigInteger divisor = n.gcd(d);
        numerator = Amount.of(n.divide(divisor));
        denominator = Amount.of(d.divide(divisor));
    }

    /**
     * A rate of minor units to minor units.
     *
     * @param numerator minor units of the asset converted to, 1 or more
     * @param denominator how many minor units of the asset converted from they are worth, 1 or more
     * @return the rate, in lowest terms
     * @throws IllegalArgumentException if numerator or denominator is zero
     */
    public static Rate of(Amount numerator, Amount denominator) {
        return new Rate(numerator, denominator);
    }

    /**
     * A rate of minor units to minor units that fit into a {@code long}.
     *
     * @param numerator minor units of the asset converted to, 1 or more
     * @param denominator how many minor units of the asset converted from they are worth, 1 or more
     * @return the rate, in lowest terms
     * @throws IllegalArgumentException if numerator or denominator is zero or negative
     */
    public static Rate of(long numerator, long denominator) {
        return new Rate(Amount.of(numerator), Amount.of(denominator));
    }

    /**
     * Reads a decimal rate between whole units, as markets quote it, exactly: {@code 1.0837} from {@code EUR/2} to
     * {@code USD/2} says that 1 EUR is 1.0837 USD.
     *
     * <p>The text is one or more ASCII digits, and may go on with a point and one or more fraction digits, as many as are
     * wanted. Leading zeros, and zeros at the end, are allowed. Refused are signs, exponents, grouping, spaces, a missing
     * digit before or after the point, and zero.
     *
     * @param text such as {@code 1.0837} or {@code 163}
     * @param from the asset converted from, of which the text takes one whole unit
     * @param to the asset converted to, whose whole units the text counts
     * @return the rate between minor units of the two
     * @throws NumberFormatException if the text has another form, is zero, or is a fraction of minor units that, in lowest
     *     terms, has a numerator or denominator above 2^128 - 1; the message says what is wrong, and of the form at which
     *     index (from 0)
     */
    public static Rate parse(String text, Asset from, Asset to) {
        int wholeEnd = endOfNumber(text, 0, from, to);
        boolean hasPoint = wholeEnd < text.length() && text.charAt(wholeEnd) == '.';
        int end = hasPoint ? endOfNumber(text, wholeEnd + 1, from, to) : wholeEnd;
        if (end < text.length()) {
            throw malformed(text, from, to, "the character at index " + end + " does not belong there");
        }
        String whole = withoutLeadingZeros(text, wholeEnd);
        String fraction = hasPoint ? withoutZerosAtEnd(text, wholeEnd + 1) : "";
        if (whole.isEmpty() && fraction.isEmpty()) {
            throw malformed(text, from, to, "a rate is greater than zero");
        }
        if (whole.length() > MAX_DIGITS) {
            throw malformed(text, from, to, "its numerator in lowest terms is above 2^128 - 1");
        }
        if (fraction.length() > MAX_DIGITS) {
            throw malformed(text, from, to, "its denominator in lowest terms is above 2^128 - 1");
        }
        BigInteger n = new BigInteger(whole + fraction).multiply(BigInteger.TEN.pow(to.scale()));
        BigInteger d = BigInteger.TEN.pow(fraction.length() + from.scale());
        BigInteger divisor = n.gcd(d);
        return new Rate(
                fitting(n.divide(divisor), "numerator", text, from, to),
                fitting(d.divide(divisor), "denominator", text, from, to));
    }

    /**
     * Converts an amount of the one asset to the other.
     *
     * @param amount minor units of the asset converted from
     * @param rounding what becomes of a fraction of a minor unit: {@code UP}, {@code DOWN}, {@code HALF_UP},
     *     {@code HALF_EVEN} or {@code HALF_DOWN}
     * @return {@code amount * numerator / denominator} minor units of the asset converted to, rounded once
     * @throws IllegalArgumentException if the rounding is another, also where nothing is to be rounded
     * @throws ArithmeticException if the result is greater than {@link Amount#MAX}
     */
    public Amount convert(Amount amount, RoundingMode rounding) {
        BigInteger converted = convertToBigInteger(amount, rounding);
        if (!Unsigned128.fits(converted)) {
            throw new ArithmeticException(
                    amount + " at the rate " + this + " is " + converted + ", greater than 2^128 - 1");
        }
        return Amount.of(converted);
    }

    /**
     * Converts as {@link #convert} does, for callers to whom a result that no amount can hold is an answer too.
     *
     * @param amount minor units of the asset converted from
     * @param rounding what becomes of a fraction of a minor unit: {@code UP}, {@code DOWN}, {@code HALF_UP},
     *     {@code HALF_EVEN} or {@code HALF_DOWN}
     * @return {@code amount * numerator / denominator}, rounded once: 0 or more and below 2^256
     * @throws IllegalArgumentException if the rounding is another, also where nothing is to be rounded
     */
    public BigInteger convertToBigInteger(Amount amount, RoundingMode rounding) {
        BigInteger divisor = denominator.toBigInteger();
        BigInteger[] divided =
                amount.toBigInteger().multiply(numerator.toBigInteger()).divideAndRemainder(divisor);
        BigInteger quotient = divided[0];
        BigInteger remainder = divided[1];
        int toHalf = remainder.shiftLeft(1).compareTo(divisor);
        boolean up = switch (rounding) {
            case UP -> remainder.signum() > 0;
            case DOWN -> false;
            case HALF_UP -> toHalf >= 0;
            case HALF_EVEN -> toHalf > 0 || (toHalf == 0 && quotient.testBit(0));
            case HALF_DOWN -> toHalf > 0;
            case CEILING, FLOOR, UNNECESSARY ->
                throw new IllegalArgumentException(
                        "rounding " + rounding + " is not one of UP, DOWN, HALF_UP, HALF_EVEN, HALF_DOWN");
        };
        return up ? quotient.add(BigInteger.ONE) : quotient;
    }

    /**
     * What rounding leaves of a conversion: the exact result rounded up less {@link #convert}.
     *
     * @param amount minor units of the asset converted from
     * @param rounding as in {@link #convert}
     * @return 0 or 1
     * @throws IllegalArgumentException if the rounding is another, also where nothing is to be rounded
     */
    public Amount residue(Amount amount, RoundingMode rounding) {
        BigInteger up = convertToBigInteger(amount, RoundingMode.UP);
        return Amount.of(up.subtract(convertToBigInteger(amount, rounding)));
    }

    /**
     * The rate of the way back. Converting there and back again still rounds twice.
     *
     * @return denominator / numerator
     */
    public Rate inverse() {
        return new Rate(denominator, numerator);
    }

    /**
     * Writes the fraction between minor units.
     *
     * @return numerator, slash, denominator, such as {@code 10837/10000}
     */
    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }

    private static int endOfNumber(String text, int start, Asset from, Asset to) {
        int i = start;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        if (i == start) {
            throw malformed(text, from, to, "a digit is missing at index " + start);
        }
        return i;
    }

    private static String withoutLeadingZeros(String text, int end) {
        int start = 0;
        while (start < end && text.charAt(start) == '0') {
            start++;
        }
        return text.substring(start, end);
    }

    private static String withoutZerosAtEnd(String text, int start) {
        int end = text.length();
        while (end > start && text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(start, end);
    }

    private static Amount fitting(BigInteger figure, String name, String text, Asset from, Asset to) {
        if (!Unsigned128.fits(figure)) {
            throw malformed(text, from, to, "its " + name + " in lowest terms is above 2^128 - 1");
        }
        return Amount.of(figure);
    }

    private static NumberFormatException malformed(String text, Asset from, Asset to, String reason) {
        return new NumberFormatException(Quoted.of(text) + " is not a rate from " + from + " to " + to + ": " + reason);
    }
}
