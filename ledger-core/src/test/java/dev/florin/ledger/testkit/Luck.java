package dev.florin.ledger.testkit;

import java.util.List;

/** Decides between alternatives, the simplest of which is 0: a random generator, or a list of numbers that shrinks. */
@FunctionalInterface
interface Luck {
    /** A number of 0 to {@code bound - 1}. */
    int below(int bound);

    /** The numbers of a list, and 0 when they are used up. */
    static Luck of(List<Integer> numbers) {
        int[] used = {0};
        return bound -> used[0] < numbers.size() ? numbers.get(used[0]++) % bound : 0;
    }

    default boolean chance(int percent) {
        return below(100) >= 100 - percent;
    }

    default <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }
}
