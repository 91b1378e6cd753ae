package dev.florin.ledger.internal.books;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.internal.math.Unsigned128;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state that the bookkeeper decides on, and its changes: the same for a decision just made and for a replay
 * ({@link Replay}). The bookkeeper's thread only; {@link #accountIds} may be read by any.
 *
 * <p>During an attempt (see {@link #begin}) changes can be taken back. Ids of accounts, which other threads look up, are
 * kept aside until the attempt stays.
 */
public final class Books {
    /** Thousands of holds and movements; a few megabytes. */
    private static final int MOST_NOTED = 1 << 16;

    final AccountTable accounts = new AccountTable();
    final Assets assets = new Assets();
    final StateDigest digest = new StateDigest();
    final Undo undo = new Undo();
    final Holds holds;
    final Schedules schedules;
    final Map<String, Integer> names = new HashMap<>();

    private final IdMap accountIds;
    private final History history;
    private final Map<AccountId, Integer> attemptedAccounts = new LinkedHashMap<>();

    private long lastPosition;
    private long lastTimeNanos = Long.MIN_VALUE;
    private long lastSequence;
    private long lastOrder;
    private long lastOrderNanos;
    private final Incarnations incarnations = new Incarnations();

    public Books(IdMap accountIds, History history) {
        this(accountIds, history, MOST_NOTED);
    }

    Books(IdMap accountIds, History history, int mostNoted) {
        this.accountIds = accountIds;
        this.history = history;
        this.holds = new Holds(undo, digest, history, mostNoted);
        this.schedules = new Schedules(undo, digest, history);
    }

    /** What was before. */
    public History history() {
        return history;
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
        return incarnations.newest();
    }

    /** Which position was recorded in which incarnation; does not change once the journal was replayed. */
    public Incarnations incarnations() {
        return incarnations;
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

    /** Where these books stand; {@code chain} is that of the last batch. */
    public Milestone milestone(byte[] chain) {
        return new Milestone(
                lastSequence,
                lastPosition,
                lastOrder,
                lastOrderNanos,
                lastTimeNanos,
                incarnations.starts(),
                stateDigestHigh(),
                stateDigestLow(),
                digest.beside(),
                chain);
    }

    /** Goes on where other books stood, whose accounts, holds, schedules and digest these have. */
    void goOnBehind(Milestone at) {
        lastSequence = at.sequence();
        lastPosition = at.position();
        lastOrder = at.order();
        lastOrderNanos = at.orderNanos();
        lastTimeNanos = at.timeNanos();
        for (long start : at.incarnations()) {
            incarnations.begin(start);
        }
        durable(at.position());
    }

    /** Applies a batch that was decided earlier and checks that the state is the one its writer had. */
    public void replay(EffectBatch batch) {
        new Replay(this).replay(batch);
    }

    /** Throws if this version of the ledger does not know how a batch is to be read. */
    public static void requireKnown(EffectBatch batch) {
        Replay.requireKnown(batch);
    }

    /** What is due first, a hold or a schedule, or null. */
    @Nullable
    Due nextDue() {
        Due hold = holds.firstDue();
        Due schedule = schedules.firstDue();
        if (hold == null || schedule == null) {
            return hold == null ? schedule : hold;
        }
        return hold.compareTo(schedule) < 0 ? hold : schedule;
    }

    /** When that is, {@link Long#MAX_VALUE} if nothing is ever due. */
    long nextDueNanos() {
        Due due = nextDue();
        return due == null ? Long.MAX_VALUE : due.timeNanos();
    }

    /** An account as it is kept here, if it is; else what was given. Any thread. */
    public Account sharedWith(int number, Account account) {
        return accounts.sharedWith(number, account);
    }

    /** The number of an account, or {@link IdMap#NONE}. */
    int account(long idHigh, long idLow) {
        long number = accountIds.get(idHigh, idLow);
        if (number == IdMap.NONE && undo.isOn()) {
            return attemptedAccounts.getOrDefault(AccountId.of(idHigh, idLow), (int) IdMap.NONE);
        }
        return (int) number;
    }

    int account(AccountId id) {
        return account(id.high(), id.low());
    }

    /** The position of the effect that settled a command, or {@link History#NOT_SETTLED}. */
    long settledAt(CommandId id) {
        return history.position(id.high(), id.low());
    }

    /** Begins an attempt; {@link #takeBack} needs what it returns. */
    int begin() {
        int begun = undo.begin();
        long[] digests = digest.save();
        long position = lastPosition;
        long timeNanos = lastTimeNanos;
        undo.note(() -> {
            digest.restore(digests);
            lastPosition = position;
            lastTimeNanos = timeNanos;
        });
        return begun;
    }

    void takeBack(int begun) {
        undo.takeBack(begun);
    }

    /** Ends an attempt that stays: with the outermost one, other threads find its ids. */
    void keep() {
        undo.keep();
        if (!undo.isOn()) {
            attemptedAccounts.forEach((id, number) -> accountIds.add(id.high(), id.low(), number));
            attemptedAccounts.clear();
        }
    }

    /** Takes note of an effect that was just decided: its command is settled, time and position move on. */
    void settle(long idHigh, long idLow, long contentHash, long outcome, long position, long timeNanos) {
        history.settled(idHigh, idLow, position);
        if (undo.isOn()) {
            undo.note(history::forgetLast);
        }
        follow(idHigh, idLow, contentHash, outcome, position, timeNanos);
    }

    /** The same of an effect that the storage will have as soon as its batch is replayed. */
    void follow(long idHigh, long idLow, long contentHash, long outcome, long position, long timeNanos) {
        if (position != lastPosition + 1 || timeNanos <= lastTimeNanos) {
            throw new IllegalStateException("position " + position + " at " + timeNanos + " cannot follow position "
                    + lastPosition + " at " + lastTimeNanos);
        }
        digest.addCommand(idHigh, idLow, contentHash, outcome, position, timeNanos);
        lastPosition = position;
        lastTimeNanos = timeNanos;
    }

    /** Takes note that the storage finds everything up to a position: nothing of that is kept here for its sake. */
    public void durable(long position) {
        history.durable(position);
        holds.durable(position);
        schedules.durable(position);
    }

    /** Takes note that a frame is complete: one of the batch that has this order, whose first frame was at that time. */
    void batchDone(long sequence, long order, long orderNanos) {
        lastSequence = sequence;
        lastOrder = order;
        lastOrderNanos = orderNanos;
    }

    /** The order of the last batch that had effects; 0 if there is none. */
    public long lastOrder() {
        return lastOrder;
    }

    /** The time of the first frame of that batch. */
    long lastOrderNanos() {
        return lastOrderNanos;
    }

    void openAccount(AccountState state) {
        Account account = state.account();
        int number = accounts.size();
        int assetsBefore = assets.size();
        accounts.add(state, assets.number(account.asset()), EffectCodec.attributesHash(state));
        if (undo.isOn()) {
            attemptedAccounts.put(account.id(), number);
            boolean assetIsNew = assets.size() > assetsBefore;
            undo.note(() -> {
                attemptedAccounts.remove(account.id());
                accounts.removeLast();
                if (assetIsNew) {
                    assets.removeLast();
                }
            });
        } else {
            accountIds.add(account.id().high(), account.id().low(), number);
        }
        if (!account.name().isEmpty()) {
            name(account.name(), number);
        }
        digest.add(accounts.chunk(number), AccountTable.slot(number));
    }

    void updateAccount(int number, AccountState after) {
        AccountState before = accounts.state(number);
        long[] chunk = accounts.chunk(number);
        int slot = AccountTable.slot(number);
        digest.remove(chunk, slot);
        if (!before.account().name().equals(after.account().name())) {
            name(before.account().name(), null);
            if (!after.account().name().isEmpty()) {
                name(after.account().name(), number);
            }
        }
        accounts.update(number, after, EffectCodec.attributesHash(after));
        if (undo.isOn()) {
            undo.note(() -> accounts.update(number, before, EffectCodec.attributesHash(before)));
        }
        digest.add(chunk, slot);
    }

    /** Gives a name to an account, or to none. */
    private void name(String name, @Nullable Integer number) {
        Integer before = number == null ? names.remove(name) : names.put(name, number);
        if (undo.isOn()) {
            undo.note(() -> {
                if (before == null) {
                    names.remove(name);
                } else {
                    names.put(name, before);
                }
            });
        }
    }

    /** Takes note that a new incarnation of the books begins at a position. */
    void beginIncarnation(long position) {
        incarnations.begin(position);
    }

    /** To be called before sums of an account change. */
    void beforeChange(int account, long[] chunk, int slot) {
        digest.keep(chunk, slot);
        if (undo.isOn()) {
            long[] copy = accounts.copy(account);
            undo.note(() -> accounts.restore(account, copy));
        }
    }

    /** To be called after sums of an account have changed. */
    void afterChange(long[] chunk, int slot) {
        digest.replaceKept(chunk, slot);
    }

    /**
     * What one entry of an effect does to the sums of its account: {@code amount} is posted, reserved or freed, as the
     * kind says, and of a capture {@code rest} is freed beside it.
     */
    static void change(
            EffectKind kind, long[] chunk, int slot, boolean credit, long high, long low, long restHigh, long restLow) {
        int posted = slot + (credit ? AccountTable.CREDITS_HIGH : AccountTable.DEBITS_HIGH);
        int pending = posted + AccountTable.PENDING;
        switch (kind) {
            case HOLD_PLACED -> addExactly(chunk, pending, high, low);
            case HOLD_RELEASED -> Remainder.subtract(chunk, pending, high, low);
            default -> {
                if (kind == EffectKind.HOLD_CAPTURED) {
                    Remainder.subtract(chunk, pending, high, low);
                    Remainder.subtract(chunk, pending, restHigh, restLow);
                }
                addExactly(chunk, posted, high, low);
                chunk[slot + AccountTable.VERSION] += (high | low) == 0 ? 0 : 1;
            }
        }
    }

    /** Frees all that is left of a hold, on the accounts alone. */
    void free(Remainder left) {
        for (int i = 0; i < left.count(); i++) {
            long[] chunk = accounts.chunk(left.accounts[i]);
            int slot = AccountTable.slot(left.accounts[i]);
            beforeChange(left.accounts[i], chunk, slot);
            change(
                    EffectKind.HOLD_RELEASED,
                    chunk,
                    slot,
                    left.credits[i],
                    left.amounts[2 * i],
                    left.amounts[2 * i + 1],
                    0,
                    0);
            afterChange(chunk, slot);
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
