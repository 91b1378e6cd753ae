package dev.florin.ledger.storage.index;

/**
 * A blocked Bloom filter (Putze, Sanders, Singler 2007; one bit in each word as in split block filters): says of a hash
 * that it was surely not added, or that it may have been. A probe reads eight longs beside each other and does not
 * branch, so that probes of many hashes one after the other wait for memory together.
 *
 * <p>One thread adds all; then the filter is published safely and any thread asks.
 */
final class Filter {
    private static final int BLOCK_BITS = 3;
    private static final int BLOCK_LONGS = 1 << BLOCK_BITS;

    /** Arrays of 256 KiB, which no garbage collector takes for huge. */
    private static final int CHUNK_BITS = 15;

    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    /** Up to so many keys are filtered more sharply: runs of that size are many, and take little memory. */
    private static final long FEW = 1 << 22;

    private static final int BITS_OF_FEW = 16;
    private static final int BITS_OF_MANY = 12;

    private final long[][] chunks;
    private final long blocks;

    /** A filter for so many hashes: one false answer in about 1,000 up to 4 million, in about 250 beyond. */
    Filter(long keys) {
        long bits = Math.max(1, keys) * (keys <= FEW ? BITS_OF_FEW : BITS_OF_MANY);
        blocks = (bits + Long.SIZE * BLOCK_LONGS - 1) / (Long.SIZE * BLOCK_LONGS);
        long longs = longs();
        chunks = new long[(int) ((longs + CHUNK_MASK) >>> CHUNK_BITS)][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = new long[(int) Math.min(1 << CHUNK_BITS, longs - ((long) i << CHUNK_BITS))];
        }
    }

    /** The hash of 128 bits, under a seed that nobody outside knows: so that nobody can choose ids that all collide. */
    static long hash(long seed, long high, long low) {
        return mix(mix(high ^ seed) + low);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014, variant 13 of Stafford). */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    long longs() {
        return blocks << BLOCK_BITS;
    }

    long get(long index) {
        return chunks[(int) (index >>> CHUNK_BITS)][(int) index & CHUNK_MASK];
    }

    void set(long index, long value) {
        chunks[(int) (index >>> CHUNK_BITS)][(int) index & CHUNK_MASK] = value;
    }

    void add(long hash) {
        long first = block(hash) << BLOCK_BITS;
        long[] chunk = chunks[(int) (first >>> CHUNK_BITS)];
        int at = (int) first & CHUNK_MASK;
        long bits = bits(hash);
        for (int i = 0; i < BLOCK_LONGS; i++) {
            chunk[at + i] |= 1L << (bits >>> (6 * i));
        }
    }

    /** Loads what {@link #add} needs; what it returns means nothing. */
    long touch(long hash) {
        return get(block(hash) << BLOCK_BITS);
    }

    /** 1 if the hash may have been added, 0 if it was not. */
    int mayHold(long hash) {
        long first = block(hash) << BLOCK_BITS;
        long[] chunk = chunks[(int) (first >>> CHUNK_BITS)];
        int at = (int) first & CHUNK_MASK;
        long bits = bits(hash);
        long all = chunk[at] >>> bits
                & chunk[at + 1] >>> (bits >>> 6)
                & chunk[at + 2] >>> (bits >>> 12)
                & chunk[at + 3] >>> (bits >>> 18)
                & chunk[at + 4] >>> (bits >>> 24)
                & chunk[at + 5] >>> (bits >>> 30)
                & chunk[at + 6] >>> (bits >>> 36)
                & chunk[at + 7] >>> (bits >>> 42);
        return (int) all & 1;
    }

    /** The upper 32 bits of the hash choose the block. */
    private long block(long hash) {
        return ((hash >>> 32) * blocks) >>> 32;
    }

    /** The lower ones give eight times six bits. */
    private static long bits(long hash) {
        long spread = (hash & 0xFFFF_FFFFL) * 0x9E3779B97F4A7C15L;
        return spread >>> 16;
    }
}
