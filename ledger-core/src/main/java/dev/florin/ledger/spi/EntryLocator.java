package dev.florin.ledger.spi;

/**
 * Names one entry of the journal in a long: the position of its transfer and the index of the entry in it. Locators are
 * ordered as entries were recorded.
 */
public final class EntryLocator {
    private static final int ENTRY_BITS = 12;
    private static final long ENTRY_MASK = (1L << ENTRY_BITS) - 1;

    private EntryLocator() {}

    /**
     * Packs a locator.
     *
     * @param position 1 to 2^51 - 1
     * @param entry 0 to 4,095
     * @return the locator, positive
     */
    public static long of(long position, int entry) {
        assert position >= 0 && position < 1L << 51 && entry >= 0 && entry <= ENTRY_MASK : position + ":" + entry;
        return position << ENTRY_BITS | entry;
    }

    /**
     * The position of the transfer.
     *
     * @param locator the locator
     * @return its position
     */
    public static long position(long locator) {
        return locator >>> ENTRY_BITS;
    }

    /**
     * The index of the entry in its transfer.
     *
     * @param locator the locator
     * @return 0 to 4,095
     */
    public static int entry(long locator) {
        return (int) (locator & ENTRY_MASK);
    }
}
