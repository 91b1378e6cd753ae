package dev.florin.ledger.internal.read;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Side;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
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
 * <p>One thread writes ({@link #apply}, then {@link #publish} for a whole group); any thread reads without a lock. A
 * slot holds two versions of an account, each with the position it holds from. The writer replaces the older one, or
 * goes on with the newer one as long as that is not published; so the version that the published position sees stays
 * until another position is published. A reader takes the newest version that is not behind its position, and checks
 * afterwards that the version was not replaced meanwhile, which takes two publications during one read; it then starts
 * again with the position that is published by then.
 */
public final class PublishedBooks {
    /** The published position of a ledger that has ended: no version is visible at it. */
    private static final long ENDED = -1;

    /** A position behind every other: attributes at it are the newest, published or not. */
    static final long NEWEST = Long.MAX_VALUE - 1;

    /** Marks a version that is being replaced. */
    private static final long IN_CHANGE = Long.MAX_VALUE;

    /** A chunk is small enough for garbage collectors that give large arrays whole regions of the heap. */
    private static final int CHUNK_BITS = 10;

    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    // A slot: the two positions, then the two versions of eight halves of sums and the count of entries.
    private static final int VERSION_LONGS = 9;
    private static final int SLOT_LONGS = 2 + 2 * VERSION_LONGS;
    private static final int DEBITS = 0;
    private static final int CREDITS = 2;
    private static final int PENDING_DEBITS = 4;
    private static final int PENDING_CREDITS = 6;
    private static final int ENTRIES = 8;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle ATTRIBUTES = MethodHandles.arrayElementVarHandle(Attributes[].class);

    /** Written by the publisher (volatile store), or by whoever ends the ledger; read by all (acquire). */
    private volatile long published;

    private volatile boolean ended;

    /** Grown by the publisher by replacing the outer arrays; a reader that knows an account finds its chunk. */
    private volatile long[][] sums = new long[0][];

    private volatile Attributes[][] attributes = new Attributes[0][];

    /** The publisher's own: what is visible is not to be told from {@link #published}, which another thread can end. */
    private long lastPublished;

    private int accounts;

    /** The last position at which an account of a snapshot was read, before the first publication; then read by all. */
    private long loadedUpTo;

    private final Sharing sharing;
    private final PublishedNames names = new PublishedNames();
    private final PublishedHolds holds = new PublishedHolds();
    private final Waiters waiters = new Waiters();
    private final Waiters ending = new Waiters();
    private final PublishedSchedules schedules = new PublishedSchedules();

    /** Attributes from a position on: as the account was opened, since most never change. */
    static class Attributes {
        final Account account;
        final long position;

        Attributes(Account account, long position) {
            this.account = account;
            this.position = position;
        }

        AccountStatus status() {
            return AccountStatus.OPEN;
        }

        long openedPosition() {
            return position;
        }

        /** The version before that was published, cut off behind it. */
        @Nullable
        Attributes before() {
            return null;
        }

        /** The same without those before. */
        Attributes cutOff() {
            return this;
        }

        String name() {
            return account.name();
        }
    }

    /** Attributes that were changed. */
    private static final class Changed extends Attributes {
        private final AccountStatus status;
        private final long openedPosition;
        private final @Nullable Attributes before;

        Changed(AccountState state, long position, long openedPosition, @Nullable Attributes before) {
            super(state.account(), position);
            this.status = state.status();
            this.openedPosition = openedPosition;
            this.before = before;
        }

        @Override
        AccountStatus status() {
            return status;
        }

        @Override
        long openedPosition() {
            return openedPosition;
        }

        @Override
        @Nullable
        Attributes before() {
            return before;
        }

        @Override
        Attributes cutOff() {
            return new Changed(new AccountState(account, status), position, openedPosition, null);
        }
    }

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
        EffectCursor effects = batch.cursor();
        while (effects.next()) {
            apply(effects);
        }
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

    /** Whether there is an account with this number in memory, published or not. Any thread. */
    boolean exists(int account) {
        Attributes[][] chunks = attributes;
        int chunk = account >>> CHUNK_BITS;
        return chunk < chunks.length && ATTRIBUTES.getAcquire(chunks[chunk], account & CHUNK_MASK) != null;
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

    /** As {@link #attributes}, the version itself: for balances, and for {@link #balance(int, long, Attributes, Account, Side)}. */
    @Nullable
    Attributes version(int account, long position) {
        Attributes version = newestAttributes(account);
        while (version != null && version.position > position) {
            version = version.before();
        }
        return version;
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
        if (!exists(account)) {
            return null;
        }
        return (Attributes) ATTRIBUTES.getAcquire(attributes[account >>> CHUNK_BITS], account & CHUNK_MASK);
    }

    /**
     * The balance at a position, or null if it cannot be told: the account was not open by then, or its versions were
     * replaced since, which a newer position cures. Any thread.
     */
    @Nullable
    Balance balance(int account, long position) {
        Attributes version = version(account, position);
        if (version == null) {
            return null;
        }
        Account attributes = version.account;
        return sums(account, position, attributes, attributes.normalSide());
    }

    /**
     * The same for who keeps the version of an earlier position, and the account and side in it: as long as that is the
     * newest one, its attributes need not be looked up, which would take most of the time.
     */
    @SuppressWarnings("ReferenceEquality") // the very same version, without a look into it
    @Nullable
    Balance balance(int account, long position, Attributes kept, Account attributes, Side normalSide) {
        return newestAttributes(account) == kept
                ? sums(account, position, attributes, normalSide)
                : balance(account, position);
    }

    private @Nullable Balance sums(int account, long position, Account attributes, Side normalSide) {
        long[] chunk = sums[account >>> CHUNK_BITS];
        int slot = slot(account);
        long first = (long) LONGS.getAcquire(chunk, slot);
        long second = (long) LONGS.getAcquire(chunk, slot + 1);
        // Which of the two it is nobody can predict: without branches, the next read need not wait for this one.
        long firstSeen = first <= position ? first : -1;
        long secondSeen = second <= position ? second : -1;
        int version = (int) ((firstSeen - secondSeen) >>> (Long.SIZE - 1));
        long taken = Math.max(firstSeen, secondSeen);
        if (taken < 0) {
            return null;
        }
        int at = slot + 2 + version * VERSION_LONGS;
        Balance balance = new Balance(
                attributes,
                normalSide,
                chunk[at + DEBITS],
                chunk[at + DEBITS + 1],
                chunk[at + CREDITS],
                chunk[at + CREDITS + 1],
                chunk[at + PENDING_DEBITS],
                chunk[at + PENDING_DEBITS + 1],
                chunk[at + PENDING_CREDITS],
                chunk[at + PENDING_CREDITS + 1],
                chunk[at + ENTRIES],
                position);
        VarHandle.loadLoadFence();
        long now = (long) LONGS.getOpaque(chunk, slot + version);
        return now == taken ? balance : null;
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
            if (version != null && copySums(account, position, to)) {
                return new Stamped(
                        new AccountState(version.account, version.status()), version.openedPosition(), position);
            }
            Thread.onSpinWait();
        }
    }

    /** Whether it could be told, as for {@link #balance}. */
    private boolean copySums(int account, long position, long[] to) {
        long[] chunk = sums[account >>> CHUNK_BITS];
        int slot = slot(account);
        long first = (long) LONGS.getAcquire(chunk, slot);
        long second = (long) LONGS.getAcquire(chunk, slot + 1);
        int version = second <= position && (first > position || second > first) ? 1 : 0;
        long taken = version == 0 ? first : second;
        System.arraycopy(chunk, slot + 2 + version * VERSION_LONGS, to, 0, VERSION_LONGS);
        VarHandle.loadLoadFence();
        return taken <= position && (long) LONGS.getOpaque(chunk, slot + version) == taken;
    }

    /**
     * Takes in the next account of a snapshot, as it was at the position {@code stamp}, with the nine longs that
     * {@link #read} gave. The publisher's thread, before the first publication.
     */
    public void load(AccountState state, long openedPosition, long[] from, long stamp) {
        int account = accounts;
        loadedUpTo = Math.max(loadedUpTo, stamp);
        AccountState shared = new AccountState(sharing.shared(account, state.account()), state.status());
        add(
                account,
                shared.status() == AccountStatus.OPEN
                        ? new Attributes(shared.account(), openedPosition)
                        : new Changed(shared, stamp, openedPosition, null));
        System.arraycopy(from, 0, sums[account >>> CHUNK_BITS], slot(account) + 2, VERSION_LONGS);
    }

    /** To be called behind the last account of a snapshot: takes in the names of all. */
    public void loaded() {
        List<PublishedNames.Named> all = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            String name = attributes[account >>> CHUNK_BITS][account & CHUNK_MASK].name();
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
                    applyEntry(effect, i, kind.movesPosted(), effect.hasPending());
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
        Attributes first = new Attributes(shared(effect).account(), effect.position());
        add(effect.account(), first);
        names.rename(effect.account(), "", first.name(), "");
    }

    /** Adds the account with the next number, without sums. */
    private void add(int account, Attributes first) {
        int chunk = account >>> CHUNK_BITS;
        if (chunk == sums.length) {
            long[][] moreSums = Arrays.copyOf(sums, chunk + 1);
            moreSums[chunk] = new long[SLOT_LONGS << CHUNK_BITS];
            sums = moreSums;
            Attributes[][] moreAttributes = Arrays.copyOf(attributes, chunk + 1);
            moreAttributes[chunk] = new Attributes[1 << CHUNK_BITS];
            attributes = moreAttributes;
        }
        long[] slots = sums[chunk];
        slots[slot(account)] = first.position;
        slots[slot(account) + 1] = IN_CHANGE;
        ATTRIBUTES.setRelease(attributes[chunk], account & CHUNK_MASK, first);
        accounts++;
    }

    private void update(EffectCursor effect) {
        int account = effect.account();
        Attributes[] chunk = attributes[account >>> CHUNK_BITS];
        Attributes newest = chunk[account & CHUNK_MASK];
        // An unpublished version is seen by nobody: the new one takes its place.
        Attributes before = newest.position > lastPublished ? newest.before() : newest.cutOff();
        Attributes after = new Changed(shared(effect), effect.position(), newest.openedPosition(), before);
        ATTRIBUTES.setRelease(chunk, account & CHUNK_MASK, after);
        names.rename(account, newest.name(), after.name(), before == null ? "" : before.name());
    }

    private AccountState shared(EffectCursor effect) {
        AccountState state = EffectCodec.accountAfter(effect);
        return new AccountState(sharing.shared(effect.account(), state.account()), state.status());
    }

    private boolean isCurrent(PublishedNames.Named named) {
        Attributes newest = attributes[named.number() >>> CHUNK_BITS][named.number() & CHUNK_MASK];
        return newest.name().equals(named.name());
    }

    private void applyEntries(EffectCursor effect, EffectKind kind) {
        boolean posts = kind.movesPosted();
        boolean pending = effect.hasPending();
        int count = effect.entryCount();
        for (int i = 0; i < count; i++) {
            applyEntry(effect, i, posts, pending);
        }
    }

    private void applyEntry(EffectCursor effect, int entry, boolean posts, boolean pending) {
        int account = effect.entryAccount(entry);
        long[] chunk = sums[account >>> CHUNK_BITS];
        int slot = slot(account);
        boolean secondIsNewest = isNewest(chunk[slot + 1], chunk[slot]);
        int newest = slot + (secondIsNewest ? 1 : 0);
        int from = slot + 2 + (secondIsNewest ? VERSION_LONGS : 0);
        if (chunk[newest] > lastPublished) {
            write(effect, entry, posts, pending, chunk, from, from);
            return;
        }
        int older = slot + (secondIsNewest ? 0 : 1);
        int to = slot + 2 + (secondIsNewest ? 0 : VERSION_LONGS);
        // Release: a reader that finds this version in change also finds the other one published.
        LONGS.setRelease(chunk, older, IN_CHANGE);
        VarHandle.storeStoreFence();
        write(effect, entry, posts, pending, chunk, from, to);
        LONGS.setRelease(chunk, older, effect.position());
    }

    private static boolean isNewest(long position, long other) {
        return (position != IN_CHANGE && position > other) || other == IN_CHANGE;
    }

    /** Sums as the entry says; the version counts what moved something posted. */
    private static void write(
            EffectCursor effect, int entry, boolean posts, boolean pending, long[] chunk, int from, int to) {
        chunk[to + DEBITS] = effect.debitsAfterHigh(entry);
        chunk[to + DEBITS + 1] = effect.debitsAfterLow(entry);
        chunk[to + CREDITS] = effect.creditsAfterHigh(entry);
        chunk[to + CREDITS + 1] = effect.creditsAfterLow(entry);
        if (pending) {
            chunk[to + PENDING_DEBITS] = effect.pendingDebitsAfterHigh(entry);
            chunk[to + PENDING_DEBITS + 1] = effect.pendingDebitsAfterLow(entry);
            chunk[to + PENDING_CREDITS] = effect.pendingCreditsAfterHigh(entry);
            chunk[to + PENDING_CREDITS + 1] = effect.pendingCreditsAfterLow(entry);
        } else {
            chunk[to + PENDING_DEBITS] = chunk[from + PENDING_DEBITS];
            chunk[to + PENDING_DEBITS + 1] = chunk[from + PENDING_DEBITS + 1];
            chunk[to + PENDING_CREDITS] = chunk[from + PENDING_CREDITS];
            chunk[to + PENDING_CREDITS + 1] = chunk[from + PENDING_CREDITS + 1];
        }
        boolean counts = posts && (effect.amountHigh(entry) | effect.amountLow(entry)) != 0;
        chunk[to + ENTRIES] = chunk[from + ENTRIES] + (counts ? 1 : 0);
    }

    private static int slot(int account) {
        return (account & CHUNK_MASK) * SLOT_LONGS;
    }
}
