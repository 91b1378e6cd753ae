package dev.florin.ledger.internal.read;

import dev.florin.ledger.AccountHandle;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Side;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.internal.books.IdMap;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads of balances, accounts and past commands, on the caller's thread.
 *
 * <p>A read begins with the published position and shows everything up to it, so it contains every outcome that was
 * given before it began.
 */
public final class Reads {
    /** How often a read of several accounts starts again before it asks the publisher's thread. */
    private static final int MOST_TRIES = 64;

    private final PublishedBooks published;
    private final IdMap accountIds;
    private final IdMap commandIds;
    private final Storage.Session storage;
    private final PastCommands past;
    private final Runnable requireRunning;
    private final Between between;

    public Reads(
            PublishedBooks published,
            IdMap accountIds,
            IdMap commandIds,
            Storage.Session storage,
            PastCommands past,
            Runnable requireRunning,
            Between between) {
        this.published = published;
        this.accountIds = accountIds;
        this.commandIds = commandIds;
        this.storage = storage;
        this.past = past;
        this.requireRunning = requireRunning;
        this.between = between;
    }

    /** The position that a read begins with. */
    long position() {
        long position = published.position();
        if (PublishedBooks.isEnded(position)) {
            requireRunning.run();
            throw new IllegalStateException("nothing is published, and the ledger runs");
        }
        return position;
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
            if (!published.isOpen(number, position)) {
                throw new UnknownAccountException(account);
            }
            Thread.onSpinWait();
        }
    }

    public AccountHandle handle(AccountId account) {
        int number = number(account);
        Balance unused = balance(number, account);
        assert unused.account().equals(account);
        return new Handle(this, number, account);
    }

    private record Handle(Reads reads, int number, AccountId id) implements AccountHandle {
        @Override
        public Balance balance() {
            return reads.balance(number, id);
        }

        @Override
        public String toString() {
            return "AccountHandle[" + id + "]";
        }
    }

    public List<Balance> balances(List<AccountId> accounts) {
        int[] numbers = new int[accounts.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(accounts.get(i));
        }
        List<Balance> balances = atOneMoment(numbers);
        for (int i = 0; i < numbers.length; i++) {
            if (balances.get(i) == null) {
                throw new UnknownAccountException(accounts.get(i));
            }
        }
        return List.copyOf(balances);
    }

    /** The balances of one position; null for an account that was not open by then. */
    private List<@Nullable Balance> atOneMoment(int[] numbers) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            List<@Nullable Balance> balances = tryAt(numbers, position());
            if (balances != null) {
                return balances;
            }
            Thread.onSpinWait();
        }
        return between.call(() -> {
            List<@Nullable Balance> balances = tryAt(numbers, position());
            if (balances == null) {
                throw new IllegalStateException("a version was replaced between two publications");
            }
            return balances;
        });
    }

    private @Nullable List<@Nullable Balance> tryAt(int[] numbers, long position) {
        List<@Nullable Balance> balances = new ArrayList<>(numbers.length);
        for (int number : numbers) {
            Balance balance = published.balance(number, position);
            if (balance == null && published.isOpen(number, position)) {
                return null;
            }
            balances.add(balance);
        }
        return balances;
    }

    public Optional<AccountView> account(AccountId account) {
        long number = accountIds.get(account.high(), account.low());
        long position = position();
        return number == IdMap.NONE || !published.isOpen((int) number, position)
                ? Optional.empty()
                : Optional.of(views(new int[] {(int) number}).get(0));
    }

    /** Accounts with attributes and balances of one position; all are open by the position that is published. */
    private List<AccountView> views(int[] numbers) {
        List<AccountView> views = new ArrayList<>(numbers.length);
        List<@Nullable Balance> balances = atOneMoment(numbers);
        for (int i = 0; i < numbers.length; i++) {
            Balance balance = balances.get(i);
            PublishedBooks.Seen seen = balance == null ? null : published.attributes(numbers[i], balance.position());
            if (balance == null || seen == null) {
                // Attributes were replaced twice since the balance was read: begin again.
                return views(numbers);
            }
            views.add(new AccountView(seen.state().account(), seen.state().status(), balance, opened(seen)));
        }
        return views;
    }

    /** The opening's command id is in its effect alone. */
    private Receipt opened(PublishedBooks.Seen seen) {
        return past.receipt(storage.read(seen.openedPosition()));
    }

    public AccountPage accounts(AccountQuery query) {
        long position = position();
        int[] found = new int[query.limit()];
        int count = 0;
        int number = Math.toIntExact(query.after());
        while (published.isOpen(number, position) && count < found.length) {
            if (stateNow(number).account().name().startsWith(query.namePrefix())) {
                found[count++] = number;
            }
            number++;
        }
        List<AccountView> views = count == 0 ? List.of() : views(Arrays.copyOf(found, count));
        return new AccountPage(views, published.isOpen(number, position) ? number : 0);
    }

    /** The effect that settled a command, or null if none is published. */
    private @Nullable EffectCursor settled(CommandId id) {
        long position = position();
        long settledAt = commandIds.get(id.high(), id.low());
        return settledAt == IdMap.NONE || settledAt > position ? null : storage.read(settledAt);
    }

    public Optional<Outcome> outcome(CommandId id) {
        EffectCursor effect = settled(id);
        return effect == null ? Optional.empty() : Optional.of(past.outcome(effect));
    }

    public Optional<RecordedTransfer> transfer(CommandId id) {
        EffectCursor effect = settled(id);
        if (effect == null || effect.kind() != EffectKind.TRANSFER_POSTED) {
            return Optional.empty();
        }
        List<SignedAmount> after = new ArrayList<>(effect.entryCount());
        for (int i = 0; i < effect.entryCount(); i++) {
            after.add(Statements.balanceAfter(effect, i, normalSide(effect.entryAccount(i))));
        }
        return Optional.of(
                new RecordedTransfer(EffectCodec.transfer(effect, past::accountId), past.receipt(effect), after));
    }

    /** The normal side of an account that is published. */
    Side normalSide(int number) {
        return stateNow(number).account().normalSide();
    }

    /** The published state of an account that is published. */
    private AccountState stateNow(int number) {
        while (true) {
            long position = position();
            AccountState state = published.state(number, position);
            if (state != null) {
                return state;
            }
            if (!published.isOpen(number, position)) {
                throw new IllegalStateException("account number " + number + " is not open at position " + position);
            }
            Thread.onSpinWait();
        }
    }

    /** The number of an account that is known, published or not yet. */
    int number(AccountId account) {
        long number = accountIds.get(account.high(), account.low());
        if (number == IdMap.NONE) {
            requireRunning.run();
            throw new UnknownAccountException(account);
        }
        return (int) number;
    }

    /** The number of an account that is published. */
    int publishedNumber(AccountId account, long position) {
        int number = number(account);
        if (!published.isOpen(number, position)) {
            throw new UnknownAccountException(account);
        }
        return number;
    }
}
