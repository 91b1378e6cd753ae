package dev.florin.ledger.storage.index;

/**
 * How large the parts of an index get.
 *
 * @param effects after how many effects the newest ones go to the disk
 * @param entries after how many entries they do, if that comes first; one that names an effective time counts four times, a
 *     label twice, as they take so much more memory
 * @param waiting how many such portions may wait for the disk before adding waits; each takes about 33 MB
 * @param fanOut how many runs of about one size are merged into one
 * @param pieceBlocks how many blocks are written between two forces
 * @param groupBits the logarithm of how many positions make a group of entries that name an effective time
 */
public record IndexSizes(int effects, int entries, int waiting, int fanOut, int pieceBlocks, int groupBits) {
    /**
     * What a ledger uses: at a million transfers a second, portions come four times a second, and each of 100 million
     * effects is written three times, into one of about ten runs.
     */
    public static final IndexSizes STANDARD = new IndexSizes(1 << 18, 1 << 20, 2, 8, 256, 12);
}
