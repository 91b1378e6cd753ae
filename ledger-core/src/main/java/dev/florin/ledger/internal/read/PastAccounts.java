package dev.florin.ledger.internal.read;

import dev.florin.ledger.Account;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.journal.EffectReader;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.util.HashMap;
import java.util.Map;

/**
 * Accounts as they were at rising positions: as they are now if they have not changed since, else as the storage tells. One
 * thread.
 */
final class PastAccounts implements EffectReader.Accounts {
    private static final int MOST_KEPT = 65_536;
    private static final int LABELS_AT_A_TIME = 4;

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

    /** As its newest update up to the position left it, or else its opening. */
    private Account found(int number, long position) {
        Label updates = new Label.Updated(number);
        long[] found;
        for (long from = position; ; from = found[found.length - 1] - 1) {
            found = storage.labelled(updates, from, false, LABELS_AT_A_TIME);
            for (long at : found) {
                EffectCursor effect = storage.read(at);
                // Something else may have the same hash.
                if (effect.kind() == EffectKind.ACCOUNT_UPDATED && effect.account() == number) {
                    return EffectCodec.accountAfter(effect).account();
                }
            }
            if (found.length < LABELS_AT_A_TIME) {
                return opened(number, position);
            }
        }
    }

    private Account opened(int number, long position) {
        long opened = published.openedPosition(number);
        if (opened < 0 || opened > position) {
            throw new IllegalArgumentException("account number " + number + " is named, and was not open then");
        }
        return EffectCodec.accountAfter(storage.read(opened)).account();
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
