package dev.florin.ledger.internal.read;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountHandle;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Side;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Balances, and what all reads rest on, on the caller's thread.
 *
 * <p>A read begins with the published position and shows everything up to it, so it contains every outcome that was
 * given before it began.
 */
public final class Reads {
    /** How often a read of several accounts starts again before it asks the publisher's thread. */
    private static final int MOST_TRIES = 64;

    private static final int MOST_LONG_TRIES = 4;
    private static final int REFERENCES_AT_A_TIME = 1024;

    /** As many accounts as leave what was loaded for the first ones in the nearest caches until it is needed. */
    private static final int PORTION = 64;

    private final PublishedBooks published;
    private final IdMap accountIds;
    private final Storage.Session storage;
    private final PastCommands past;
    private final Runnable requireRunning;
    private final Between between;

    /** Compared with, so that loads with no other purpose are not left out; hardly ever written, which would disturb readers. */
    private long loaded = 0x5851F42D4C957F2DL;

    public Reads(
            PublishedBooks published,
            IdMap accountIds,
            Storage.Session storage,
            PastCommands past,
            Runnable requireRunning,
            Between between) {
        this.published = published;
        this.accountIds = accountIds;
        this.storage = storage;
        this.past = past;
        this.requireRunning = requireRunning;
        this.between = between;
        published.whenEnded(requireRunning);
    }

    /** The position that a read begins with. */
    long position() {
        return published.requirePosition();
    }

    public Balance balance(AccountId account) {
        return balance(number(account), account);
    }

    private Balance balance(int number, AccountId account) {
        while (true) {
            long position = position();
            Balance balance = published.balance(number, position);
            if (balance != null) {
                return balance;
            }
            if (!published.isOpenAt(number, position)) {
                throw new UnknownAccountException(account);
            }
            Thread.onSpinWait();
        }
    }

    public AccountHandle handle(AccountId account) {
        int number = number(account);
        long position = position();
        PublishedAccount found = published.account(number);
        if (found == null || found.openedPosition() > position) {
            throw new UnknownAccountException(account);
        }
        return found;
    }

    public List<Balance> balances(List<AccountId> accounts) {
        @Nullable PublishedAccount[] found = new PublishedAccount[accounts.size()];
        for (int from = 0; from < found.length; from += PORTION) {
            find(accounts, from, Math.min(from + PORTION, found.length), found);
        }
        List<@Nullable Balance> balances = atOneMoment(position -> tryBalances(found, position));
        for (int i = 0; i < found.length; i++) {
            if (balances.get(i) == null) {
                throw new UnknownAccountException(accounts.get(i));
            }
        }
        return List.copyOf(balances);
    }

    /** Loads what it looks at first: such loads do not wait for each other, as those of one search behind another do. */
    private void find(List<AccountId> ids, int from, int to, @Nullable PublishedAccount[] found) {
        long[] places = new long[to - from];
        for (int i = from; i < to; i++) {
            AccountId id = ids.get(i);
            places[i - from] = accountIds.place(id.high(), id.low());
        }
        long bits = 0;
        for (long place : places) {
            bits ^= accountIds.touch(place);
        }
        keep(bits);
        for (int i = from; i < to; i++) {
            found[i] = published.account(number(ids.get(i)));
        }
    }

    private void keep(long bits) {
        if (bits == loaded) {
            loaded++;
        }
    }

    /** Asks at the published position, again as long as the answer is null: what it saw was replaced meanwhile. */
    <T> T atOneMoment(LongFunction<@Nullable T> read) {
        return retry(() -> read.apply(position()), MOST_TRIES);
    }

    /** The same for a read of so many accounts that trying often is dearer than to wait for the publisher. */
    <T> T atOneLongMoment(Supplier<@Nullable T> read) {
        return retry(read, MOST_LONG_TRIES);
    }

    private <T> T retry(Supplier<@Nullable T> read, int most) {
        for (int tries = 0; tries < most; tries++) {
            T found = read.get();
            if (found != null) {
                return found;
            }
            Thread.onSpinWait();
        }
        return between.call(() -> {
            T found = read.get();
            if (found == null) {
                throw new IllegalStateException("a version was replaced between two publications");
            }
            return found;
        });
    }

    /** Holds null for an account that was not open by then. */
    private @Nullable List<@Nullable Balance> tryBalances(@Nullable PublishedAccount[] accounts, long position) {
        List<@Nullable Balance> balances = new ArrayList<>(accounts.length);
        for (int i = 0; i < accounts.length; i++) {
            if (i % PORTION == 0) {
                load(accounts, i, Math.min(i + PORTION, accounts.length));
            }
            PublishedAccount account = accounts[i];
            Balance balance = account == null ? null : account.balance(position);
            if (balance == null && account != null && account.openedPosition() <= position) {
                return null;
            }
            balances.add(balance);
        }
        return balances;
    }

    private void load(@Nullable PublishedAccount[] accounts, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            PublishedAccount account = accounts[i];
            bits ^= account == null ? 0 : account.touch();
        }
        keep(bits);
    }

    /** The effect that settled a command, or null if none is published at the position. */
    @Nullable
    EffectCursor settled(CommandId id, long position) {
        long[] settledAt = new long[1];
        storage.find(new long[] {id.high(), id.low()}, 1, settledAt);
        return settledAt[0] == Storage.Reader.NOT_FOUND || settledAt[0] > position ? null : storage.read(settledAt[0]);
    }

    /** Shows the effects up to a position that refer to the effect at another, in their order. */
    void forEachReference(long origin, long position, Consumer<EffectCursor> consumer) {
        long after = 0;
        long[] found;
        do {
            found = storage.references(origin, after, REFERENCES_AT_A_TIME);
            for (int i = 0; i < found.length && found[i] <= position; i++) {
                consumer.accept(storage.read(found[i]));
            }
            after = found.length == 0 ? position : found[found.length - 1];
        } while (found.length == REFERENCES_AT_A_TIME && after < position);
    }

    public Optional<Outcome> outcome(CommandId id) {
        EffectCursor effect = settled(id, position());
        return effect == null ? Optional.empty() : Optional.of(past.outcome(effect));
    }

    /** An account, as it is at the position that a read of its past begins with. */
    record At(int number, Account account, long position) {}

    At at(AccountId account) {
        int number = number(account);
        return atOneMoment(position -> {
            if (!published.isOpenAt(number, position)) {
                throw new UnknownAccountException(account);
            }
            PublishedBooks.Seen seen = published.attributes(number, position);
            return seen == null ? null : new At(number, seen.state().account(), position);
        });
    }

    /** Null if it was replaced since; the account was open by then. */
    @Nullable
    Side tryNormalSide(int number, long position) {
        PublishedBooks.Seen seen = published.attributes(number, position);
        return seen == null ? null : seen.state().account().normalSide();
    }

    /** The number of an account that is known, published or not yet. */
    int number(AccountId account) {
        int number = numberIfKnown(account);
        if (number < 0) {
            throw new UnknownAccountException(account);
        }
        return number;
    }

    /** The number of an account, published or not yet; negative if there is none. */
    int numberIfKnown(AccountId account) {
        long number = accountIds.get(account.high(), account.low());
        if (number == IdMap.NONE) {
            requireRunning.run();
        }
        return (int) number;
    }

    /** Whether an account was open by a position. */
    boolean isOpenAt(int number, long position) {
        return published.isOpenAt(number, position);
    }
}
