package dev.florin.ledger.internal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Unsigned128Test {

    @Provide
    Arbitrary<BigInteger> figures() {
        return Figures.unsigned();
    }

    @Property
    void aFigureGoesThroughItsHalvesUnchanged(@ForAll("figures") BigInteger a) {
        assertThat(high(a)).isEqualTo(a.divide(Figures.TWO_64).longValue());
        assertThat(low(a)).isEqualTo(a.mod(Figures.TWO_64).longValue());
        assertThat(Unsigned128.toBigInteger(high(a), low(a))).isEqualTo(a);
    }

    @Property
    void compareOrdersAsIntegersDo(@ForAll("figures") BigInteger a, @ForAll("figures") BigInteger b) {
        assertThat(Integer.signum(Unsigned128.compare(high(a), low(a), high(b), low(b))))
                .isEqualTo(a.compareTo(b));
        assertThat(Unsigned128.compare(high(a), low(a), high(a), low(a))).isZero();
    }

    @Property
    void addingGivesTheSumModuloTwoToThe128AndTellsOverflow(
            @ForAll("figures") BigInteger a, @ForAll("figures") BigInteger b) {
        BigInteger sum = a.add(b);
        long low = Unsigned128.addLow(low(a), low(b));
        long high = Unsigned128.addHigh(high(a), high(b), Unsigned128.carry(low(a), low(b)));
        assertThat(Unsigned128.toBigInteger(high, low)).isEqualTo(sum.and(Figures.MAX));
        assertThat(Unsigned128.addOverflows(high(a), low(a), high(b), low(b)))
                .isEqualTo(sum.compareTo(Figures.MAX) > 0);
    }

    @Property
    void addingWhatIsLeftToTheMaximumFitsAndOneMoreDoesNot(@ForAll("figures") BigInteger a) {
        BigInteger left = Figures.MAX.subtract(a);
        assertThat(Unsigned128.addOverflows(high(a), low(a), high(left), low(left)))
                .isFalse();
        if (a.signum() > 0) {
            BigInteger more = left.add(BigInteger.ONE);
            assertThat(Unsigned128.addOverflows(high(a), low(a), high(more), low(more)))
                    .isTrue();
        }
    }

    @Property
    void subtractingGivesTheDifferenceModuloTwoToThe128(
            @ForAll("figures") BigInteger a, @ForAll("figures") BigInteger b) {
        long low = Unsigned128.subtractLow(low(a), low(b));
        long high = Unsigned128.subtractHigh(high(a), high(b), Unsigned128.borrow(low(a), low(b)));
        assertThat(Unsigned128.toBigInteger(high, low)).isEqualTo(a.subtract(b).and(Figures.MAX));
    }

    @Property
    void textIsThatOfTheInteger(@ForAll("figures") BigInteger a) {
        assertThat(Unsigned128.toString(high(a), low(a))).isEqualTo(a.toString());
    }

    @Property
    void toLongExactGivesWhatFitsAndRefusesTheRest(@ForAll("figures") BigInteger a) {
        if (a.bitLength() < 64) {
            assertThat(Unsigned128.toLongExact(high(a), low(a))).isEqualTo(a.longValueExact());
        } else {
            assertThatThrownBy(() -> Unsigned128.toLongExact(high(a), low(a)))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining(a.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "                                     -1, false",
        "                                      0, true",
        "                   18446744073709551615, true",
        "340282366920938463463374607431768211455, true",
        "340282366920938463463374607431768211456, false",
    })
    void whatFitsIsFromZeroToTwoToThe128LessOne(BigInteger value, boolean fits) {
        assertThat(Unsigned128.fits(value)).isEqualTo(fits);
    }

    @Test
    void halvesOfWhatDoesNotFitAreRefused() {
        BigInteger tooGreat = Figures.MAX.add(BigInteger.ONE);
        assertThatThrownBy(() -> Unsigned128.highOf(tooGreat)).hasMessageContaining(tooGreat.toString());
        assertThatThrownBy(() -> Unsigned128.lowOf(BigInteger.ONE.negate())).isInstanceOf(ArithmeticException.class);
    }

    private static long high(BigInteger value) {
        return Unsigned128.highOf(value);
    }

    private static long low(BigInteger value) {
        return Unsigned128.lowOf(value);
    }
}
