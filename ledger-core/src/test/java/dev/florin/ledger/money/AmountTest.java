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

class AmountTest {

    @Provide
    Arbitrary<BigInteger> figures() {
        return Figures.unsigned();
    }

    @ParameterizedTest
    @CsvSource({
        // text, asset, minor units
        "0,             USD/2,                 0",
        "0.00,          USD/2,                 0",
        "0.01,          USD/2,                 1",
        "12.34,         USD/2,              1234",
        "12.3,          USD/2,              1230",
        "12,            USD/2,              1200",
        "0012.34,       USD/2,              1234",
        "1500,          JPY/0,              1500",
        "000,           JPY/0,                 0",
        "1.000000000000000001, ETH/18, 1000000000000000001",
        "0.00000000000000000000000000000000000001, X/38, 1",
        "92233720368547758.07,  USD/2, 9223372036854775807",
        "92233720368547758.08,  USD/2, 9223372036854775808",
        "999999999999999999,    N/0,   999999999999999999",
        "1000000000000000000,   N/0,   1000000000000000000",
        "18446744073709551615,  N/0,   18446744073709551615",
        "18446744073709551616,  N/0,   18446744073709551616",
        "170141183460469231731687303715884105727, N/0, 170141183460469231731687303715884105727",
        "170141183460469231731687303715884105728, N/0, 170141183460469231731687303715884105728",
        "340282366920938463463374607431768211455, N/0, 340282366920938463463374607431768211455",
        "0000340282366920938463463374607431768211455, N/0, 340282366920938463463374607431768211455",
        "3.40282366920938463463374607431768211455, X/38, 340282366920938463463374607431768211455",
    })
    void decimalTextIsReadExactly(String text, String asset, BigInteger minorUnits) {
        assertThat(Amount.parse(text, Asset.parse(asset)).toBigInteger()).isEqualTo(minorUnits);
    }

    @ParameterizedTest
    @CsvSource({
        // text, asset, what is wrong
        "'',       USD/2, a digit is missing at index 0",
        "' ',      USD/2, a digit is missing at index 0",
        "' 1',     USD/2, a digit is missing at index 0",
        "'1 ',     USD/2, the character at index 1 does not belong there",
        "-1,       USD/2, a digit is missing at index 0",
        "+1,       USD/2, a digit is missing at index 0",
        ".5,       USD/2, a digit is missing at index 0",
        ".,        USD/2, a digit is missing at index 0",
        "12.,      USD/2, a digit is missing at index 3",
        "12.-1,    USD/2, a digit is missing at index 3",
        "1..2,     USD/2, a digit is missing at index 2",
        "1.2.3,    USD/2, the character at index 3 does not belong there",
        "1e3,      USD/2, the character at index 1 does not belong there",
        "'1,000',  USD/2, the character at index 1 does not belong there",
        "1_000,    USD/2, the character at index 1 does not belong there",
        "0x1F,     USD/2, the character at index 1 does not belong there",
        "1.5f,     USD/2, the character at index 3 does not belong there",
        "١٢,       USD/2, a digit is missing at index 0",
        "1٢,       USD/2, the character at index 1 does not belong there",
        "1.2٢,     USD/2, the character at index 3 does not belong there",
        "1:,       USD/2, the character at index 1 does not belong there",
        "1/,       USD/2, the character at index 1 does not belong there",
        "NaN,      USD/2, a digit is missing at index 0",
        "12.345,   USD/2, 'from index 5 on, it has more fraction digits than the scale'",
        "12.340,   USD/2, 'from index 5 on, it has more fraction digits than the scale'",
        "12.0,     JPY/0, 'from index 3 on, it has more fraction digits than the scale'",
        "12.,      JPY/0, a digit is missing at index 3",
        "340282366920938463463374607431768211456, N/0, the most is 340282366920938463463374607431768211455",
        "999999999999999999999999999999999999999, N/0, the most is 340282366920938463463374607431768211455",
        "1000000000000000000000000000000000000000, N/0, the most is 340282366920938463463374607431768211455",
        "3402823669209384634633746074317682114.56, USD/2, the most is 3402823669209384634633746074317682114.55",
        "4,        X/38,  the most is 3.40282366920938463463374607431768211455",
    })
    void otherTextIsRefusedWithTheReason(String text, String asset, String reason) {
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> Amount.parse(text, Asset.parse(asset)))
                .withMessage("\"" + text + "\" is not an amount of " + asset + ": " + reason);
    }

    @Test
    void aVeryLongTextIsJudgedAtOnceAndQuotedShort() {
        String zeros = "0".repeat(1_000_000);
        assertThat(Amount.parse(zeros + "7", Asset.of("N", 0))).isEqualTo(Amount.of(7));
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> Amount.parse("1" + zeros, Asset.of("N", 0)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @CsvSource({
        // minor units, asset, text
        "0, JPY/0, 0",
        "0, USD/2, 0.00",
        "5, USD/2, 0.05",
        "50, USD/2, 0.50",
        "100, USD/2, 1.00",
        "1234, USD/2, 12.34",
        "1, X/38, 0.00000000000000000000000000000000000001",
        "18446744073709551615, ETH/18, 18.446744073709551615",
        "18446744073709551616, ETH/18, 18.446744073709551616",
        "340282366920938463463374607431768211455, USD/2, 3402823669209384634633746074317682114.55",
        "340282366920938463463374607431768211455, X/38, 3.40282366920938463463374607431768211455",
    })
    void formatWritesExactlyTheDigitsOfTheScale(BigInteger minorUnits, String asset, String text) {
        assertThat(Amount.of(minorUnits).format(Asset.parse(asset))).isEqualTo(text);
    }

    @Property
    void whatFormatWritesParseReads(@ForAll("figures") BigInteger a, @ForAll @IntRange(max = 38) int scale) {
        Asset asset = Asset.of("N", scale);
        String text = Amount.of(a).format(asset);
        assertThat(text).isEqualTo(new BigDecimal(a, scale).toPlainString());
        assertThat(Amount.parse(text, asset)).isEqualTo(Amount.of(a));
    }

    @Property
    void plusIsExactOrNamesBothFigures(@ForAll("figures") BigInteger a, @ForAll("figures") BigInteger b) {
        BigInteger sum = a.add(b);
        if (sum.compareTo(Figures.MAX) <= 0) {
            assertThat(Amount.of(a).plus(Amount.of(b)).toBigInteger()).isEqualTo(sum);
        } else {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> Amount.of(a).plus(Amount.of(b)))
                    .withMessage(a + " + " + b + " is greater than 2^128 - 1");
        }
    }

    @Property
    void minusIsExactOrNamesBothFigures(@ForAll("figures") BigInteger a, @ForAll("figures") BigInteger b) {
        BigInteger difference = a.subtract(b);
        if (difference.signum() >= 0) {
            assertThat(Amount.of(a).minus(Amount.of(b)).toBigInteger()).isEqualTo(difference);
        } else {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> Amount.of(a).minus(Amount.of(b)))
                    .withMessage(a + " - " + b + " is below zero");
        }
    }

    @Property
    void amountsCompareAndEqualAsIntegersDo(@ForAll("figures") BigInteger a, @ForAll("figures") BigInteger b) {
        assertThat(Integer.signum(Amount.of(a).compareTo(Amount.of(b)))).isEqualTo(a.compareTo(b));
        assertThat(Amount.of(a).equals(Amount.of(b))).isEqualTo(a.equals(b));
        assertThat(Amount.of(a)).isEqualTo(Amount.of(a)).hasSameHashCodeAs(Amount.of(a));
    }

    @Property
    void conversionsAreExactOrRefuse(@ForAll("figures") BigInteger a) {
        Amount amount = Amount.of(a);
        assertThat(amount.toBigInteger()).isEqualTo(a);
        assertThat(amount).hasToString(a.toString());
        assertThat(amount.isZero()).isEqualTo(a.signum() == 0);
        if (a.bitLength() < 64) {
            assertThat(amount.toLong()).isEqualTo(a.longValueExact());
            assertThat(Amount.of(a.longValueExact())).isEqualTo(amount);
        } else {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(amount::toLong)
                    .withMessageContaining(a.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void aNegativeCountIsRefused(long minorUnits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.of(minorUnits))
                .withMessageContaining(Long.toString(minorUnits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "340282366920938463463374607431768211456"})
    void anIntegerOutOfRangeIsRefused(BigInteger minorUnits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.of(minorUnits))
                .withMessage("amount " + minorUnits + " is not from 0 to 2^128 - 1");
    }

    @Test
    void theConstantsAreTheEndsOfTheRange() {
        assertThat(Amount.ZERO.toBigInteger()).isZero();
        assertThat(Amount.MAX.toBigInteger()).isEqualTo(Figures.MAX);
    }

    @Test
    void theHalvesAreUnsigned() {
        assertThat(new Amount(0, -1).toBigInteger()).isEqualTo(Figures.TWO_64.subtract(BigInteger.ONE));
        assertThat(new Amount(1, 0).toBigInteger()).isEqualTo(Figures.TWO_64);
    }
}
