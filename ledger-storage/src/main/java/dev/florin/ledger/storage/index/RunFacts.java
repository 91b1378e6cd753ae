package dev.florin.ledger.storage.index;

/**
 * What the manifest says of a run.
 *
 * @param number of its file
 * @param kind of its records
 * @param level 0 if it came from memory, else one more than the runs it was merged from
 * @param first the first position it covers
 * @param last the last position it covers
 * @param records how many records it has, at least 1
 */
record RunFacts(long number, Kind kind, int level, long first, long last, long records) {
    long blocks() {
        return (records + kind.recordsPerBlock() - 1) / kind.recordsPerBlock();
    }
}
