package dev.florin.ledger.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.florin.ledger.internal.math.Figures;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RateTest {

    private static final String MAX = "340282366920938463463374607431768211455";

    /** Small figures are where results lie half-way between two units. */
    private static final Arbitrary<BigInteger> SMALL =
            Arbitraries.integers().between(1, 12).map(BigInteger::valueOf);

    @Provide
    Arbitrary<Rate> rates() {
        Arbitrary<BigInteger> positive = Figures.unsigned().filter(figure -> figure.signum() > 0);
        return Arbitraries.oneOf(
                Combinators.combine(SMALL, SMALL).as(RateTest::rate),
                Combinators.combine(positive, positive).as(RateTest::rate));
    }

    @Provide
    Arbitrary<BigInteger> figures() {
        return Arbitraries.oneOf(SMALL, Figures.unsigned());
    }

    @Provide
    Arbitrary<RoundingMode> roundings() {
        return Arbitraries.of(
                RoundingMode.UP,
                RoundingMode.DOWN,
                RoundingMode.HALF_UP,
                RoundingMode.HALF_EVEN,
                RoundingMode.HALF_DOWN);
    }

    @ParameterizedTest
    @CsvSource({
        // numerator, denominator, lowest terms
        "1,    1,     1/1",
        "7,    7,     1/1",
        "2,    4,     1/2",
        "3270, 2000,  327/200",
        "10837, 10000, 10837/10000",
        "1, 9223372036854775807, 1/9223372036854775807",
    })
    void aRateIsInLowestTerms(long numerator, long denominator, String text) {
        Rate rate = Rate.of(numerator, denominator);
        assertThat(rate).hasToString(text);
        assertThat(Rate.of(Amount.of(numerator), Amount.of(denominator))).isEqualTo(rate);
        assertThat(new Rate(Amount.of(numerator), Amount.of(denominator))).isEqualTo(rate);
    }

    @Property
    void ratesAreEqualAsTheirFractionsAre(@ForAll("rates") Rate a, @ForAll("rates") Rate b) {
        BigInteger left = a.numerator().toBigInteger().multiply(b.denominator().toBigInteger());
        BigInteger right = b.numerator().toBigInteger().multiply(a.denominator().toBigInteger());
        assertThat(a.equals(b)).isEqualTo(left.equals(right));
    }

    @Property
    void aFractionExtendedByAnyFactorIsTheSameRate(
            @ForAll @IntRange(min = 1) int n, @ForAll @IntRange(min = 1) int d, @ForAll @IntRange(min = 1) int factor) {
        assertThat(Rate.of((long) n * factor, (long) d * factor))
                .isEqualTo(Rate.of(n, d))
                .hasSameHashCodeAs(Rate.of(n, d));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "0, 0"})
    void aZeroIsRefusedWithTheFigures(long numerator, long denominator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(numerator, denominator))
                .withMessage("rate " + numerator + "/" + denominator + " has a zero; both figures are at least 1");
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "1, -1"})
    void aNegativeFigureIsRefused(long numerator, long denominator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(numerator, denominator))
                .withMessageContaining("-1");
    }

    @ParameterizedTest
    @CsvSource({
        // text, from, to, fraction of minor units
        "1,         EUR/2, USD/2,  1/1",
        "1.0837,    EUR/2, USD/2,  10837/10000",
        "01.08370,  EUR/2, USD/2,  10837/10000",
        "0.5,       EUR/2, USD/2,  1/2",
        "163.5,     EUR/2, JPY/0,  327/200",
        "0.0061,    JPY/0, EUR/2,  61/100",
        "65000,     BTC/8, USD/2,  13/200",
        "1000,      USD/2, ETH/18, 10000000000000000000/1",
        "0.0000000000000000000000000000000000000000001, A/0, B/38, 1/100000",
        "1,         A/38,  B/0,    1/100000000000000000000000000000000000000",
        "1,         A/0,   B/38,   100000000000000000000000000000000000000/1",
        MAX + ",    A/0,   B/0,    " + MAX + "/1",
        "340282366920938463463374607431768211455.000, A/0, B/0, " + MAX + "/1",
        MAX + "00000000000000000000000000000000000000, A/38, B/0, " + MAX + "/1",
    })
    void decimalTextIsReadExactly(String text, String from, String to, String fraction) {
        assertThat(Rate.parse(text, Asset.parse(from), Asset.parse(to))).hasToString(fraction);
    }

    @ParameterizedTest
    @CsvSource({
        // text, from, to, what is wrong
        "'',      EUR/2, USD/2, a digit is missing at index 0",
        "' 1',    EUR/2, USD/2, a digit is missing at index 0",
        "'1 ',    EUR/2, USD/2, the character at index 1 does not belong there",
        "-1,      EUR/2, USD/2, a digit is missing at index 0",
        "+1,      EUR/2, USD/2, a digit is missing at index 0",
        ".5,      EUR/2, USD/2, a digit is missing at index 0",
        "12.,     EUR/2, USD/2, a digit is missing at index 3",
        "1..2,    EUR/2, USD/2, a digit is missing at index 2",
        "1.2.3,   EUR/2, USD/2, the character at index 3 does not belong there",
        "1e3,     EUR/2, USD/2, the character at index 1 does not belong there",
        "1/2,     EUR/2, USD/2, the character at index 1 does not belong there",
        "1:,      EUR/2, USD/2, the character at index 1 does not belong there",
        "'1,5',   EUR/2, USD/2, the character at index 1 does not belong there",
        "1.2٢,    EUR/2, USD/2, the character at index 3 does not belong there",
        "0,       EUR/2, USD/2, a rate is greater than zero",
        "00.000,  EUR/2, USD/2, a rate is greater than zero",
        "340282366920938463463374607431768211456, A/0, B/0, its numerator in lowest terms is above 2^128 - 1",
        "4,       A/0,   B/38,  its numerator in lowest terms is above 2^128 - 1",
        "0.1,     A/38,  B/0,   its denominator in lowest terms is above 2^128 - 1",
        "0.000000000000000000000000000000000000001, A/0, B/0, its denominator in lowest terms is above 2^128 - 1",
    })
    void otherTextIsRefusedWithTheReason(String text, String from, String to, String reason) {
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> Rate.parse(text, Asset.parse(from), Asset.parse(to)))
                .withMessageEndingWith(" is not a rate from " + from + " to " + to + ": " + reason);
    }

    @Test
    void aLongTextIsReadIfItsFractionFits() {
        Asset none = Asset.of("A", 0);
        Asset most = Asset.of("B", 38);
        String longest = new BigDecimal(BigInteger.ONE, 38)
                .divide(new BigDecimal(BigInteger.TWO.pow(127)))
                .toPlainString();
        assertThat(longest).hasSize("0.".length() + 165);
        assertThat(Rate.parse(longest, none, most)).isEqualTo(rate(BigInteger.ONE, BigInteger.TWO.pow(127)));
        String tooLong = new BigDecimal(BigInteger.ONE, 38)
                .divide(new BigDecimal(BigInteger.TWO.pow(128)))
                .toPlainString();
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Rate.parse(tooLong, none, most));
    }

    @Test
    void aVeryLongTextIsJudgedAtOnceAndQuotedShort() {
        Asset asset = Asset.of("N", 0);
        String zeros = "0".repeat(1_000_000);
        assertThat(Rate.parse(zeros + "7." + zeros, asset, asset)).isEqualTo(Rate.of(7, 1));
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> Rate.parse("1" + zeros, asset, asset))
                .withMessageEndingWith("its numerator in lowest terms is above 2^128 - 1")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> Rate.parse("0." + zeros + "1", asset, asset))
                .withMessageEndingWith("its denominator in lowest terms is above 2^128 - 1")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Property
    void whatIsReadIsTheDecimalBetweenMinorUnitsExactly(
            @ForAll @IntRange(min = 1) int unscaled,
            @ForAll @IntRange(max = 12) int digits,
            @ForAll @IntRange(max = 18) int fromScale,
            @ForAll @IntRange(max = 18) int toScale) {
        BigDecimal quoted = BigDecimal.valueOf(unscaled, digits);
        Rate rate = Rate.parse(quoted.toPlainString(), Asset.of("A", fromScale), Asset.of("B", toScale));
        BigDecimal betweenMinorUnits = quoted.scaleByPowerOfTen(toScale - fromScale);
        assertThat(betweenMinorUnits.multiply(new BigDecimal(rate.denominator().toBigInteger())))
                .isEqualByComparingTo(new BigDecimal(rate.numerator().toBigInteger()));
    }

    @ParameterizedTest
    @CsvSource({
        // amount, rate, up, down, half up, half even, half down
        "0,   1, 3,  0, 0, 0, 0, 0",
        "6,   1, 3,  2, 2, 2, 2, 2",
        "7,   1, 3,  3, 2, 2, 2, 2",
        "8,   1, 3,  3, 2, 3, 3, 3",
        "1,   1, 2,  1, 0, 1, 0, 0",
        "3,   1, 2,  2, 1, 2, 2, 1",
        "5,   1, 2,  3, 2, 3, 2, 2",
        "1,   1, 9223372036854775807, 1, 0, 0, 0, 0",
        "100, 10837, 10000, 109, 108, 108, 108, 108",
        "10000, 327, 200, 16350, 16350, 16350, 16350, 16350",
        MAX + ", 1, 1, " + MAX + "," + MAX + "," + MAX + "," + MAX + "," + MAX,
    })
    void conversionRoundsAsAsked(
            BigInteger amount,
            long n,
            long d,
            BigInteger up,
            BigInteger down,
            BigInteger halfUp,
            BigInteger halfEven,
            BigInteger halfDown) {
        Rate rate = Rate.of(n, d);
        Amount from = Amount.of(amount);
        assertThat(rate.convert(from, RoundingMode.UP)).isEqualTo(Amount.of(up));
        assertThat(rate.convert(from, RoundingMode.DOWN)).isEqualTo(Amount.of(down));
        assertThat(rate.convert(from, RoundingMode.HALF_UP)).isEqualTo(Amount.of(halfUp));
        assertThat(rate.convert(from, RoundingMode.HALF_EVEN)).isEqualTo(Amount.of(halfEven));
        assertThat(rate.convert(from, RoundingMode.HALF_DOWN)).isEqualTo(Amount.of(halfDown));
    }

    @Property
    void conversionIsThatOfBigDecimalOrNamesTheFigures(
            @ForAll("figures") BigInteger amount,
            @ForAll("rates") Rate rate,
            @ForAll("roundings") RoundingMode rounding) {
        BigInteger expected = new BigDecimal(amount.multiply(rate.numerator().toBigInteger()))
                .divide(new BigDecimal(rate.denominator().toBigInteger()), 0, rounding)
                .toBigIntegerExact();
        assertThat(rate.convertToBigInteger(Amount.of(amount), rounding)).isEqualTo(expected);
        if (expected.compareTo(Figures.MAX) <= 0) {
            assertThat(rate.convert(Amount.of(amount), rounding)).isEqualTo(Amount.of(expected));
        } else {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> rate.convert(Amount.of(amount), rounding))
                    .withMessage(amount + " at the rate " + rate + " is " + expected + ", greater than 2^128 - 1");
        }
    }

    /** Also where neither can be held by an amount. */
    @Property
    void theResidueIsWhatRoundingUpGivesMore(
            @ForAll("figures") BigInteger amount,
            @ForAll("rates") Rate rate,
            @ForAll("roundings") RoundingMode rounding) {
        Amount from = Amount.of(amount);
        assertThat(rate.residue(from, rounding).toBigInteger().add(rate.convertToBigInteger(from, rounding)))
                .isEqualTo(rate.convertToBigInteger(from, RoundingMode.UP));
    }

    @Test
    void aResultOneAboveTheGreatestAmountOverflows() {
        // (2^128 - 1) * (2^128 - 1) / (2^128 - 2) is a little more than 2^128.
        Rate rate = rate(Figures.MAX, Figures.MAX.subtract(BigInteger.ONE));
        assertThat(rate.convertToBigInteger(Amount.MAX, RoundingMode.DOWN)).isEqualTo(Figures.MAX.add(BigInteger.ONE));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> rate.convert(Amount.MAX, RoundingMode.DOWN));
        assertThat(rate.convert(Amount.MAX.minus(Amount.of(1)), RoundingMode.UP))
                .isEqualTo(Amount.MAX);
    }

    @ParameterizedTest
    @EnumSource(names = {"CEILING", "FLOOR", "UNNECESSARY"})
    void anotherRoundingIsRefusedEvenWhereNothingIsRounded(RoundingMode rounding) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(1, 1).convert(Amount.of(5), rounding))
                .withMessage("rounding " + rounding + " is not one of UP, DOWN, HALF_UP, HALF_EVEN, HALF_DOWN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(1, 3).convertToBigInteger(Amount.of(5), rounding));
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(1, 1).residue(Amount.of(5), rounding));
    }

    @Property
    void theInverseSwapsTheFiguresAndItsInverseIsTheRate(@ForAll("rates") Rate rate) {
        assertThat(rate.inverse()).isEqualTo(new Rate(rate.denominator(), rate.numerator()));
        assertThat(rate.inverse()).hasToString(rate.denominator() + "/" + rate.numerator());
        assertThat(rate.inverse().inverse()).isEqualTo(rate);
    }

    private static Rate rate(BigInteger numerator, BigInteger denominator) {
        return Rate.of(Amount.of(numerator), Amount.of(denominator));
    }
}
