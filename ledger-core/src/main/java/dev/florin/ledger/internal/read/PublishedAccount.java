package dev.florin.ledger.internal.read;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountHandle;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Side;
import dev.florin.ledger.spi.EffectCursor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One account as readers see it: two versions of its sums, each with the position it holds from, and its attributes, the first
 * of which it is itself. It is also the handle that callers keep: a read by handle waits for main memory once.
 *
 * <p>One thread writes, the publisher's; any thread reads without a lock. The writer replaces the older version, or goes on
 * with the newer one as long as that is not published; so the version that the published position sees stays until another
 * position is published. A reader takes the newest version that is not behind its position, and checks afterwards that it was
 * not replaced meanwhile, which takes two publications during one read.
 *
 * <p>Sums that fit 63 bits are in fields, two cache lines with everything else. With the first one that does not, or that is
 * pending, both versions move to an array, for good: what the fields say of the version that is visible then stays true.
 */
final class PublishedAccount extends Attributes implements AccountHandle {
    /** The longs that {@link #copySums} fills: eight halves of sums, and the count of entries. */
    static final int SUM_LONGS = 9;

    private static final int DEBITS = 0;
    private static final int CREDITS = 2;
    private static final int PENDING = 4;
    private static final int ENTRIES = 8;

    /** Marks a version that is being replaced. */
    private static final long IN_CHANGE = Long.MAX_VALUE;

    private static final VarHandle FIRST;
    private static final VarHandle SECOND;
    private static final VarHandle WIDE;
    private static final VarHandle NEWEST;

    static {
        try {
            MethodHandles.Lookup here = MethodHandles.lookup();
            FIRST = here.findVarHandle(PublishedAccount.class, "first", long.class);
            SECOND = here.findVarHandle(PublishedAccount.class, "second", long.class);
            WIDE = here.findVarHandle(PublishedAccount.class, "wide", long[].class);
            NEWEST = here.findVarHandle(PublishedAccount.class, "newest", Attributes.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PublishedBooks books;

    /** As opened; here, too, so that most reads need not look at the account. */
    private final Side normalSide;

    /** Release; acquire. */
    @SuppressWarnings("UnusedVariable") // by its handle
    private Attributes newest;

    /** Both versions, {@value #SUM_LONGS} longs each, once they do not fit the fields. Release; acquire. */
    private long @Nullable [] wide;

    /** The positions of the two versions. Release; acquire. */
    private long first;

    private long second = IN_CHANGE;

    private long firstDebits;
    private long firstCredits;
    private long firstEntries;
    private long secondDebits;
    private long secondCredits;
    private long secondEntries;

    /** An account without sums, opened at a position. */
    PublishedAccount(PublishedBooks books, Account account, long openedPosition) {
        super(account, openedPosition);
        this.books = books;
        this.normalSide = account.normalSide();
        this.newest = this;
        this.first = openedPosition;
    }

    @Override
    public AccountId id() {
        return account.id();
    }

    @Override
    public Balance balance() {
        while (true) {
            Balance balance = balance(books.requirePosition());
            if (balance != null) {
                return balance;
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public String toString() {
        return "AccountHandle[" + id() + "]";
    }

    /** Attributes at the newest position, published or not. Any thread. */
    Attributes newest() {
        return (Attributes) NEWEST.getAcquire(this);
    }

    /** The attributes at a position; null as {@link PublishedBooks#attributes} says. Any thread. */
    @Nullable
    Attributes at(long position) {
        Attributes version = newest();
        while (version != null && version.position > position) {
            version = version.before();
        }
        return version;
    }

    /** Replaces the newest attributes. The publisher's thread. */
    void attributes(Attributes after) {
        NEWEST.setRelease(this, after);
    }

    /**
     * The balance at a position, or null if it cannot be told: the account was not open by then, or its versions were
     * replaced since, which a newer position cures. Any thread.
     */
    @SuppressWarnings("ReferenceEquality") // whether they are the first, without a look into them
    @Nullable
    Balance balance(long position) {
        long firstSeen = seen((long) FIRST.getAcquire(this), position);
        long secondSeen = seen((long) SECOND.getAcquire(this), position);
        long taken = Math.max(firstSeen, secondSeen);
        if (taken < 0) {
            return null;
        }
        long mask = mask(firstSeen, secondSeen);
        long[] sums = (long[]) WIDE.getAcquire(this);
        Balance balance;
        if (sums == null && newest() == this) {
            balance = narrow(account, normalSide, mask, position);
        } else {
            Attributes version = at(position);
            if (version == null) {
                return null;
            }
            Account then = version.account;
            balance = sums == null ? narrow(then, then.normalSide(), mask, position) : wide(then, sums, mask, position);
        }
        return isStill(taken, mask) ? balance : null;
    }

    private static long seen(long version, long position) {
        return version <= position ? version : -1;
    }

    /** All ones for the second. Which it is nobody can predict: with a mask, the next read need not wait for this one. */
    private static long mask(long firstSeen, long secondSeen) {
        return (firstSeen - secondSeen) >> (Long.SIZE - 1);
    }

    private static long either(long mask, long first, long second) {
        return first ^ ((first ^ second) & mask);
    }

    private boolean isStill(long taken, long mask) {
        VarHandle.loadLoadFence();
        return either(mask, (long) FIRST.getOpaque(this), (long) SECOND.getOpaque(this)) == taken;
    }

    private Balance narrow(Account then, Side side, long mask, long position) {
        return new Balance(
                then,
                side,
                0,
                either(mask, firstDebits, secondDebits),
                0,
                either(mask, firstCredits, secondCredits),
                0,
                0,
                0,
                0,
                either(mask, firstEntries, secondEntries),
                position);
    }

    private static Balance wide(Account then, long[] sums, long mask, long position) {
        int at = SUM_LONGS & (int) mask;
        return new Balance(
                then,
                then.normalSide(),
                sums[at + DEBITS],
                sums[at + DEBITS + 1],
                sums[at + CREDITS],
                sums[at + CREDITS + 1],
                sums[at + PENDING],
                sums[at + PENDING + 1],
                sums[at + PENDING + 2],
                sums[at + PENDING + 3],
                sums[at + ENTRIES],
                position);
    }

    /** Copies the sums at a position, each in two halves, and the count of entries. Whether they could be told, as for {@link #balance(long)}. */
    boolean copySums(long position, long[] to) {
        long firstSeen = seen((long) FIRST.getAcquire(this), position);
        long secondSeen = seen((long) SECOND.getAcquire(this), position);
        long taken = Math.max(firstSeen, secondSeen);
        if (taken < 0) {
            return false;
        }
        long mask = mask(firstSeen, secondSeen);
        long[] sums = (long[]) WIDE.getAcquire(this);
        if (sums == null) {
            copyFields(mask != 0, to, 0);
        } else {
            System.arraycopy(sums, SUM_LONGS & (int) mask, to, 0, SUM_LONGS);
        }
        return isStill(taken, mask);
    }

    private void copyFields(boolean ofSecond, long[] to, int at) {
        to[at + DEBITS + 1] = ofSecond ? secondDebits : firstDebits;
        to[at + CREDITS + 1] = ofSecond ? secondCredits : firstCredits;
        to[at + ENTRIES] = ofSecond ? secondEntries : firstEntries;
        to[at + DEBITS] = 0;
        to[at + CREDITS] = 0;
        for (int i = 0; i < 4; i++) {
            to[at + PENDING + i] = 0;
        }
    }

    /** Takes in sums that {@link #copySums} gave, as those of the first version. Before the first publication. */
    void load(long[] from) {
        boolean isWide = (from[DEBITS] | from[CREDITS]) != 0 || (from[DEBITS + 1] | from[CREDITS + 1]) < 0;
        for (int i = 0; i < 4; i++) {
            isWide |= from[PENDING + i] != 0;
        }
        if (isWide) {
            System.arraycopy(from, 0, widened(), 0, SUM_LONGS);
        } else {
            put(false, from[DEBITS + 1], from[CREDITS + 1], from[ENTRIES]);
        }
    }

    /**
     * Takes in an entry, with the sums that it leaves. The publisher's thread.
     *
     * @param counts whether it counts as an entry
     */
    void apply(EffectCursor effect, int entry, boolean counts, long lastPublished) {
        boolean secondIsNewest = first == IN_CHANGE || (second != IN_CHANGE && second > first);
        if ((secondIsNewest ? second : first) > lastPublished) {
            write(effect, entry, counts, secondIsNewest, secondIsNewest);
            return;
        }
        VarHandle older = secondIsNewest ? FIRST : SECOND;
        // Release: a reader that finds this version in change also finds the other one published.
        older.setRelease(this, IN_CHANGE);
        VarHandle.storeStoreFence();
        write(effect, entry, counts, secondIsNewest, !secondIsNewest);
        older.setRelease(this, effect.position());
    }

    private void write(EffectCursor effect, int entry, boolean counts, boolean fromSecond, boolean toSecond) {
        long debits = effect.debitsAfterLow(entry);
        long credits = effect.creditsAfterLow(entry);
        boolean fits = !effect.hasPending()
                && (effect.debitsAfterHigh(entry) | effect.creditsAfterHigh(entry)) == 0
                && (debits | credits) >= 0;
        if (wide == null && fits) {
            put(toSecond, debits, credits, (fromSecond ? secondEntries : firstEntries) + (counts ? 1 : 0));
        } else {
            write(effect, entry, counts, widened(), fromSecond ? SUM_LONGS : 0, toSecond ? SUM_LONGS : 0);
        }
    }

    private void put(boolean inSecond, long debits, long credits, long entries) {
        if (inSecond) {
            secondDebits = debits;
            secondCredits = credits;
            secondEntries = entries;
        } else {
            firstDebits = debits;
            firstCredits = credits;
            firstEntries = entries;
        }
    }

    private long[] widened() {
        long[] sums = wide;
        if (sums == null) {
            sums = new long[2 * SUM_LONGS];
            copyFields(false, sums, 0);
            copyFields(true, sums, SUM_LONGS);
            WIDE.setRelease(this, sums);
        }
        return sums;
    }

    private static void write(EffectCursor effect, int entry, boolean counts, long[] sums, int from, int to) {
        sums[to + DEBITS] = effect.debitsAfterHigh(entry);
        sums[to + DEBITS + 1] = effect.debitsAfterLow(entry);
        sums[to + CREDITS] = effect.creditsAfterHigh(entry);
        sums[to + CREDITS + 1] = effect.creditsAfterLow(entry);
        if (effect.hasPending()) {
            sums[to + PENDING] = effect.pendingDebitsAfterHigh(entry);
            sums[to + PENDING + 1] = effect.pendingDebitsAfterLow(entry);
            sums[to + PENDING + 2] = effect.pendingCreditsAfterHigh(entry);
            sums[to + PENDING + 3] = effect.pendingCreditsAfterLow(entry);
        } else {
            System.arraycopy(sums, from + PENDING, sums, to + PENDING, 4);
        }
        sums[to + ENTRIES] = sums[from + ENTRIES] + (counts ? 1 : 0);
    }

    /** Loads what {@link #apply} and {@link #balance(long)} need; what it returns means nothing. Any thread. */
    long touch() {
        return first ^ secondEntries;
    }
}
