package dev.florin.ledger.internal.books;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.math.Unsigned128;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Judges and posts transfers. Each rule is judged over all entries, in their order, before the next rule; the order is
 * that of {@link dev.florin.ledger.RejectionReason}. {@link #judge} changes nothing but scratch; {@link #post} cannot
 * fail.
 */
final class TransferRules {
    private static final int TOUCHED_BITS = 12;
    private static final int TOUCHED_MASK = (1 << TOUCHED_BITS) - 1;

    private final Books books;
    private final LimitRules limits;

    /** The account of each entry. */
    private final int[] entryAccounts = new int[Transfer.MAX_ENTRIES];

    /** The accounts of the transfer, each once, in the order of their first entries, and what it adds to each. */
    private final int[] touched = new int[Transfer.MAX_ENTRIES];

    private final long[] addedDebits = new long[2 * Transfer.MAX_ENTRIES];
    private final long[] addedCredits = new long[2 * Transfer.MAX_ENTRIES];
    private int touchedCount;

    /** Counts judged transfers, so that marks in account slots need no clearing. */
    private long transferNumber;

    TransferRules(Books books) {
        this.books = books;
        this.limits = new LimitRules(books);
    }

    @Nullable
    Rejection judge(CommandCursor transfer) {
        int count = transfer.entryCount();
        if (count < 2 || count > Transfer.MAX_ENTRIES) {
            throw new IllegalArgumentException("a transfer with " + count + " entries passed intake");
        }
        Rejection rejection = resolve(transfer, count);
        if (rejection != null) {
            return rejection;
        }
        addUp(transfer, count);
        rejection = status(count);
        if (rejection == null) {
            rejection = balance();
        }
        if (rejection == null) {
            rejection = effect();
        }
        if (rejection == null) {
            rejection = overflow();
        }
        return rejection == null ? limits() : rejection;
    }

    private @Nullable Rejection resolve(CommandCursor transfer, int count) {
        for (int i = 0; i < count; i++) {
            long number = books.accountIds.get(transfer.accountHigh(i), transfer.accountLow(i));
            if (number == IdMap.NONE) {
                return new Rejection.UnknownAccount(AccountId.of(transfer.accountHigh(i), transfer.accountLow(i)));
            }
            entryAccounts[i] = (int) number;
        }
        return null;
    }

    private void addUp(CommandCursor transfer, int count) {
        touchedCount = 0;
        transferNumber++;
        for (int i = 0; i < count; i++) {
            int account = entryAccounts[i];
            long[] chunk = books.accounts.chunk(account);
            int mark = AccountTable.slot(account) + AccountTable.MARK;
            int index;
            if (chunk[mark] >>> TOUCHED_BITS == transferNumber) {
                index = (int) chunk[mark] & TOUCHED_MASK;
            } else {
                index = touchedCount++;
                chunk[mark] = transferNumber << TOUCHED_BITS | index;
                touched[index] = account;
                Arrays.fill(addedDebits, 2 * index, 2 * index + 2, 0);
                Arrays.fill(addedCredits, 2 * index, 2 * index + 2, 0);
            }
            Books.addExactly(
                    transfer.isCredit(i) ? addedCredits : addedDebits,
                    2 * index,
                    transfer.amountHigh(i),
                    transfer.amountLow(i));
        }
    }

    private @Nullable Rejection status(int count) {
        long anyStatus = 0;
        for (int k = 0; k < touchedCount; k++) {
            anyStatus |= flags(touched[k]) & AccountTable.STATUS_MASK;
        }
        if (anyStatus == 0) {
            return null;
        }
        for (int i = 0; i < count; i++) {
            if ((flags(entryAccounts[i]) & AccountTable.STATUS_MASK) == CLOSED) {
                return new Rejection.AccountClosed(id(entryAccounts[i]));
            }
        }
        for (int i = 0; i < count; i++) {
            if ((flags(entryAccounts[i]) & AccountTable.STATUS_MASK) == FROZEN) {
                return new Rejection.AccountFrozen(id(entryAccounts[i]));
            }
        }
        throw new IllegalStateException("an account has a status without a rule");
    }

    private static final int FROZEN = AccountTable.statusBits(dev.florin.ledger.AccountStatus.FROZEN);
    private static final int CLOSED = AccountTable.statusBits(dev.florin.ledger.AccountStatus.CLOSED);

    /** Debits equal credits for each asset; assets in the order of their first entries. */
    private @Nullable Rejection balance() {
        int first = AccountTable.asset(flags(touched[0]));
        boolean several = false;
        for (int k = 1; k < touchedCount; k++) {
            several |= AccountTable.asset(flags(touched[k])) != first;
        }
        if (!several) {
            return balance(first);
        }
        boolean[] judged = new boolean[books.assets.size()];
        for (int k = 0; k < touchedCount; k++) {
            int asset = AccountTable.asset(flags(touched[k]));
            if (!judged[asset]) {
                judged[asset] = true;
                Rejection rejection = balance(asset);
                if (rejection != null) {
                    return rejection;
                }
            }
        }
        return null;
    }

    private final long[] assetDebits = new long[2];
    private final long[] assetCredits = new long[2];

    private @Nullable Rejection balance(int asset) {
        Arrays.fill(assetDebits, 0);
        Arrays.fill(assetCredits, 0);
        for (int k = 0; k < touchedCount; k++) {
            if (AccountTable.asset(flags(touched[k])) == asset) {
                Books.addExactly(assetDebits, 0, addedDebits[2 * k], addedDebits[2 * k + 1]);
                Books.addExactly(assetCredits, 0, addedCredits[2 * k], addedCredits[2 * k + 1]);
            }
        }
        if (assetDebits[0] == assetCredits[0] && assetDebits[1] == assetCredits[1]) {
            return null;
        }
        Asset unbalanced = books.assets.get(asset);
        return new Rejection.Unbalanced(
                unbalanced, new Amount(assetDebits[0], assetDebits[1]), new Amount(assetCredits[0], assetCredits[1]));
    }

    private @Nullable Rejection effect() {
        for (int k = 0; k < touchedCount; k++) {
            if (addedDebits[2 * k] != addedCredits[2 * k] || addedDebits[2 * k + 1] != addedCredits[2 * k + 1]) {
                return null;
            }
        }
        return new Rejection.NoEffect();
    }

    private @Nullable Rejection overflow() {
        for (int k = 0; k < touchedCount; k++) {
            long[] chunk = books.accounts.chunk(touched[k]);
            int slot = AccountTable.slot(touched[k]);
            if (overflows(chunk, slot + AccountTable.DEBITS_HIGH, addedDebits, 2 * k)) {
                return overflow(k, Side.DEBIT, chunk, slot + AccountTable.DEBITS_HIGH, addedDebits);
            }
            if (overflows(chunk, slot + AccountTable.CREDITS_HIGH, addedCredits, 2 * k)) {
                return overflow(k, Side.CREDIT, chunk, slot + AccountTable.CREDITS_HIGH, addedCredits);
            }
        }
        return null;
    }

    private static boolean overflows(long[] chunk, int sum, long[] added, int at) {
        return Unsigned128.addOverflows(chunk[sum], chunk[sum + 1], added[at], added[at + 1]);
    }

    private Rejection overflow(int k, Side side, long[] chunk, int sum, long[] added) {
        return new Rejection.SumOverflow(
                id(touched[k]),
                side,
                new Amount(chunk[sum], chunk[sum + 1]),
                new Amount(added[2 * k], added[2 * k + 1]));
    }

    private @Nullable Rejection limits() {
        for (int k = 0; k < touchedCount; k++) {
            if (limits.breaksLower(touched[k], addedDebits, addedCredits, 2 * k)) {
                return limits.belowLower(touched[k], net(k));
            }
        }
        for (int k = 0; k < touchedCount; k++) {
            if (limits.breaksUpper(touched[k], addedDebits, addedCredits, 2 * k)) {
                return limits.aboveUpper(touched[k], net(k));
            }
        }
        return null;
    }

    /** What the transfer changes an account's balance by, signed by its normal side. */
    private SignedAmount net(int k) {
        SignedAmount net = SignedAmount.difference(
                new Amount(addedCredits[2 * k], addedCredits[2 * k + 1]),
                new Amount(addedDebits[2 * k], addedDebits[2 * k + 1]));
        return (flags(touched[k]) & AccountTable.CREDIT_NORMAL) != 0 ? net : net.negate();
    }

    /** Posts the transfer that was judged last: from here on nothing can fail. */
    void post(CommandCursor transfer, RecordBuffer effects) {
        boolean wide = transfer.isWide();
        for (int k = 0; k < touchedCount; k++) {
            long[] chunk = books.accounts.chunk(touched[k]);
            int slot = AccountTable.slot(touched[k]);
            books.digest.remove(chunk, slot);
            wide |= isWide(chunk, slot + AccountTable.DEBITS_HIGH, addedDebits, 2 * k)
                    || isWide(chunk, slot + AccountTable.CREDITS_HIGH, addedCredits, 2 * k);
        }
        int count = transfer.entryCount();
        int start = effects.beginRecord(
                EffectKind.TRANSFER_POSTED.code(),
                wide ? EffectLayout.WIDE : 0,
                count,
                transfer.idHigh(),
                transfer.idLow(),
                transfer.contentHash());
        postEntries(transfer, count, wide, effects);
        effects.putBytes(transfer.bytes(), transfer.entriesEnd(), transfer.endOffset() - transfer.entriesEnd());
        effects.endRecord(start);
        for (int k = 0; k < touchedCount; k++) {
            books.digest.add(books.accounts.chunk(touched[k]), AccountTable.slot(touched[k]));
        }
    }

    /** Whether a sum does not fit 63 bits once the transfer has been added; it does not wrap, that was checked. */
    private static boolean isWide(long[] chunk, int sum, long[] added, int at) {
        long low = chunk[sum + 1] + added[at + 1];
        return (chunk[sum] | added[at]) != 0 || (chunk[sum + 1] | added[at + 1] | low) < 0;
    }

    private void postEntries(CommandCursor transfer, int count, boolean wide, RecordBuffer effects) {
        int entryBytes = wide ? EffectLayout.WIDE_ENTRY_BYTES : EffectLayout.NARROW_ENTRY_BYTES;
        int at = effects.reserve(count * entryBytes);
        byte[] bytes = effects.bytes();
        for (int i = 0; i < count; i++, at += entryBytes) {
            int account = entryAccounts[i];
            long[] chunk = books.accounts.chunk(account);
            int slot = AccountTable.slot(account);
            boolean credit = transfer.isCredit(i);
            long high = transfer.amountHigh(i);
            long low = transfer.amountLow(i);
            Books.addExactly(chunk, slot + (credit ? AccountTable.CREDITS_HIGH : AccountTable.DEBITS_HIGH), high, low);
            chunk[slot + AccountTable.VERSION]++;
            EffectLayout.putInt(bytes, at, account);
            EffectLayout.putInt(bytes, at + 4, credit ? 1 : 0);
            EffectLayout.putLong(bytes, at + 8, low);
            if (wide) {
                EffectLayout.putLong(bytes, at + 16, high);
                EffectLayout.putLong(bytes, at + 24, chunk[slot + AccountTable.DEBITS_LOW]);
                EffectLayout.putLong(bytes, at + 32, chunk[slot + AccountTable.DEBITS_HIGH]);
                EffectLayout.putLong(bytes, at + 40, chunk[slot + AccountTable.CREDITS_LOW]);
                EffectLayout.putLong(bytes, at + 48, chunk[slot + AccountTable.CREDITS_HIGH]);
            } else {
                EffectLayout.putLong(bytes, at + 16, chunk[slot + AccountTable.DEBITS_LOW]);
                EffectLayout.putLong(bytes, at + 24, chunk[slot + AccountTable.CREDITS_LOW]);
            }
        }
    }

    private long flags(int account) {
        return books.accounts.chunk(account)[AccountTable.slot(account) + AccountTable.FLAGS];
    }

    private AccountId id(int account) {
        return books.accounts.state(account).account().id();
    }
}
