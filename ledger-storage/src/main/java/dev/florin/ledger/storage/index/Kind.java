package dev.florin.ledger.storage.index;

import dev.florin.ledger.spi.Storage;

/** What the records of a sorted run are. The first longs of a record are its key; no two records have the same. */
enum Kind {
    /** Upper half of an id, lower half, position. Asked for whole keys. */
    IDS(1, 2, 3, true),
    /**
     * Account, locator of an entry of {@link Storage.Entries#UNDATED}. Asked for ranges of an account, which has entries in
     * most runs: a filter would be in vain.
     */
    UNDATED(2, 2, 2, false),
    /** Position of the origin, position of what refers to it. Asked for ranges of an origin. */
    REFERENCES(3, 2, 2, true),
    /** Account, locator of an entry of {@link Storage.Entries#DATED}. Asked for ranges of an account. */
    DATED(4, 2, 2, false),
    /** Account, locator of an entry of {@link Storage.Entries#PENDING}. Asked for ranges of an account. */
    PENDING(5, 2, 2, false),
    /** Hash of a label, position. Asked for ranges of a label; a filter would take memory for each label. */
    LABELS(6, 2, 2, false),
    /**
     * Group and account, effective time, locator of an entry of {@link Storage.Entries#DATED}; then the sums of its account in
     * that group from the account's first record on: lower and upper half of the debits, then of the credits. Asked for what an
     * account has up to an effective time. What is merged stays, so that any past is covered by whole runs: see {@link
     * DatedCover}.
     */
    SUMS(7, 3, 7, false);

    private final int code;
    private final int keyLongs;
    private final int longs;
    private final boolean filtered;

    Kind(int code, int keyLongs, int longs, boolean filtered) {
        this.code = code;
        this.keyLongs = keyLongs;
        this.longs = longs;
        this.filtered = filtered;
    }

    /** The kind that is written so in files. */
    static Kind of(int code) {
        return switch (code) {
            case 1 -> IDS;
            case 2 -> UNDATED;
            case 3 -> REFERENCES;
            case 4 -> DATED;
            case 5 -> PENDING;
            case 6 -> LABELS;
            case 7 -> SUMS;
            default -> throw new IllegalArgumentException("kind " + code + " of a run");
        };
    }

    /** How it is written in files. */
    int code() {
        return code;
    }

    /** How many longs of a record are its key: two or three. */
    int keyLongs() {
        return keyLongs;
    }

    /** How many longs a record has. */
    int longs() {
        return longs;
    }

    int recordsPerBlock() {
        return Block.LONGS / longs;
    }

    int fencesPerBlock() {
        return Block.LONGS / keyLongs;
    }

    boolean filtered() {
        return filtered;
    }

    /** Whether memory holds the first fence of each block of fences only, since there are many records that are long. */
    boolean sparse() {
        return this == SUMS;
    }

    /** Whether runs stay when they have been merged. */
    boolean keepsMerged() {
        return this == SUMS;
    }

    /** The level from which on runs are merged. */
    int leastMerged() {
        return this == SUMS ? DatedCover.WHOLE : 0;
    }

    /** What the filter knows a record by. */
    long hash(long seed, long first, long second) {
        return Filter.hash(seed, first, this == IDS ? second : 0);
    }
}
