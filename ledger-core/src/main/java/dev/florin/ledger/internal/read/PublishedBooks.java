package dev.florin.ledger.internal.read;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Balance;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.internal.index.AccountsAhead;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What readers see: the sums and attributes of all accounts at the published position, which is durable.
 *
 * <p>One thread writes ({@link #apply}, then {@link #publish} for a whole group); any thread reads without a lock, at a position
 * that it took from here. What it cannot tell any more, since that was replaced meanwhile ({@link PublishedAccount}), it asks
 * again at the position that is published by then.
 */
public final class PublishedBooks {
    /** The published position of a ledger that has ended: no version is visible at it. */
    private static final long ENDED = -1;

    /** A position behind every other: attributes at it are the newest, published or not. */
    static final long NEWEST = Long.MAX_VALUE - 1;

    /** A chunk is small enough for garbage collectors that give large arrays whole regions of the heap. */
    private static final int CHUNK_BITS = 10;

    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    private static final VarHandle ACCOUNTS = MethodHandles.arrayElementVarHandle(PublishedAccount[].class);

    /** Written by the publisher (volatile store), or by whoever ends the ledger; read by all (acquire). */
    private volatile long published;

    private volatile boolean ended;

    /** Grown by the publisher by replacing the outer arrays; a reader that knows an account finds its chunk. */
    private volatile PublishedAccount[][] chunks = new PublishedAccount[0][];

    /** The publisher's own: what is visible is not to be told from {@link #published}, which another thread can end. */
    private long lastPublished;

    private int accounts;

    /** Of {@link #load}, as what follows. */
    private final AccountsAhead accountsAhead = new AccountsAhead();

    private @Nullable PublishedAccount[] loading = new PublishedAccount[0];

    /** So that loads with no other purpose are not left out. */
    @SuppressWarnings("unused")
    private long loaded;

    /** The last position at which an account of a snapshot was read, before the first publication; then read by all. */
    private long loadedUpTo;

    /** Set before the first reader. */
    private Runnable requireRunning = () -> {};

    private final Sharing sharing;
    private final PublishedNames names = new PublishedNames();
    private final PublishedHolds holds = new PublishedHolds();
    private final Waiters waiters = new Waiters();
    private final Waiters ending = new Waiters();
    private final PublishedSchedules schedules = new PublishedSchedules();

    /** Gives the same account as somebody else keeps it, or the one that was asked with. */
    @FunctionalInterface
    public interface Sharing {
        Account shared(int number, Account account);
    }

    /** An account's attributes as a reader sees them, and the position of its opening. */
    record Seen(AccountState state, long openedPosition) {}

    /** Keeps all accounts itself. */
    public PublishedBooks() {
        this((number, account) -> account);
    }

    /** Shares accounts with somebody else as long as they are the same. */
    public PublishedBooks(Sharing sharing) {
        this.sharing = sharing;
    }

    /** Takes an effect in, invisible until {@link #publish}. The publisher's thread. */
    public void apply(EffectCursor effect) {
        EffectKind kind = effect.kind();
        switch (kind) {
            case ACCOUNT_OPENED -> open(effect);
            case ACCOUNT_UPDATED -> update(effect);
            case TRANSFER_POSTED, SWEPT -> applyEntries(effect, kind);
            case HOLD_PLACED, HOLD_CAPTURED, HOLD_RELEASED, TRANSFER_REVERSED, TRANSFER_REFUNDED -> {
                applyEntries(effect, kind);
                holds.apply(effect);
            }
            case SCHEDULE_CREATED, SCHEDULE_FIRED, SCHEDULE_CANCELLED, SCHEDULE_PLANNED -> schedules.apply(effect);
            case REJECTED, GROUP_POSTED, RESTORED -> {}
        }
    }

    /** Takes the effects of a batch in. The publisher's thread. */
    public void apply(EffectBatch batch) {
        EffectCursor ahead = batch.cursor();
        EffectCursor effects = batch.cursor();
        for (int loadedEffects = load(ahead); loadedEffects > 0; loadedEffects = load(ahead)) {
            for (int i = 0; i < loadedEffects && effects.next(); i++) {
                apply(effects);
            }
        }
    }

    /** Loads the accounts of the next effects into the caches; returns how many effects those are. */
    private int load(EffectCursor ahead) {
        int effects = accountsAhead.take(ahead);
        int count = accountsAhead.count();
        if (count > loading.length) {
            loading = new PublishedAccount[count];
        }
        for (int i = 0; i < count; i++) {
            int number = accountsAhead.account(i);
            loading[i] = number < accounts ? find(number) : null;
        }
        long bits = 0;
        for (int i = 0; i < count; i++) {
            PublishedAccount account = loading[i];
            bits ^= account == null ? 0 : account.touch();
        }
        loaded = bits;
        return effects;
    }

    /** Makes everything applied visible at once. The publisher's thread. */
    public void publish(long position) {
        lastPublished = position;
        published = position;
        if (ended) {
            published = ENDED;
        }
        names.published(this::isCurrent);
    }

    /** Wakes those who wait for another position. The publisher's thread, once it has answered those who made it. */
    public void wake() {
        waiters.wake();
    }

    /** Nothing is visible any more. Any thread. */
    public void stop() {
        ended = true;
        published = ENDED;
        waiters.wake();
        ending.wake();
    }

    /** Threads that wait for another position. */
    Waiters waiters() {
        return waiters;
    }

    /** Threads that wait for the end alone. */
    Waiters ending() {
        return ending;
    }

    /** The published position, or a negative number if the ledger has ended. */
    public long position() {
        return published;
    }

    /** The published position; if the ledger has ended, throws what {@link #whenEnded} was told to. */
    long requirePosition() {
        long position = published;
        if (isEnded(position)) {
            requireRunning.run();
            throw new IllegalStateException("nothing is published, and the ledger runs");
        }
        return position;
    }

    /** Says what throws why the ledger has ended. Before the first reader. */
    void whenEnded(Runnable throwing) {
        requireRunning = throwing;
    }

    public static boolean isEnded(long position) {
        return position == ENDED;
    }

    /** How many accounts there are, unpublished ones included. The publisher's thread. */
    int accountsApplied() {
        return accounts;
    }

    /** The names of accounts. Any thread. */
    PublishedNames names() {
        return names;
    }

    /** Holds, and what refers to what. */
    PublishedHolds holds() {
        return holds;
    }

    /** Which schedules have a date to come. */
    PublishedSchedules schedules() {
        return schedules;
    }

    /** The account with this number that was taken in, published or not; null if there is none. Any thread. */
    @Nullable
    PublishedAccount account(int account) {
        PublishedAccount[][] now = chunks;
        int chunk = account >>> CHUNK_BITS;
        return chunk < now.length ? (PublishedAccount) ACCOUNTS.getAcquire(now[chunk], account & CHUNK_MASK) : null;
    }

    /** The same of an account that was taken in. The publisher's thread. */
    private PublishedAccount find(int account) {
        return chunks[account >>> CHUNK_BITS][account & CHUNK_MASK];
    }

    /** Whether the account was open by a position. Any thread. */
    boolean isOpenAt(int account, long position) {
        Attributes newest = newestAttributes(account);
        return newest != null && newest.openedPosition() <= position;
    }

    /**
     * The attributes at a position, or null if they cannot be told: the account was not open by then ({@link #isOpenAt}),
     * or they were replaced since, which a newer position cures. Any thread.
     */
    @Nullable
    Seen attributes(int account, long position) {
        Attributes version = version(account, position);
        return version == null
                ? null
                : new Seen(new AccountState(version.account, version.status()), version.openedPosition());
    }

    /** As {@link #attributes}, the version itself. */
    private @Nullable Attributes version(int account, long position) {
        PublishedAccount found = account(account);
        return found == null ? null : found.at(position);
    }

    /**
     * The attributes of an account now, if it is certain that they were the same at a position; else null. Of an account that
     * came from a snapshot nobody knows when it was changed before. Any thread.
     */
    @Nullable
    Account unchangedSince(int account, long position) {
        Attributes newest = newestAttributes(account);
        return newest != null && newest.position <= position && loadedUpTo <= position ? newest.account : null;
    }

    /** The position of the opening of an account, published or not; negative if there is none with this number. Any thread. */
    long openedPosition(int account) {
        Attributes newest = newestAttributes(account);
        return newest == null ? -1 : newest.openedPosition();
    }

    private @Nullable Attributes newestAttributes(int account) {
        PublishedAccount found = account(account);
        return found == null ? null : found.newest();
    }

    /**
     * The balance at a position, or null if it cannot be told: the account was not open by then, or its versions were
     * replaced since, which a newer position cures. Any thread.
     */
    @Nullable
    Balance balance(int account, long position) {
        PublishedAccount found = account(account);
        return found == null ? null : found.balance(position);
    }

    /** An account as it was at a position. */
    public record Stamped(AccountState state, long openedPosition, long position) {}

    /**
     * Reads an account as it is at the position published by now: its sums, each in two halves, and its version, into nine
     * longs. Any thread.
     *
     * @return null if no account with this number was open by then
     * @throws IllegalStateException if the ledger has ended
     */
    public @Nullable Stamped read(int account, long[] to) {
        while (true) {
            long position = published;
            if (isEnded(position)) {
                throw new IllegalStateException("the ledger has ended");
            }
            if (!isOpenAt(account, position)) {
                return null;
            }
            Attributes version = version(account, position);
            if (version != null && find(account).copySums(position, to)) {
                return new Stamped(
                        new AccountState(version.account, version.status()), version.openedPosition(), position);
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Takes in the next account of a snapshot, as it was at the position {@code stamp}, with the nine longs that
     * {@link #read} gave. The publisher's thread, before the first publication.
     */
    public void load(AccountState state, long openedPosition, long[] from, long stamp) {
        int account = accounts;
        loadedUpTo = Math.max(loadedUpTo, stamp);
        AccountState shared = new AccountState(sharing.shared(account, state.account()), state.status());
        PublishedAccount added = add(account, shared.account(), openedPosition);
        if (shared.status() != AccountStatus.OPEN) {
            added.attributes(new Attributes.Changed(shared, stamp, openedPosition, null));
        }
        added.load(from);
    }

    /** To be called behind the last account of a snapshot: takes in the names of all. */
    public void loaded() {
        List<PublishedNames.Named> all = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            String name = find(account).newest().name();
            if (!name.isEmpty()) {
                all.add(new PublishedNames.Named(name, account));
            }
        }
        names.addAll(all);
    }

    /**
     * Takes in an effect of the time in which a snapshot was taken: an account that was read at its position or behind it
     * contains it. Holds and schedules are those of the end of that time. The publisher's thread, before the first publication.
     */
    public void follow(EffectCursor effect, IntToLongFunction stamps) {
        EffectKind kind = effect.kind();
        if (kind == EffectKind.ACCOUNT_OPENED) {
            if (effect.account() == accounts) {
                open(effect);
            }
        } else if (kind == EffectKind.ACCOUNT_UPDATED) {
            if (effect.position() > stamps.applyAsLong(effect.account())) {
                update(effect);
            }
        } else if (kind.hasEntries()) {
            for (int i = 0; i < effect.entryCount(); i++) {
                if (effect.position() > stamps.applyAsLong(effect.entryAccount(i))) {
                    applyEntry(effect, i, kind.movesPosted());
                }
            }
        }
    }

    /** Takes in a hold that is open at the end of that time. */
    public void loadHold(long position, int[] holders, Amount debits) {
        holds.load(position, holders, debits);
    }

    /** Up to so many positions of open holds behind one, rising. The publisher's thread, between two publications. */
    public List<Long> openHolds(long after, int limit) {
        return holds.open(null, after, limit);
    }

    /** Takes in a schedule that has a date to come at the end of that time. */
    public void loadSchedule(long position, List<AccountId> named) {
        schedules.load(position, named);
    }

    /** Up to so many positions of open schedules behind one, rising. The publisher's thread, between two publications. */
    public List<Long> openSchedules(long after, int limit) {
        return schedules.open(null, after, limit);
    }

    private void open(EffectCursor effect) {
        PublishedAccount added = add(effect.account(), shared(effect).account(), effect.position());
        names.rename(effect.account(), "", added.name(), "");
    }

    /** Adds the account with the next number, without sums. */
    private PublishedAccount add(int number, Account account, long openedPosition) {
        int chunk = number >>> CHUNK_BITS;
        if (chunk == chunks.length) {
            PublishedAccount[][] more = Arrays.copyOf(chunks, chunk + 1);
            more[chunk] = new PublishedAccount[1 << CHUNK_BITS];
            chunks = more;
        }
        PublishedAccount added = new PublishedAccount(this, account, openedPosition);
        ACCOUNTS.setRelease(chunks[chunk], number & CHUNK_MASK, added);
        accounts++;
        return added;
    }

    private void update(EffectCursor effect) {
        PublishedAccount account = find(effect.account());
        Attributes newest = account.newest();
        // An unpublished version is seen by nobody: the new one takes its place.
        Attributes before = newest.position > lastPublished ? newest.before() : newest.cutOff();
        Attributes after = new Attributes.Changed(shared(effect), effect.position(), newest.openedPosition(), before);
        account.attributes(after);
        names.rename(effect.account(), newest.name(), after.name(), before == null ? "" : before.name());
    }

    private AccountState shared(EffectCursor effect) {
        AccountState state = EffectCodec.accountAfter(effect);
        return new AccountState(sharing.shared(effect.account(), state.account()), state.status());
    }

    private boolean isCurrent(PublishedNames.Named named) {
        return find(named.number()).newest().name().equals(named.name());
    }

    private void applyEntries(EffectCursor effect, EffectKind kind) {
        int count = effect.entryCount();
        for (int i = 0; i < count; i++) {
            applyEntry(effect, i, kind.movesPosted());
        }
    }

    /** The count of an account's entries is of those that moved something posted. */
    private void applyEntry(EffectCursor effect, int entry, boolean posts) {
        boolean counts = posts && (effect.amountHigh(entry) | effect.amountLow(entry)) != 0;
        find(effect.entryAccount(entry)).apply(effect, entry, counts, lastPublished);
    }
}
