package dev.florin.ledger.internal.index;

import dev.florin.ledger.spi.EffectCursor;
import java.util.Arrays;

/**
 * The accounts of the next effects of a batch, a portion at a time. Who takes effects in loads what it keeps of these accounts
 * into the caches first, in loops that do little else: such loads do not wait for each other, as those do that come when the
 * entries are taken in, one behind the other. With many accounts, that is most of the time. One thread.
 */
public final class AccountsAhead {
    /** As many as leave what was loaded for the first ones in the nearest caches until it is needed. */
    public static final int MOST_EFFECTS = 64;

    /** With so many accounts there are enough effects. */
    public static final int ENOUGH_ACCOUNTS = 4 * MOST_EFFECTS;

    private int[] accounts = new int[ENOUGH_ACCOUNTS];
    private int count;

    /** Moves a cursor over the next portion; returns how many effects that has, 0 at the end. */
    public int take(EffectCursor ahead) {
        count = 0;
        int effects = 0;
        while (effects < MOST_EFFECTS && count < ENOUGH_ACCOUNTS && ahead.next()) {
            effects++;
            int entries = ahead.kind().hasEntries() ? ahead.entryCount() : 0;
            if (count + entries > accounts.length) {
                accounts = Arrays.copyOf(accounts, count + entries);
            }
            for (int i = 0; i < entries; i++) {
                accounts[count++] = ahead.entryAccount(i);
            }
        }
        return effects;
    }

    /** How many entries the portion has. */
    public int count() {
        return count;
    }

    /** The account of an entry of the portion, as the effect names it: there may be none with this number. */
    public int account(int entry) {
        return accounts[entry];
    }
}
