package dev.florin.ledger.internal.books;

import dev.florin.ledger.Account;
import dev.florin.ledger.Side;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.internal.math.Unsigned128;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import java.util.HashMap;
import java.util.Map;

/**
 * The state that the bookkeeper decides on, and how effects change it: the same for a decision just made and for a
 * replay. The bookkeeper's thread only; {@link #accountIds} may be read by any.
 */
public final class Books {
    final AccountTable accounts = new AccountTable();
    final Assets assets = new Assets();
    final StateDigest digest = new StateDigest();
    final Map<String, Integer> names = new HashMap<>();
    final IdMap accountIds;
    final History history;

    private long lastPosition;
    private long lastTimeNanos = Long.MIN_VALUE;
    private long lastSequence;
    private int incarnation = 1;

    public Books(IdMap accountIds, History history) {
        this.accountIds = accountIds;
        this.history = history;
    }

    /** The numbers of accounts; any thread may read it. */
    public IdMap accountIds() {
        return accountIds;
    }

    public long lastPosition() {
        return lastPosition;
    }

    public long lastTimeNanos() {
        return lastTimeNanos;
    }

    public long lastSequence() {
        return lastSequence;
    }

    public int incarnation() {
        return incarnation;
    }

    public long stateDigestHigh() {
        return digest.stateHigh(lastPosition, lastTimeNanos);
    }

    public long stateDigestLow() {
        return digest.stateLow(lastPosition, lastTimeNanos);
    }

    public long contentDigestHigh() {
        return digest.contentHigh();
    }

    public long contentDigestLow() {
        return digest.contentLow();
    }

    /** Takes note of an effect: its command is settled, time and position move on. */
    void settle(long idHigh, long idLow, long contentHash, long outcome, long position, long timeNanos) {
        if (position != lastPosition + 1 || timeNanos <= lastTimeNanos) {
            throw new IllegalStateException("position " + position + " at " + timeNanos + " cannot follow position "
                    + lastPosition + " at " + lastTimeNanos);
        }
        history.settled(idHigh, idLow, position);
        digest.addCommand(idHigh, idLow, contentHash, outcome, position, timeNanos);
        lastPosition = position;
        lastTimeNanos = timeNanos;
    }

    void batchDone(long sequence) {
        lastSequence = sequence;
    }

    void openAccount(AccountState state) {
        Account account = state.account();
        int number = accounts.size();
        accounts.add(state, assets.number(account.asset()), EffectCodec.attributesHash(state));
        accountIds.add(account.id().high(), account.id().low(), number);
        if (!account.name().isEmpty()) {
            names.put(account.name(), number);
        }
        digest.add(accounts.chunk(number), AccountTable.slot(number));
    }

    void updateAccount(int number, AccountState after) {
        AccountState before = accounts.state(number);
        long[] chunk = accounts.chunk(number);
        int slot = AccountTable.slot(number);
        digest.remove(chunk, slot);
        if (!before.account().name().equals(after.account().name())) {
            names.remove(before.account().name());
            if (!after.account().name().isEmpty()) {
                names.put(after.account().name(), number);
            }
        }
        accounts.update(number, after, EffectCodec.attributesHash(after));
        digest.add(chunk, slot);
    }

    /** Applies a batch that was decided earlier and checks that the state is the one its writer had. */
    public void replay(EffectBatch batch) {
        requireFollows(batch);
        incarnation = batch.incarnation();
        EffectCursor effect = batch.cursor();
        while (effect.next()) {
            apply(effect);
            settle(
                    effect.idHigh(),
                    effect.idLow(),
                    effect.contentHash(),
                    Outcomes.code(effect),
                    effect.position(),
                    effect.timeNanos());
        }
        batchDone(batch.sequence());
        if (batch.stateDigestHigh() != stateDigestHigh() || batch.stateDigestLow() != stateDigestLow()) {
            throw new StorageException("the state after batch " + batch.sequence() + " (position " + lastPosition
                    + ") differs from the digest that the batch carries: the books were written by a version with other"
                    + " rules, or are damaged; do not write to them, open a backup");
        }
    }

    /** Throws if this version of the ledger does not know how a batch is to be read; nothing else of it is looked at. */
    public static void requireKnown(EffectBatch batch) {
        if (batch.formatVersion() != EffectBatch.FORMAT_VERSION || batch.rulesVersion() != Bookkeeper.RULES_VERSION) {
            throw new StorageException("batch " + batch.sequence() + " has format " + batch.formatVersion()
                    + " and rules " + batch.rulesVersion() + "; this version of the ledger reads format "
                    + EffectBatch.FORMAT_VERSION + " and rules " + Bookkeeper.RULES_VERSION
                    + ": open the books with the version that wrote them, or a newer one");
        }
        if (batch.flags() != 0) {
            throw new StorageException("batch " + batch.sequence() + " has frame flags " + batch.flags()
                    + ", which rules version " + batch.rulesVersion()
                    + " does not have: the journal is damaged; open a backup");
        }
    }

    private void requireFollows(EffectBatch batch) {
        if (batch.sequence() != lastSequence + 1 || batch.firstPosition() != lastPosition + 1) {
            throw new StorageException("batch " + batch.sequence() + " from position " + batch.firstPosition()
                    + " cannot follow batch " + lastSequence + " up to position " + lastPosition
                    + ": a part of the journal is missing; open a backup");
        }
    }

    private void apply(EffectCursor effect) {
        switch (effect.kind()) {
            case ACCOUNT_OPENED -> openAccount(EffectCodec.accountAfter(effect));
            case ACCOUNT_UPDATED -> updateAccount(effect.account(), EffectCodec.accountAfter(effect));
            case TRANSFER_POSTED -> applyEntries(effect);
            case REJECTED -> {}
            default ->
                throw new IllegalArgumentException(
                        "position " + effect.position() + " is a " + effect.kind() + ", which these books do not hold");
        }
    }

    private void applyEntries(EffectCursor effect) {
        int count = effect.entryCount();
        for (int i = 0; i < count; i++) {
            int account = effect.entryAccount(i);
            long[] chunk = accounts.chunk(account);
            int slot = AccountTable.slot(account);
            digest.remove(chunk, slot);
            int sum = slot + (effect.entrySide(i) == Side.DEBIT ? AccountTable.DEBITS_HIGH : AccountTable.CREDITS_HIGH);
            addExactly(chunk, sum, effect.amountHigh(i), effect.amountLow(i));
            chunk[slot + AccountTable.VERSION]++;
            if (chunk[slot + AccountTable.DEBITS_HIGH] != effect.debitsAfterHigh(i)
                    || chunk[slot + AccountTable.DEBITS_LOW] != effect.debitsAfterLow(i)
                    || chunk[slot + AccountTable.CREDITS_HIGH] != effect.creditsAfterHigh(i)
                    || chunk[slot + AccountTable.CREDITS_LOW] != effect.creditsAfterLow(i)) {
                throw new StorageException("entry " + i + " of the transfer at position " + effect.position()
                        + " carries other sums than its account's entries add up to: the journal is damaged; open a"
                        + " backup");
            }
            digest.add(chunk, slot);
        }
    }

    /** Adds to a sum that is known to have room; money never wraps. */
    static void addExactly(long[] chunk, int sumHigh, long high, long low) {
        long sumLow = chunk[sumHigh + 1];
        if (Unsigned128.addOverflows(chunk[sumHigh], sumLow, high, low)) {
            throw new ArithmeticException("a sum of entries passed 2^128 - 1 behind its check");
        }
        chunk[sumHigh] = Unsigned128.addHigh(chunk[sumHigh], high, Unsigned128.carry(sumLow, low));
        chunk[sumHigh + 1] = Unsigned128.addLow(sumLow, low);
    }
}
