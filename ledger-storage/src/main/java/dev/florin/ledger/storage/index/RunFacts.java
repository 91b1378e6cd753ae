package dev.florin.ledger.storage.index;

/**
 * What the manifest says of a run.
 *
 * @param number of its file
 * @param kind of its records
 * @param level 0 if it came from memory, else one more than the runs it was merged from
 * @param groupBits of {@link Kind#SUMS} the logarithm of how many positions make a group; {@link #NO_GROUPS} if all that the
 *     run covers is one; 0 for other kinds
 * @param first the first position it covers
 * @param last the last position it covers
 * @param records how many records it has, at least 1
 */
record RunFacts(long number, Kind kind, int level, int groupBits, long first, long last, long records) {
    /** Positions are below 2 to the power of this. */
    static final int NO_GROUPS = 63;

    long blocks() {
        return (records + kind.recordsPerBlock() - 1) / kind.recordsPerBlock();
    }

    long fenceBlocks() {
        return (blocks() + kind.fencesPerBlock() - 1) / kind.fencesPerBlock();
    }

    /** The first long of the records of an account whose entries are at a position, or in its group. */
    long groupAndAccount(int account, long position) {
        return groupAndAccount(groupBits, first, account, position);
    }

    static long groupAndAccount(int groupBits, long first, int account, long position) {
        return ((position >>> groupBits) - (first >>> groupBits)) << Integer.SIZE | account;
    }
}
