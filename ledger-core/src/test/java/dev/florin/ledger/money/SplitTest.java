package dev.florin.ledger.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.florin.ledger.internal.math.Figures;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

    private static final String MAX = "340282366920938463463374607431768211455";

    /** Small figures are where shares tie; figures of any size are where sums and products leave 128 bits. */
    private static final Arbitrary<BigInteger> SMALL =
            Arbitraries.integers().between(0, 12).map(BigInteger::valueOf);

    @Provide
    Arbitrary<BigInteger> totals() {
        return Arbitraries.oneOf(SMALL, Figures.unsigned());
    }

    /** Never all zero. */
    @Provide
    Arbitrary<List<BigInteger>> weights() {
        return Arbitraries.oneOf(
                        SMALL.list().ofMinSize(1).ofMaxSize(6),
                        Figures.unsigned().list().ofMinSize(1).ofMaxSize(12))
                .filter(weights -> sum(weights).signum() > 0);
    }

    @ParameterizedTest
    @CsvSource({
        // total, parts, shares
        "0,  1, 0",
        "0,  3, 0 0 0",
        "7,  1, 7",
        "9,  3, 3 3 3",
        "10, 3, 4 3 3",
        "11, 3, 4 4 3",
        "10, 4, 3 3 2 2",
        "2,  5, 1 1 0 0 0",
        "4,  5, 1 1 1 1 0",
        MAX + ", 1, " + MAX,
        MAX + ", 2, 170141183460469231731687303715884105728 170141183460469231731687303715884105727",
    })
    void equalPartsGiveTheRestToTheFirst(BigInteger total, int parts, String shares) {
        assertThat(Split.equally(Amount.of(total), parts)).isEqualTo(amounts(shares));
    }

    @Property
    void equalPartsSumToTheTotalAndDifferByAtMostOne(
            @ForAll("totals") BigInteger total, @ForAll @IntRange(min = 1, max = 4096) int parts) {
        List<Amount> shares = Split.equally(Amount.of(total), parts);
        assertThat(shares).hasSize(parts).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(sumOf(shares)).isEqualTo(total);
        assertThat(shares.get(0).minus(shares.get(parts - 1))).isLessThanOrEqualTo(Amount.of(1));
    }

    @Property
    void equalPartsArePartsInProportionToEqualWeights(
            @ForAll("totals") BigInteger total, @ForAll @IntRange(min = 1, max = 50) int parts) {
        assertThat(Split.equally(Amount.of(total), parts))
                .isEqualTo(Split.inProportion(Amount.of(total), Collections.nCopies(parts, Amount.MAX)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 4097, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aNumberOfPartsOutOfRangeIsRefusedWithTheFigures(int parts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.equally(Amount.of(10), parts))
                .withMessage("10 cannot be split into " + parts + " parts, only into 1 to 4096");
    }

    @ParameterizedTest
    @CsvSource({
        // total, weights, parts
        "100, 1,         100",
        "100, 50 30 20,  50 30 20",
        "10,  1 1 1,     4 3 3",
        "11,  1 1 1,     4 4 3",
        "1,   1 1,       1 0",
        "1,   1 2,       0 1",
        "1,   2 1,       1 0",
        // shares 0.5 and 1.5: equal remainders, the earlier part wins whichever weighs more
        "2,   1 3,       1 1",
        "2,   3 1,       2 0",
        // shares 4.9, 3.5, 1.4, 0.2: the two units go to the remainders 0.9 and 0.5
        "10,  49 35 14 2, 5 4 1 0",
        "10,  2 14 35 49, 0 1 4 5",
        "100, 0 1 0 1 0, 0 50 0 50 0",
        "7,   0 0 3,     0 0 7",
        "1,   0 5 0,     0 1 0",
        "0,   3 2 1,     0 0 0",
        "0,   0 0,       0 0",
        "0,   0,         0",
        "1,   9223372036854775807 9223372036854775807, 1 0",
        MAX + ", 1, " + MAX,
        MAX + ", 1 0 2, 113427455640312821154458202477256070485 0 226854911280625642308916404954512140970",
    })
    void proportionalPartsGiveTheRestToTheLargestRemainders(BigInteger total, String weights, String parts) {
        assertThat(Split.inProportion(Amount.of(total), amounts(weights))).isEqualTo(amounts(parts));
        assertThat(Split.inProportion(Amount.of(total), longs(weights))).isEqualTo(amounts(parts));
    }

    @Test
    void weightsMaySumToMoreThanAnAmount() {
        assertThat(Split.inProportion(Amount.MAX, List.of(Amount.MAX, Amount.ZERO, Amount.MAX)))
                .isEqualTo(
                        amounts("170141183460469231731687303715884105728 0 170141183460469231731687303715884105727"));
    }

    @Property
    void proportionalPartsSumToTheTotal(
            @ForAll("totals") BigInteger total, @ForAll("weights") List<BigInteger> weights) {
        assertThat(sumOf(split(total, weights))).isEqualTo(total);
    }

    @Property
    void aPartIsLessThanOneUnitFromItsExactShare(
            @ForAll("totals") BigInteger total, @ForAll("weights") List<BigInteger> weights) {
        List<Amount> parts = split(total, weights);
        BigInteger sum = sum(weights);
        for (int i = 0; i < parts.size(); i++) {
            // |part - total * weight / sum| < 1, multiplied by the sum.
            BigInteger away = parts.get(i).toBigInteger().multiply(sum).subtract(total.multiply(weights.get(i)));
            assertThat(away.abs()).isLessThan(sum);
        }
    }

    @Property
    void noPartIsGreaterThanItsWeightIfTheTotalIsAtMostTheirSum(
            @ForAll("totals") BigInteger figure, @ForAll("weights") List<BigInteger> weights) {
        BigInteger total = figure.mod(sum(weights).add(BigInteger.ONE));
        List<Amount> parts = split(total, weights);
        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i).toBigInteger()).isLessThanOrEqualTo(weights.get(i));
        }
    }

    @Property
    void aTotalThatIsTheSumOfTheWeightsGivesTheWeights(@ForAll("weights") List<BigInteger> weights) {
        BigInteger sum = sum(weights);
        if (sum.compareTo(Figures.MAX) <= 0) {
            assertThat(split(sum, weights))
                    .isEqualTo(weights.stream().map(Amount::of).toList());
        }
    }

    @Property
    void partsAreThoseOfTheNaiveModelEveryTime(
            @ForAll("totals") BigInteger total, @ForAll("weights") List<BigInteger> weights) {
        assertThat(split(total, weights)).isEqualTo(naive(total, weights)).isEqualTo(split(total, weights));
    }

    @Property
    void partsFollowTheirWeightsApartFromTies(
            @ForAll("totals") BigInteger total, @ForAll("weights") List<BigInteger> weights, @ForAll Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, weights.size()).boxed().toList());
        Collections.shuffle(order, random);
        List<BigInteger> remainders = weights.stream()
                .map(weight -> total.multiply(weight).mod(sum(weights)))
                .toList();
        List<Amount> parts = split(total, weights);
        List<Amount> shuffled = split(total, order.stream().map(weights::get).toList());
        for (int i = 0; i < order.size(); i++) {
            int before = order.get(i);
            boolean tied = Collections.frequency(remainders, remainders.get(before)) > 1;
            if (!tied) {
                assertThat(shuffled.get(i)).isEqualTo(parts.get(before));
            }
        }
    }

    @Test
    void noWeightsAreRefused() {
        String message = "10 cannot be split in proportion to no weights; give at least one";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.inProportion(Amount.of(10), List.of()))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.inProportion(Amount.of(10)))
                .withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> Split.inProportion(Amount.ZERO));
    }

    @Test
    void somethingToSplitAmongZeroWeightsIsRefusedWithTheFigures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.inProportion(Amount.of(10), 0, 0, 0))
                .withMessage("10 cannot be split in proportion to weights that are all zero (3 of them);"
                        + " give at least one that is not");
    }

    @Test
    void aNegativeWeightIsRefusedAndNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.inProportion(Amount.of(10), 3, Long.MIN_VALUE))
                .withMessage("10 cannot be split in proportion to a negative weight: -9223372036854775808 at index 1");
    }

    @Test
    void partsCannotBeModified() {
        Stream.of(
                        Split.equally(Amount.of(10), 3),
                        Split.inProportion(Amount.of(10), 1, 2),
                        Split.inProportion(Amount.ZERO, 1, 2))
                .forEach(parts -> assertThatExceptionOfType(UnsupportedOperationException.class)
                        .isThrownBy(() -> parts.set(0, Amount.MAX)));
    }

    private static List<Amount> split(BigInteger total, List<BigInteger> weights) {
        return Split.inProportion(
                Amount.of(total), weights.stream().map(Amount::of).toList());
    }

    /** Rounds every share down, then hands out what is left unit by unit to whoever is owed most. */
    private static List<Amount> naive(BigInteger total, List<BigInteger> weights) {
        BigInteger sum = sum(weights);
        List<BigInteger> parts = new ArrayList<>();
        weights.forEach(weight -> parts.add(total.multiply(weight).divide(sum)));
        while (sum(parts).compareTo(total) < 0) {
            int most = 0;
            BigInteger mostOwed = sum.negate();
            for (int i = 0; i < parts.size(); i++) {
                BigInteger owed =
                        total.multiply(weights.get(i)).subtract(parts.get(i).multiply(sum));
                if (owed.compareTo(mostOwed) > 0) {
                    most = i;
                    mostOwed = owed;
                }
            }
            parts.set(most, parts.get(most).add(BigInteger.ONE));
        }
        return parts.stream().map(Amount::of).toList();
    }

    private static BigInteger sum(List<BigInteger> figures) {
        return figures.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger sumOf(List<Amount> amounts) {
        return sum(amounts.stream().map(Amount::toBigInteger).toList());
    }

    private static List<Amount> amounts(String figures) {
        return Arrays.stream(figures.split(" "))
                .map(figure -> Amount.of(new BigInteger(figure)))
                .toList();
    }

    private static long[] longs(String figures) {
        return Arrays.stream(figures.split(" ")).mapToLong(Long::parseLong).toArray();
    }
}
