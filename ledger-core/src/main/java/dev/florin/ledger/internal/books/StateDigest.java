package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;

/**
 * Fingerprints of the state that cost a little with each change: sums, modulo 2^64 in two lanes, over a term for each
 * account, each settled command, each open hold, each movement of which something was given back and each schedule that has a date to
 * come. A sum has no order, so the order of insertion does not matter. Finds divergence, not forgery: for that there is the chain.
 *
 * <p>The content part leaves out times and positions. Version 1; any change to the terms needs a new version, since
 * batches in journals carry the digest.
 */
final class StateDigest {
    private static final long K1 = 0x9FB21C651E98DF25L;
    private static final long K2 = 0xC3A5C85C97CB3127L;
    private static final long LANE_A = 0x243F6A8885A308D3L;
    private static final long LANE_B = 0x13198A2E03707344L;

    /** Tell terms of holds, returns and schedules from those of accounts and commands, and from each other. */
    private static final long HOLD = 0xA4093822299F31D0L;

    private static final long RETURNED = 0x082EFA98EC4E6C89L;

    private static final long SCHEDULE = 0x452821E638D01377L;

    /** The terms of accounts, apart from all others: they can be added up again from the accounts alone. */
    private long accountsA;

    private long accountsB;

    private final long[] kept = new long[AccountTable.VERSION + 1];

    private long contentA;
    private long contentB;
    private long timesA;
    private long timesB;

    /** Takes an account's term out, before its slot changes. */
    void remove(long[] chunk, int slot) {
        accountsA -= term(LANE_A, chunk, slot);
        accountsB -= term(LANE_B, chunk, slot);
    }

    /** Puts an account's term in, after its slot changed. */
    void add(long[] chunk, int slot) {
        accountsA += term(LANE_A, chunk, slot);
        accountsB += term(LANE_B, chunk, slot);
    }

    /** Keeps what a movement can change of an account, before it does: {@link #replaceKept} follows for the same account. */
    void keep(long[] chunk, int slot) {
        System.arraycopy(chunk, slot, kept, 0, kept.length);
    }

    /**
     * Replaces the term of the account that was kept, after its slot changed: as removing and adding would, but the four
     * hashes go forward together, since none waits for another.
     */
    void replaceKept(long[] chunk, int slot) {
        long attributes = chunk[slot + AccountTable.ATTRIBUTES_HASH];
        long beforeA = mix(LANE_A, attributes);
        long beforeB = mix(LANE_B, attributes);
        long afterA = beforeA;
        long afterB = beforeB;
        for (int field = AccountTable.DEBITS_HIGH; field <= AccountTable.VERSION; field++) {
            long before = kept[field];
            long after = chunk[slot + field];
            beforeA = mix(beforeA, before);
            beforeB = mix(beforeB, before);
            afterA = mix(afterA, after);
            afterB = mix(afterB, after);
        }
        accountsA += afterA - beforeA;
        accountsB += afterB - beforeB;
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

    /** Puts in the term of an open hold. */
    void addHold(Holds.Open hold) {
        contentA += term(LANE_A ^ HOLD, hold);
        contentB += term(LANE_B ^ HOLD, hold);
    }

    /** Takes the term of an open hold out, before what is left of it changes. */
    void removeHold(Holds.Open hold) {
        contentA -= term(LANE_A ^ HOLD, hold);
        contentB -= term(LANE_B ^ HOLD, hold);
    }

    /** Puts in the term of what was given back of a movement. */
    void addReturned(CommandId id, Holds.Returned returned) {
        contentA += term(LANE_A ^ RETURNED, id, returned);
        contentB += term(LANE_B ^ RETURNED, id, returned);
    }

    /** Takes the term of what was given back of a movement out. */
    void removeReturned(CommandId id, Holds.Returned returned) {
        contentA -= term(LANE_A ^ RETURNED, id, returned);
        contentB -= term(LANE_B ^ RETURNED, id, returned);
    }

    /** Puts in the terms of a schedule that has a date to come. */
    void addSchedule(Schedules.Open schedule) {
        long a = term(LANE_A ^ SCHEDULE, schedule);
        long b = term(LANE_B ^ SCHEDULE, schedule);
        contentA += a;
        contentB += b;
        timesA += dates(a, schedule);
        timesB += dates(b, schedule);
    }

    /** Takes the terms of a schedule out, before it changes. */
    void removeSchedule(Schedules.Open schedule) {
        long a = term(LANE_A ^ SCHEDULE, schedule);
        long b = term(LANE_B ^ SCHEDULE, schedule);
        contentA -= a;
        contentB -= b;
        timesA -= dates(a, schedule);
        timesB -= dates(b, schedule);
    }

    /** The sums without the terms of accounts: content, then times, in both lanes. */
    long[] beside() {
        return new long[] {contentA, contentB, timesA, timesB};
    }

    /** Puts in the sums that {@link #beside} gave. */
    void addBeside(long[] sums) {
        contentA += sums[0];
        contentB += sums[1];
        timesA += sums[2];
        timesB += sums[3];
    }

    /** All that a dry run or a failed group must leave as it was. */
    long[] save() {
        return new long[] {accountsA, accountsB, contentA, contentB, timesA, timesB};
    }

    void restore(long[] saved) {
        accountsA = saved[0];
        accountsB = saved[1];
        contentA = saved[2];
        contentB = saved[3];
        timesA = saved[4];
        timesB = saved[5];
    }

    long contentHigh() {
        return accountsA + contentA;
    }

    long contentLow() {
        return accountsB + contentB;
    }

    long stateHigh(long lastPosition, long lastTimeNanos) {
        return contentHigh() + timesA + mix(mix(LANE_A, lastPosition), lastTimeNanos);
    }

    long stateLow(long lastPosition, long lastTimeNanos) {
        return contentLow() + timesB + mix(mix(LANE_B, lastPosition), lastTimeNanos);
    }

    /** All sums of the slot, its version, and the hash of its id and attributes. */
    private static long term(long lane, long[] chunk, int slot) {
        long hash = mix(lane, chunk[slot + AccountTable.ATTRIBUTES_HASH]);
        for (int field = AccountTable.DEBITS_HIGH; field <= AccountTable.VERSION; field++) {
            hash = mix(hash, chunk[slot + field]);
        }
        return hash;
    }

    private static long term(long lane, Holds.Open hold) {
        long hash = mix(mix(lane, hold.id.high()), hold.id.low());
        for (int at = 0; at < hold.captured.length; at++) {
            hash = mix(mix(hash, hold.left.amounts[at]), hold.captured[at]);
        }
        return hash;
    }

    private static long term(long lane, CommandId id, Holds.Returned returned) {
        long hash = mix(mix(lane, id.high()), id.low());
        for (long half : returned.amounts()) {
            hash = mix(hash, half);
        }
        return mix(hash, returned.reversedAt() == 0 ? 0 : 1);
    }

    private static long term(long lane, Schedules.Open schedule) {
        return mix(mix(mix(lane, schedule.id.high()), schedule.id.low()), schedule.runs);
    }

    private static long dates(long term, Schedules.Open schedule) {
        return mix(mix(term, schedule.dueNanos), schedule.ranNanos);
    }

    private static long mix(long hash, long word) {
        long mixed = (hash ^ word) * K1;
        return (mixed ^ mixed >>> 29) * K2;
    }
}
