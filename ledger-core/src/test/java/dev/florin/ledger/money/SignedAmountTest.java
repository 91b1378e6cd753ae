package dev.florin.ledger.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.florin.ledger.internal.math.Figures;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedAmountTest {

    private static final Asset USD = Asset.of("USD", 2);

    @Provide
    Arbitrary<BigInteger> signed() {
        return Figures.signed();
    }

    @Provide
    Arbitrary<BigInteger> unsigned() {
        return Figures.unsigned();
    }

    @Property
    void aValueIsItsSignAndMagnitude(@ForAll("signed") BigInteger a) {
        SignedAmount value = SignedAmount.of(a);
        assertThat(value.toBigInteger()).isEqualTo(a);
        assertThat(value).hasToString(a.toString());
        assertThat(value.signum()).isEqualTo(a.signum());
        assertThat(value.isNegative()).isEqualTo(a.signum() < 0);
        assertThat(value.magnitude()).isEqualTo(Amount.of(a.abs()));
        assertThat(value.negate().toBigInteger()).isEqualTo(a.negate());
    }

    @Property
    void anAmountIsTakenWithEitherSign(@ForAll("unsigned") BigInteger a) {
        assertThat(SignedAmount.ofPositive(Amount.of(a)).toBigInteger()).isEqualTo(a);
        assertThat(SignedAmount.ofNegative(Amount.of(a)).toBigInteger()).isEqualTo(a.negate());
    }

    @Property
    void theDifferenceOfAmountsAlwaysFits(@ForAll("unsigned") BigInteger a, @ForAll("unsigned") BigInteger b) {
        assertThat(SignedAmount.difference(Amount.of(a), Amount.of(b)).toBigInteger())
                .isEqualTo(a.subtract(b));
    }

    @Property
    void plusIsExactOrNamesBothFigures(@ForAll("signed") BigInteger a, @ForAll("signed") BigInteger b) {
        BigInteger sum = a.add(b);
        if (sum.abs().compareTo(Figures.MAX) <= 0) {
            assertThat(SignedAmount.of(a).plus(SignedAmount.of(b))).isEqualTo(SignedAmount.of(sum));
        } else {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> SignedAmount.of(a).plus(SignedAmount.of(b)))
                    .withMessage(a + " + " + b + " is not from -(2^128 - 1) to 2^128 - 1");
        }
    }

    @Property
    void minusIsExactOrNamesBothFigures(@ForAll("signed") BigInteger a, @ForAll("signed") BigInteger b) {
        BigInteger difference = a.subtract(b);
        if (difference.abs().compareTo(Figures.MAX) <= 0) {
            assertThat(SignedAmount.of(a).minus(SignedAmount.of(b))).isEqualTo(SignedAmount.of(difference));
        } else {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> SignedAmount.of(a).minus(SignedAmount.of(b)))
                    .withMessage(a + " - " + b + " is not from -(2^128 - 1) to 2^128 - 1");
        }
    }

    @Property
    void valuesCompareAndEqualAsIntegersDo(@ForAll("signed") BigInteger a, @ForAll("signed") BigInteger b) {
        assertThat(Integer.signum(SignedAmount.of(a).compareTo(SignedAmount.of(b))))
                .isEqualTo(a.compareTo(b));
        assertThat(SignedAmount.of(a).equals(SignedAmount.of(b))).isEqualTo(a.equals(b));
        assertThat(SignedAmount.of(a)).isEqualTo(SignedAmount.of(a)).hasSameHashCodeAs(SignedAmount.of(a));
    }

    @Property
    void aValueAndItsOppositeDifferUnlessZero(@ForAll("signed") BigInteger a) {
        SignedAmount value = SignedAmount.of(a);
        assertThat(value.equals(value.negate())).isEqualTo(a.signum() == 0);
        assertThat(value.plus(value.negate())).isEqualTo(SignedAmount.ZERO);
    }

    @Property
    void toLongIsExactOrRefuses(@ForAll("signed") BigInteger a) {
        SignedAmount value = SignedAmount.of(a);
        if (a.bitLength() < 64) {
            assertThat(value.toLong()).isEqualTo(a.longValueExact());
            assertThat(SignedAmount.of(a.longValueExact())).isEqualTo(value);
        } else {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(value::toLong)
                    .withMessageContaining(a.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE})
    void everyLongGoesThroughUnchanged(long minorUnits) {
        assertThat(SignedAmount.of(minorUnits).toLong()).isEqualTo(minorUnits);
        assertThat(SignedAmount.of(minorUnits).toBigInteger()).isEqualTo(BigInteger.valueOf(minorUnits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808", "-9223372036854775809",
                "18446744073709551615", "-18446744073709551615",
                "18446744073709551616", "-18446744073709551616",
            })
    void whatDoesNotFitIntoALongIsRefused(BigInteger minorUnits) {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> SignedAmount.of(minorUnits).toLong())
                .withMessage(minorUnits + " does not fit into a long (-2^63 to 2^63 - 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"340282366920938463463374607431768211456", "-340282366920938463463374607431768211456"})
    void anIntegerOutOfRangeIsRefused(BigInteger minorUnits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedAmount.of(minorUnits))
                .withMessage("signed amount " + minorUnits + " is not from -(2^128 - 1) to 2^128 - 1");
    }

    @Test
    void zeroHasOneForm() {
        assertThat(SignedAmount.ofNegative(Amount.ZERO))
                .isEqualTo(SignedAmount.ZERO)
                .hasSameHashCodeAs(SignedAmount.ZERO)
                .hasToString("0")
                .extracting(SignedAmount::isNegative)
                .isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({
        "12.34,    1234",
        "-12.34,  -1234",
        "-0.05,      -5",
        "-12,     -1200",
        "-0.00,       0",
        "0,           0",
        " 3402823669209384634633746074317682114.55,  340282366920938463463374607431768211455",
        "-3402823669209384634633746074317682114.55, -340282366920938463463374607431768211455",
    })
    void decimalTextIsReadExactly(String text, BigInteger minorUnits) {
        assertThat(SignedAmount.parse(text, USD)).isEqualTo(SignedAmount.of(minorUnits));
    }

    @ParameterizedTest
    @CsvSource({
        "'',      a digit is missing at index 0",
        "-,       a digit is missing at index 1",
        "--1,     a digit is missing at index 1",
        "+1,      a digit is missing at index 0",
        "-+1,     a digit is missing at index 1",
        "- 1,     a digit is missing at index 1",
        "-.5,     a digit is missing at index 1",
        "−1,      a digit is missing at index 0",
        "1-,      the character at index 1 does not belong there",
        "(1),     a digit is missing at index 0",
        "-1.,     a digit is missing at index 3",
        "-1.234,  'from index 5 on, it has more fraction digits than the scale'",
        "-3402823669209384634633746074317682114.56, the most is 3402823669209384634633746074317682114.55",
    })
    void otherTextIsRefusedWithTheReason(String text, String reason) {
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> SignedAmount.parse(text, USD))
                .withMessage("\"" + text + "\" is not an amount of USD/2: " + reason);
    }

    @Property
    void whatFormatWritesParseReads(@ForAll("signed") BigInteger a, @ForAll @IntRange(max = 38) int scale) {
        Asset asset = Asset.of("N", scale);
        String text = SignedAmount.of(a).format(asset);
        assertThat(text).isEqualTo(new BigDecimal(a, scale).toPlainString());
        assertThat(SignedAmount.parse(text, asset)).isEqualTo(SignedAmount.of(a));
    }
}
