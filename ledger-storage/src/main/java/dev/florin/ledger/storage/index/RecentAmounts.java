package dev.florin.ledger.storage.index;

import dev.florin.ledger.Side;
import dev.florin.ledger.internal.index.DatedEntries;
import dev.florin.ledger.spi.EntryLocator;

/** The dated entries of what was added in memory, in the order of {@link Kind#SUMS}, each with its amount. */
final class RecentAmounts implements Records {
    private final DatedEntries entries;
    private final long firstPosition;
    private final int groupBits;

    /** The entries of one group, in order. */
    private int[] order = new int[0];

    private int at;

    /** The first entry behind that group. */
    private int behind;

    RecentAmounts(DatedEntries entries, long firstPosition, int groupBits) {
        this.entries = entries;
        this.firstPosition = firstPosition;
        this.groupBits = groupBits;
    }

    @Override
    public boolean next() {
        if (++at < order.length) {
            return true;
        }
        int from = behind;
        int count = entries.count();
        if (from == count) {
            return false;
        }
        while (behind < count && group(behind) == group(from)) {
            behind++;
        }
        order = entries.sorted(from, behind);
        at = 0;
        return true;
    }

    private long group(int entry) {
        return EntryLocator.position(entries.locator(entry)) >>> groupBits;
    }

    @Override
    public long get(int index) {
        int entry = order[at];
        return switch (index) {
            case 0 ->
                RunFacts.groupAndAccount(
                        groupBits,
                        firstPosition,
                        entries.account(entry),
                        EntryLocator.position(entries.locator(entry)));
            case 1 -> entries.effectiveNanos(entry);
            case 2 -> entries.locator(entry);
            case 3 -> entries.side(entry) == Side.DEBIT ? entries.amountLow(entry) : 0;
            case 4 -> entries.side(entry) == Side.DEBIT ? entries.amountHigh(entry) : 0;
            case 5 -> entries.side(entry) == Side.CREDIT ? entries.amountLow(entry) : 0;
            default -> entries.side(entry) == Side.CREDIT ? entries.amountHigh(entry) : 0;
        };
    }
}
