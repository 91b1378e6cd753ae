package dev.florin.ledger.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChainsTest {
    /** What a {@link Found} of this limit takes from rising or falling numbers. */
    private static long[] expected(NavigableSet<Long> numbers, long from, boolean ascending, int limit) {
        LongStream found = (ascending
                        ? numbers.tailSet(from)
                        : numbers.descendingSet().tailSet(from))
                .stream().mapToLong(Long::longValue);
        return found.limit(limit).toArray();
    }

    @Property(tries = 50)
    void findsWhatASetOfEachKeyFinds(
            @ForAll @IntRange(min = 1, max = 3_000) int count,
            @ForAll @IntRange(min = 1, max = 20) int keys,
            @ForAll long seed) {
        Random random = new Random(seed);
        Chains chains = new Chains(1);
        Map<Long, NavigableSet<Long>> model = new HashMap<>();
        long number = 0;
        for (int i = 0; i < count; i++) {
            number += 1 + random.nextInt(3);
            long key = random.nextInt(keys);
            chains.add(key, number);
            model.computeIfAbsent(key, k -> new TreeSet<>()).add(number);
        }
        for (long key = 0; key < keys; key++) {
            NavigableSet<Long> numbers = model.getOrDefault(key, new TreeSet<>());
            for (long from :
                    List.of(0L, 1L, (long) random.nextInt((int) number + 2), number, number + 1, Long.MAX_VALUE)) {
                for (int limit : new int[] {0, 1, 1 + random.nextInt(50), Integer.MAX_VALUE}) {
                    for (boolean ascending : new boolean[] {true, false}) {
                        Found found = new Found(limit);
                        chains.find(key, from, ascending, found);
                        assertThat(found.toArray())
                                .as("%s from %s, ascending %s, limit %s", key, from, ascending, limit)
                                .isEqualTo(expected(numbers, from, ascending, limit));
                    }
                }
            }
        }
    }
}
