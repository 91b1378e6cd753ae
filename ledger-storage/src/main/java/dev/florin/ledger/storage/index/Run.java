package dev.florin.ledger.storage.index;

import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sorted records in a file that never changes, and what is kept of them in memory: the first key of each block, the last
 * key, the filter. Any thread; each brings its own {@link BlockReader}.
 */
final class Run {
    private final RunFacts facts;
    private final long[] fences;
    private final long lastFirst;
    private final long lastSecond;
    private final @Nullable Filter filter;

    Run(RunFacts facts, long[] fences, long lastFirst, long lastSecond, @Nullable Filter filter) {
        this.facts = facts;
        this.fences = fences;
        this.lastFirst = lastFirst;
        this.lastSecond = lastSecond;
        this.filter = filter;
    }

    RunFacts facts() {
        return facts;
    }

    @Nullable
    Filter filter() {
        return filter;
    }

    /** The first long of the least key. */
    long least() {
        return fences[0];
    }

    /** The first long of the greatest key. */
    long greatest() {
        return lastFirst;
    }

    /** Whether a key is the last one. */
    boolean endsWith(long first, long second) {
        return first == lastFirst && second == lastSecond;
    }

    /** Whether a block of records begins with a key. */
    boolean hasFence(long block, long first, long second) {
        int at = (int) (2 * block);
        return fences[at] == first && fences[at + 1] == second;
    }

    /** The third long of the record with a key, or {@link Storage.Reader#NOT_FOUND}. */
    long find(long first, long second, BlockReader reader) throws IOException {
        long at = lowerBound(first, second, reader);
        if (at < facts.records() && get(at, 0, reader) == first && get(at, 1, reader) == second) {
            return get(at, 2, reader);
        }
        return Storage.Reader.NOT_FOUND;
    }

    /** Takes the second longs of records with a first one, from a second one on, rising or falling. */
    void find(long first, long from, boolean ascending, Found found, BlockReader reader) throws IOException {
        if (first < least() || first > greatest()) {
            return;
        }
        if (ascending) {
            long at = lowerBound(first, from, reader);
            for (; found.wantsMore() && at < facts.records() && get(at, 0, reader) == first; at++) {
                found.add(get(at, 1, reader));
            }
        } else {
            long behind = from == Long.MAX_VALUE
                    ? lowerBound(first + 1, Long.MIN_VALUE, reader)
                    : lowerBound(first, from + 1, reader);
            for (long at = behind - 1; found.wantsMore() && at >= 0 && get(at, 0, reader) == first; at--) {
                found.add(get(at, 1, reader));
            }
        }
    }

    private long get(long record, int index, BlockReader reader) throws IOException {
        int perBlock = facts.kind().recordsPerBlock();
        int at = reader.find(facts.number(), 1 + record / perBlock);
        return Block.get(
                reader.bytes(), at, (int) (record % perBlock) * facts.kind().longs() + index);
    }

    /** The ordinal of the first record that is not below a key. */
    private long lowerBound(long first, long second, BlockReader reader) throws IOException {
        long block = lastFenceBelow(first, second);
        if (block < 0) {
            return 0;
        }
        int perBlock = facts.kind().recordsPerBlock();
        int longs = facts.kind().longs();
        int at = reader.find(facts.number(), 1 + block);
        byte[] bytes = reader.bytes();
        int low = 0;
        int high = (int) Math.min(perBlock, facts.records() - block * perBlock);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBelow(
                    Block.get(bytes, at, middle * longs), Block.get(bytes, at, middle * longs + 1), first, second)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return block * perBlock + low;
    }

    private long lastFenceBelow(long first, long second) {
        int low = 0;
        int high = fences.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBelow(fences[2 * middle], fences[2 * middle + 1], first, second)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // A block whose first key is the wanted one is read rather than the one before it.
        boolean exact = low < fences.length / 2 && fences[2 * low] == first && fences[2 * low + 1] == second;
        return exact ? low : low - 1;
    }

    private static boolean isBelow(long first, long second, long otherFirst, long otherSecond) {
        return first < otherFirst || (first == otherFirst && second < otherSecond);
    }
}
