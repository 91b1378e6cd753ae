package dev.florin.ledger.internal.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of accounts, in the order of code points, which is that of their bytes.
 *
 * <p>A set of pairs of name and number that one thread, the publisher's, writes and any thread walks without a lock. It
 * holds <b>at least</b> the pairs of every position that readers may stand on: a new name is added when its effect is
 * applied, before that is published; an old one is taken out when the effect that took it away has been published. So a
 * reader asks of each pair that it comes by whether the account has that name at its position, and misses none, unless
 * pairs were taken out under way: {@link #removals} then differs from what it was before the reader took its position,
 * and the reader begins again. Transfers and openings never make it do that, only renames.
 */
final class PublishedNames {
    private final NavigableSet<Named> names = new ConcurrentSkipListSet<>();

    /** Pairs to take out behind the next publication. The publisher's own. */
    private final List<Named> leaving = new ArrayList<>();

    /** Written by the publisher alone, after a publication and before it takes pairs out; read by all. */
    private volatile long removals;

    /** A name that an account has, had, or will have at the next publication. */
    record Named(String name, int number) implements Comparable<Named> {
        @Override
        public int compareTo(Named other) {
            int names = compare(name, other.name);
            return names != 0 ? names : Integer.compare(number, other.number);
        }
    }

    /**
     * Takes in that an account's name changes. The publisher's thread.
     *
     * @param visible the name that the account has at the published position; empty if it has none or is not open there
     */
    void rename(int number, String before, String after, String visible) {
        if (before.equals(after)) {
            return;
        }
        if (!before.isEmpty()) {
            Named old = new Named(before, number);
            if (before.equals(visible)) {
                leaving.add(old);
            } else {
                names.remove(old); // no reader stands where it counts
            }
        }
        if (!after.isEmpty()) {
            names.add(new Named(after, number));
        }
    }

    /** Puts in many names at once, which takes less time than one after the other. The publisher's thread. */
    void addAll(List<Named> many) {
        Named[] sorted = many.toArray(new Named[0]);
        Arrays.parallelSort(sorted);
        // In their order, each is found where the one before was put: close by, and in the caches.
        for (Named named : sorted) {
            names.add(named);
        }
    }

    /** Takes out what no newer reader needs; {@code isCurrent} tells who has its name back. The publisher's thread. */
    void published(Predicate<Named> isCurrent) {
        if (leaving.isEmpty()) {
            return;
        }
        long before = removals;
        removals = before + 1;
        for (Named old : leaving) {
            if (!isCurrent.test(old)) {
                names.remove(old);
            }
        }
        leaving.clear();
    }

    /** To be taken before the position that is read at, and compared after the last pair. Any thread. */
    long removals() {
        return removals;
    }

    /** Pairs whose name starts with a prefix, in order, behind one that need not be there any more. Any thread. */
    Stream<Named> from(String prefix, @Nullable Named after) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(prefix)) {
            return Stream.empty(); // half a character, which no name starts with
        }
        Named first = new Named(prefix, 0);
        boolean atFirst = after == null || after.compareTo(first) < 0;
        return names.tailSet(atFirst ? first : after, atFirst).stream().takeWhile(pair -> pair.name.startsWith(prefix));
    }

    /** By code points: as {@link String#compareTo}, but for surrogates, which stand behind all other characters. */
    static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char first = a.charAt(i);
            char second = b.charAt(i);
            if (first != second) {
                int planes = Boolean.compare(Character.isSurrogate(first), Character.isSurrogate(second));
                return planes != 0 ? planes : Character.compare(first, second);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
