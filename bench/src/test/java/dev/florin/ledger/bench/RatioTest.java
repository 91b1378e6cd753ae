package dev.florin.ledger.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guard against decay fails on bad figures, and only then. */
class RatioTest {
    @Test
    void figuresWithinTheirLimitsHaveNoFault() {
        assertThat(Ratio.atLeast(5, "Batches beat singles", 500, 100, "transfers/s")
                        .fault())
                .isEmpty();
        assertThat(Ratio.atMost(3, "Readers do not mind a writer", 299, 100, "ns")
                        .fault())
                .isEmpty();
    }

    @Test
    void aFaultNamesBothFiguresTheRatioTheLimitAndHowToRepeatIt() {
        assertThat(Ratio.atLeast(5, "Batches beat singles", 499, 100, "transfers/s")
                        .fault())
                .contains(
                        "Batches beat singles. Measured: 499.0 and 100.0 transfers/s, a ratio of 4.99 where at least 5.00 is"
                                + " expected. Repeat it with: mvn -pl bench -am -Dtest=DecayGuardTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false test");
        assertThat(Ratio.atMost(3, "Readers do not mind a writer", 301, 100, "ns")
                        .fault()
                        .orElseThrow())
                .contains("301.0 and 100.0 ns, a ratio of 3.01 where at most 3.00 is expected");
    }

    @Test
    void whatWasNotMeasuredIsAFault() {
        for (double none : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(Ratio.atLeast(1, "x", none, 1, "s").fault().orElseThrow())
                    .contains("these are no figures");
            assertThat(Ratio.atMost(1, "x", 1, none, "s").fault().orElseThrow()).contains("these are no figures");
        }
    }

    @Test
    void oneGoodTryOfThreeIsEnough() {
        Iterator<Ratio> tries = List.of(good(1), good(2), good(9)).iterator();
        assertThatCode(() -> BestOfThree.require(tries::next)).doesNotThrowAnyException();
        assertThat(tries.hasNext()).isFalse();
    }

    @Test
    void threeBadTriesFailAndAllAreTold() {
        Iterator<Ratio> tries = List.of(good(1), good(2), good(3), good(9)).iterator();
        assertThatThrownBy(() -> BestOfThree.require(tries::next))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("ratio of 1.00", "ratio of 2.00", "ratio of 3.00");
        assertThat(tries.hasNext()).isTrue();
    }

    private static Ratio good(double figure) {
        return Ratio.atLeast(5, "It is fast", figure, 1, "transfers/s");
    }
}
