package dev.florin.ledger.internal.books;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.internal.schedule.ScheduleState;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings new books to the state of a snapshot. Its accounts were read one after the other while the ledger ran, each at a
 * position of its own, its <i>stamp</i>; holds and all else are those of one milestone behind all stamps. So the effects up
 * to the milestone are taken in again, and each changes the accounts whose stamp is before it: an effect carries the sums
 * that it leaves, so that nothing else is needed. One thread.
 */
public final class Loading {
    /** How many longs of an account's slot a snapshot has: the sums in both halves, and the version. */
    public static final int SUMS = AccountTable.VERSION + 1;

    private final Books books;
    private long[] stamps = new long[1024];

    public Loading(Books books) {
        this.books = books;
        if (books.accounts.size() > 0 || books.lastPosition() > 0) {
            throw new IllegalStateException("a snapshot can be loaded into new books only");
        }
    }

    /** Adds the account with the next number, as it was at the position {@code stamp}. */
    public void account(AccountState state, long attributesHash, long[] sums, long stamp) {
        int number = books.accounts.size();
        open(state, attributesHash);
        System.arraycopy(sums, 0, books.accounts.chunk(number), AccountTable.slot(number), SUMS);
        if (number >= stamps.length) {
            stamps = Arrays.copyOf(stamps, stamps.length * 2);
        }
        stamps[number] = stamp;
    }

    private void open(AccountState state, long attributesHash) {
        int number = books.accounts.size();
        books.accounts.add(state, books.assets.number(state.account().asset()), attributesHash);
        books.accountIds().add(state.account().id().high(), state.account().id().low(), number);
    }

    /** Adds a hold that is open at the milestone: of each entry, what is left and what was captured in two halves. */
    public void hold(
            CommandId id,
            long position,
            long dueNanos,
            int[] accounts,
            boolean[] credits,
            long[] left,
            long[] captured) {
        Remainder remainder = new Remainder(accounts.length);
        for (int i = 0; i < accounts.length; i++) {
            remainder.set(i, accounts[i], credits[i], left[2 * i], left[2 * i + 1]);
        }
        Holds.Open hold = new Holds.Open(id, position, dueNanos, remainder);
        System.arraycopy(captured, 0, hold.captured, 0, captured.length);
        books.holds.load(hold);
    }

    /** Adds a schedule that has a date to come at the milestone. */
    public void schedule(
            CommandId id,
            long position,
            long firstNanos,
            @Nullable Recurrence recurrence,
            List<AccountId> accounts,
            ScheduleState state) {
        books.schedules.load(
                new Schedules.Open(id, position, firstNanos, recurrence, accounts),
                state.dueNanos(),
                state.ranNanos(),
                state.firedNanos(),
                state.runs());
    }

    /** The position up to which an account's effects are contained in it already. */
    public long stamp(int account) {
        return account < stamps.length ? stamps[account] : 0;
    }

    /** Takes in what happened while the snapshot was taken: a batch up to the milestone. */
    public void follow(EffectBatch batch) {
        EffectCursor effect = batch.cursor();
        while (effect.next()) {
            EffectKind kind = effect.kind();
            if (kind == EffectKind.ACCOUNT_OPENED) {
                if (effect.account() == books.accounts.size()) {
                    AccountState state = EffectCodec.accountAfter(effect);
                    open(state, EffectCodec.attributesHash(state));
                }
            } else if (kind == EffectKind.ACCOUNT_UPDATED) {
                if (isNew(effect, effect.account())) {
                    AccountState after = EffectCodec.accountAfter(effect);
                    books.accounts.update(effect.account(), after, EffectCodec.attributesHash(after));
                }
            } else if (kind.hasEntries()) {
                followEntries(effect);
            }
        }
    }

    private void followEntries(EffectCursor effect) {
        boolean posts = effect.kind().movesPosted();
        boolean pending = effect.hasPending();
        for (int i = 0; i < effect.entryCount(); i++) {
            int account = effect.entryAccount(i);
            if (isNew(effect, account)) {
                long[] chunk = books.accounts.chunk(account);
                int slot = AccountTable.slot(account);
                chunk[slot + AccountTable.DEBITS_HIGH] = effect.debitsAfterHigh(i);
                chunk[slot + AccountTable.DEBITS_LOW] = effect.debitsAfterLow(i);
                chunk[slot + AccountTable.CREDITS_HIGH] = effect.creditsAfterHigh(i);
                chunk[slot + AccountTable.CREDITS_LOW] = effect.creditsAfterLow(i);
                if (pending) {
                    chunk[slot + AccountTable.PENDING_DEBITS_HIGH] = effect.pendingDebitsAfterHigh(i);
                    chunk[slot + AccountTable.PENDING_DEBITS_LOW] = effect.pendingDebitsAfterLow(i);
                    chunk[slot + AccountTable.PENDING_CREDITS_HIGH] = effect.pendingCreditsAfterHigh(i);
                    chunk[slot + AccountTable.PENDING_CREDITS_LOW] = effect.pendingCreditsAfterLow(i);
                }
                boolean counts = posts && (effect.amountHigh(i) | effect.amountLow(i)) != 0;
                chunk[slot + AccountTable.VERSION] += counts ? 1 : 0;
            }
        }
    }

    /** Whether an account does not contain an effect yet. */
    private boolean isNew(EffectCursor effect, int account) {
        if (account < 0 || account >= books.accounts.size()) {
            throw new StorageException("the effect at position " + effect.position() + " names account number "
                    + account + " of " + books.accounts.size()
                    + ": the journal and the snapshot do not belong together");
        }
        return effect.position() > stamp(account);
    }

    /** Ends at the milestone; throws if accounts, holds and digest do not add up. */
    public void end(Milestone at) {
        for (int account = 0; account < books.accounts.size(); account++) {
            String name = books.accounts.state(account).account().name();
            if (!name.isEmpty()) {
                books.names.put(name, account);
            }
            books.digest.add(books.accounts.chunk(account), AccountTable.slot(account));
        }
        books.digest.addBeside(at.digestBeside());
        books.goOnBehind(at);
        if (books.stateDigestHigh() != at.stateHigh() || books.stateDigestLow() != at.stateLow()) {
            throw new StorageException("the accounts of the snapshot, brought to position " + at.position()
                    + ", differ from the digest of the books at that position");
        }
    }
}
