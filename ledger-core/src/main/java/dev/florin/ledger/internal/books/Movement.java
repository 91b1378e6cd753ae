package dev.florin.ledger.internal.books;

import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import java.util.Arrays;

/**
 * The entries of one movement, and what they add to each account they touch: scratch, used again for each command. The
 * bookkeeper's thread only.
 *
 * <p>An entry of amount zero moves nothing and touches no account.
 */
final class Movement {
    private static final int MOST = Transfer.MAX_ENTRIES;
    private static final int TOUCHED_BITS = 12;
    private static final int TOUCHED_MASK = (1 << TOUCHED_BITS) - 1;

    private final Books books;

    int count;
    final int[] accounts = new int[MOST];
    final boolean[] credits = new boolean[MOST];

    /** Upper and lower half of each amount. */
    final long[] amounts = new long[2 * MOST];

    /** The accounts of the movement, each once, in the order of their first entries, and what it adds to each. */
    int touchedCount;

    final int[] touched = new int[MOST];
    final long[] addedDebits = new long[2 * MOST];
    final long[] addedCredits = new long[2 * MOST];

    /** Counts movements, so that marks in account slots need no clearing. */
    private long number;

    Movement(Books books) {
        this.books = books;
    }

    void clear() {
        count = 0;
    }

    void add(int account, boolean credit, long high, long low) {
        accounts[count] = account;
        credits[count] = credit;
        amounts[2 * count] = high;
        amounts[2 * count + 1] = low;
        count++;
    }

    /** Fills and adds up the entries of a hold or movement, with other amounts, on their sides or the opposite ones. */
    void fill(Remainder entries, long[] entryAmounts, boolean inverse) {
        clear();
        for (int i = 0; i < entries.count(); i++) {
            add(entries.accounts[i], entries.credits[i] != inverse, entryAmounts[2 * i], entryAmounts[2 * i + 1]);
        }
        addUp();
    }

    boolean isZero(int entry) {
        return (amounts[2 * entry] | amounts[2 * entry + 1]) == 0;
    }

    Side side(int entry) {
        return credits[entry] ? Side.CREDIT : Side.DEBIT;
    }

    /** Fills in what the movement adds to each account. */
    void addUp() {
        touchedCount = 0;
        number++;
        for (int i = 0; i < count; i++) {
            if (isZero(i)) {
                continue;
            }
            int account = accounts[i];
            long[] chunk = books.accounts.chunk(account);
            int mark = AccountTable.slot(account) + AccountTable.MARK;
            int index;
            if (chunk[mark] >>> TOUCHED_BITS == number) {
                index = (int) chunk[mark] & TOUCHED_MASK;
            } else {
                index = touchedCount++;
                chunk[mark] = number << TOUCHED_BITS | index;
                touched[index] = account;
                Arrays.fill(addedDebits, 2 * index, 2 * index + 2, 0);
                Arrays.fill(addedCredits, 2 * index, 2 * index + 2, 0);
            }
            Books.addExactly(credits[i] ? addedCredits : addedDebits, 2 * index, amounts[2 * i], amounts[2 * i + 1]);
        }
    }
}
