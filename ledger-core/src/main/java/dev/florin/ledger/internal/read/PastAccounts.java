package dev.florin.ledger.internal.read;

import dev.florin.ledger.Account;
import dev.florin.ledger.journal.EffectReader;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.Storage;
import java.util.HashMap;
import java.util.Map;

/**
 * Accounts as they were at rising positions: as they are now if they have not changed since, else as the storage tells. One
 * thread.
 */
final class PastAccounts implements EffectReader.Accounts {
    private static final int MOST_KEPT = 65_536;

    private final PublishedBooks published;
    private final Storage.Session storage;

    /** As they were at the position read last, of accounts that have changed since, or may have. */
    private final Map<Integer, Account> kept = new HashMap<>();

    PastAccounts(PublishedBooks published, Storage.Session storage) {
        this.published = published;
        this.storage = storage;
    }

    @Override
    public Account account(int number, long position) {
        Account now = published.unchangedSince(number, position);
        if (now != null) {
            return now;
        }
        Account then = kept.get(number);
        if (then == null) {
            then = found(number, position);
            if (kept.size() == MOST_KEPT) {
                kept.clear();
            }
            kept.put(number, then);
        }
        return then;
    }

    private Account found(int number, long position) {
        throw new UnsupportedOperationException("labels " + storage + number + position);
    }

    @Override
    public void changed(EffectCursor effect, Account after) {
        if (effect.kind() == EffectKind.ACCOUNT_UPDATED) {
            kept.remove(effect.account());
        }
    }

    /** Lets positions begin again further back. */
    void forget() {
        kept.clear();
    }
}
