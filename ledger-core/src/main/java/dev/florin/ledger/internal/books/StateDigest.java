package dev.florin.ledger.internal.books;

/**
 * Fingerprints of the state that cost a little with each change: sums, modulo 2^64 in two lanes, over a term for each
 * account and each settled command. A sum has no order, so the order of insertion does not matter. Finds divergence, not
 * forgery: for that there is the chain.
 *
 * <p>The content part leaves out times and positions. Version 1; any change to the terms needs a new version, since
 * batches in journals carry the digest.
 */
final class StateDigest {
    private static final long K1 = 0x9FB21C651E98DF25L;
    private static final long K2 = 0xC3A5C85C97CB3127L;
    private static final long LANE_A = 0x243F6A8885A308D3L;
    private static final long LANE_B = 0x13198A2E03707344L;

    private long contentA;
    private long contentB;
    private long timesA;
    private long timesB;

    /** Takes an account's term out, before its slot changes. */
    void remove(long[] chunk, int slot) {
        contentA -= term(LANE_A, chunk, slot);
        contentB -= term(LANE_B, chunk, slot);
    }

    /** Puts an account's term in, after its slot changed. */
    void add(long[] chunk, int slot) {
        contentA += term(LANE_A, chunk, slot);
        contentB += term(LANE_B, chunk, slot);
    }

    /** Puts in the term of a command that was settled. */
    void addCommand(long idHigh, long idLow, long contentHash, long outcome, long position, long timeNanos) {
        long a = mix(mix(mix(mix(LANE_A, idHigh), idLow), contentHash), outcome);
        long b = mix(mix(mix(mix(LANE_B, idHigh), idLow), contentHash), outcome);
        contentA += a;
        contentB += b;
        timesA += mix(mix(a, position), timeNanos);
        timesB += mix(mix(b, position), timeNanos);
    }

    long contentHigh() {
        return contentA;
    }

    long contentLow() {
        return contentB;
    }

    long stateHigh(long lastPosition, long lastTimeNanos) {
        return contentA + timesA + mix(mix(LANE_A, lastPosition), lastTimeNanos);
    }

    long stateLow(long lastPosition, long lastTimeNanos) {
        return contentB + timesB + mix(mix(LANE_B, lastPosition), lastTimeNanos);
    }

    /** All sums of the slot, its version, and the hash of its id and attributes. */
    private static long term(long lane, long[] chunk, int slot) {
        long hash = mix(lane, chunk[slot + AccountTable.ATTRIBUTES_HASH]);
        for (int field = AccountTable.DEBITS_HIGH; field <= AccountTable.VERSION; field++) {
            hash = mix(hash, chunk[slot + field]);
        }
        return hash;
    }

    private static long mix(long hash, long word) {
        long mixed = (hash ^ word) * K1;
        return (mixed ^ mixed >>> 29) * K2;
    }
}
