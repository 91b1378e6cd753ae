package dev.florin.ledger.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Few pairs and many, whose first longs are spread over few values, over many, or over all, in any order or in order. */
class OrderTest {
    private interface Keys {
        long first(SplittableRandom random, int index);
    }

    static IntStream counts() {
        return IntStream.of(0, 1, 2, 3, 63, 64, 65, 4_095, 4_096, 4_097, 70_000);
    }

    static Stream<Arguments> cases() {
        return counts().boxed()
                .flatMap(count -> Stream.of(
                                Named.<Keys>of("all longs", (random, index) -> random.nextLong()),
                                Named.<Keys>of("one key", (random, index) -> -7),
                                Named.<Keys>of("few keys", (random, index) -> random.nextLong(-3, 3)),
                                Named.<Keys>of("accounts", (random, index) -> random.nextLong(1_000_000)),
                                Named.<Keys>of("rising", (random, index) -> (1L << 62) + index),
                                Named.<Keys>of("falling", (random, index) -> Long.MIN_VALUE + 100_000 - index),
                                Named.<Keys>of(
                                        "extremes",
                                        (random, index) -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE),
                                Named.<Keys>of(
                                        "equal in the upper bits", (random, index) -> random.nextLong(16) | 1L << 61))
                        .map(keys -> Arguments.of(count, keys)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isThatOfTheKeys(int count, Keys keys) {
        long seed = 31L * count + 7;
        SplittableRandom random = new SplittableRandom(seed);
        long[] pairs = new long[2 * count];
        for (int i = 0; i < count; i++) {
            pairs[2 * i] = keys.first(random, i);
            pairs[2 * i + 1] = random.nextInt(10) == 0 ? random.nextLong(-2, 2) : random.nextLong();
        }
        int[] expected = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> pairs[2 * i]).thenComparingLong(i -> pairs[2 * i + 1]))
                .mapToInt(Integer::intValue)
                .toArray();

        assertThat(Order.of(pairs)).as("seed %d", seed).containsExactly(expected);
    }
}
