package dev.florin.ledger.storage.index;

/** What the records of a sorted run are. The first two longs of a record are its key; no two records have the same. */
enum Kind {
    /** Upper half of an id, lower half, position. Asked for whole keys. */
    IDS(1, 3, true),
    /** Account, entry locator. Asked for ranges of an account, which has entries in most runs: a filter would be in vain. */
    ENTRIES(2, 2, false),
    /** Position of the origin, position of what refers to it. Asked for ranges of an origin. */
    REFERENCES(3, 2, true);

    private final int code;
    private final int longs;
    private final boolean filtered;

    Kind(int code, int longs, boolean filtered) {
        this.code = code;
        this.longs = longs;
        this.filtered = filtered;
    }

    /** The kind that is written so in files. */
    static Kind of(int code) {
        return switch (code) {
            case 1 -> IDS;
            case 2 -> ENTRIES;
            case 3 -> REFERENCES;
            default -> throw new IllegalArgumentException("kind " + code + " of a run");
        };
    }

    /** How it is written in files. */
    int code() {
        return code;
    }

    /** How many longs a record has. */
    int longs() {
        return longs;
    }

    int recordsPerBlock() {
        return Block.LONGS / longs;
    }

    boolean filtered() {
        return filtered;
    }

    /** What the filter knows a record by. */
    long hash(long seed, long first, long second) {
        return Filter.hash(seed, first, this == IDS ? second : 0);
    }
}
