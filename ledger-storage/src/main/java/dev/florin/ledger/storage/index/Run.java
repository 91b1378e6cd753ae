package dev.florin.ledger.storage.index;

import dev.florin.ledger.internal.index.DatedSums;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sorted records in a file that never changes, and what is kept of them in memory: the first key of each block (or, of a kind
 * that is {@linkplain Kind#sparse sparse}, of each block of those), the last key, the filter. Any thread; each brings its own
 * {@link BlockReader}.
 */
final class Run {
    private final RunFacts facts;
    private final int keyLongs;
    private final int longs;
    private final int perBlock;
    private final long[] fences;
    private final long[] lastKey;
    private final @Nullable Filter filter;

    Run(RunFacts facts, long[] fences, long[] lastKey, @Nullable Filter filter) {
        this.facts = facts;
        this.keyLongs = facts.kind().keyLongs();
        this.longs = facts.kind().longs();
        this.perBlock = facts.kind().recordsPerBlock();
        this.fences = fences;
        this.lastKey = lastKey;
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
        return lastKey[0];
    }

    /** Whether a record is the last one. */
    boolean endsWith(Records record) {
        return hasKey(record, lastKey, 0);
    }

    /** Whether a block of records is found by its first record. */
    boolean hasFence(long block, Records record, BlockReader reader) throws IOException {
        if (!facts.kind().sparse()) {
            return hasKey(record, fences, (int) block * keyLongs);
        }
        int perFenceBlock = facts.kind().fencesPerBlock();
        int fenceBlock = (int) (block / perFenceBlock);
        int inBlock = (int) (block % perFenceBlock);
        int at = reader.find(facts.number(), 1 + facts.blocks() + fenceBlock);
        for (int i = 0; i < keyLongs; i++) {
            if (Block.get(reader.bytes(), at, inBlock * keyLongs + i) != record.get(i)) {
                return false;
            }
        }
        return inBlock > 0 || hasKey(record, fences, fenceBlock * keyLongs);
    }

    private boolean hasKey(Records record, long[] keys, int at) {
        for (int i = 0; i < keyLongs; i++) {
            if (record.get(i) != keys[at + i]) {
                return false;
            }
        }
        return true;
    }

    /** The third long of the record with a key of two, or {@link Storage.Reader#NOT_FOUND}. */
    long find(long first, long second, BlockReader reader) throws IOException {
        long at = lowerBound(first, second, 0, reader);
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
            long at = lowerBound(first, from, 0, reader);
            for (; found.wantsMore() && at < facts.records() && get(at, 0, reader) == first; at++) {
                found.add(get(at, 1, reader));
            }
        } else {
            long behind = from == Long.MAX_VALUE
                    ? lowerBound(first + 1, Long.MIN_VALUE, 0, reader)
                    : lowerBound(first, from + 1, 0, reader);
            for (long at = behind - 1; found.wantsMore() && at >= 0 && get(at, 0, reader) == first; at--) {
                found.add(get(at, 1, reader));
            }
        }
    }

    /** Adds the sums of an account in a group, of what is effective up to a time. */
    void sum(long groupAndAccount, long untilNanos, DatedSums sums, BlockReader reader) throws IOException {
        if (groupAndAccount < least() || groupAndAccount > greatest()) {
            return;
        }
        long last = lowerBound(groupAndAccount, untilNanos, Long.MAX_VALUE, reader) - 1;
        if (last >= 0 && get(last, 0, reader) == groupAndAccount) {
            sums.add(get(last, 3, reader), get(last, 4, reader), get(last, 5, reader), get(last, 6, reader));
        }
    }

    /** The same, of what is at positions up to one; goes through all of the account's records in the group. */
    void sumUpTo(long groupAndAccount, long untilNanos, long position, DatedSums sums, BlockReader reader)
            throws IOException {
        if (groupAndAccount < least() || groupAndAccount > greatest()) {
            return;
        }
        Amounts amounts = new Amounts(records(lowerBound(groupAndAccount, Long.MIN_VALUE, 0, reader), reader));
        while (amounts.next() && amounts.get(0) == groupAndAccount && amounts.get(1) <= untilNanos) {
            if (EntryLocator.position(amounts.get(2)) <= position) {
                sums.add(amounts.get(3), amounts.get(4), amounts.get(5), amounts.get(6));
            }
        }
    }

    /** The records from one on. */
    private Records records(long from, BlockReader reader) {
        return new Records() {
            private long at = from - 1;
            private int block;

            @Override
            public boolean next() throws IOException {
                if (++at >= facts.records()) {
                    return false;
                }
                block = reader.find(facts.number(), 1 + at / perBlock);
                return true;
            }

            @Override
            public long get(int index) {
                return Block.get(reader.bytes(), block, (int) (at % perBlock) * longs + index);
            }
        };
    }

    long get(long record, int index, BlockReader reader) throws IOException {
        int at = reader.find(facts.number(), 1 + record / perBlock);
        return Block.get(reader.bytes(), at, (int) (record % perBlock) * longs + index);
    }

    /** The ordinal of the first record that is not below a key; keys of two longs take no notice of a third. */
    long lowerBound(long first, long second, long third, BlockReader reader) throws IOException {
        long block = lastFenceBelow(first, second, third, reader);
        if (block < 0) {
            return 0;
        }
        int at = reader.find(facts.number(), 1 + block);
        int count = (int) Math.min(perBlock, facts.records() - block * perBlock);
        return block * perBlock + lowerBound(reader.bytes(), at, count, longs, first, second, third);
    }

    /** The same among keys in a block, each so many longs behind the one before it. */
    private int lowerBound(byte[] bytes, int at, int count, int stride, long first, long second, long third) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int index = middle * stride;
            long otherThird = keyLongs == 2 ? third : Block.get(bytes, at, index + 2);
            if (isBelow(
                    Block.get(bytes, at, index), Block.get(bytes, at, index + 1), otherThird, first, second, third)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long lastFenceBelow(long first, long second, long third, BlockReader reader) throws IOException {
        long inMemory = lastFenceBelow(first, second, third);
        if (!facts.kind().sparse() || inMemory < 0) {
            return inMemory;
        }
        int perFenceBlock = facts.kind().fencesPerBlock();
        long before = inMemory * perFenceBlock;
        int count = (int) Math.min(perFenceBlock, facts.blocks() - before);
        if (count == 1) {
            return before;
        }
        int at = reader.find(facts.number(), 1 + facts.blocks() + inMemory);
        int low = lowerBound(reader.bytes(), at, count, keyLongs, first, second, third);
        // Keys are not asked for exactly, and the first one of the block is not above this one.
        return before + Math.max(0, low - 1);
    }

    private long lastFenceBelow(long first, long second, long third) {
        int count = fences.length / keyLongs;
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isFenceBelow(middle, first, second, third)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // A block whose first key is the wanted one is read rather than the one before it.
        boolean exact = low < count
                && fences[keyLongs * low] == first
                && fences[keyLongs * low + 1] == second
                && (keyLongs == 2 || fences[keyLongs * low + 2] == third);
        return exact ? low : low - 1;
    }

    private boolean isFenceBelow(int fence, long first, long second, long third) {
        int at = keyLongs * fence;
        return isBelow(fences[at], fences[at + 1], keyLongs == 2 ? third : fences[at + 2], first, second, third);
    }

    private static boolean isBelow(
            long first, long second, long third, long otherFirst, long otherSecond, long otherThird) {
        if (first != otherFirst) {
            return first < otherFirst;
        }
        return second < otherSecond || (second == otherSecond && third < otherThird);
    }
}
