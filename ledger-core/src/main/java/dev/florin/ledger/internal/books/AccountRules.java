package dev.florin.ledger.internal.books;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Limit;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.util.NavigableSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens and updates accounts. The order of checks is that of {@link dev.florin.ledger.RejectionReason}. */
final class AccountRules {
    private final Books books;
    private final LimitRules limits;

    AccountRules(Books books) {
        this.books = books;
        this.limits = new LimitRules(books);
    }

    @Nullable
    Rejection open(OpenAccount opening, CommandCursor command, RecordBuffer effects) {
        Account account = opening.account();
        AccountId id = account.id();
        if (books.account(id) != IdMap.NONE) {
            return new Rejection.AccountExists(id);
        }
        Asset known = books.assets.known(account.asset().code());
        if (known != null && !known.equals(account.asset())) {
            return new Rejection.AssetScaleDiffers(account.asset(), known);
        }
        Rejection nameTaken = nameTaken(account.name(), id);
        if (nameTaken != null) {
            return nameTaken;
        }
        // Nothing below can fail.
        EffectCodec.writeOpened(books.accounts.size(), command.bytes(), command.offset(), effects);
        books.openAccount(new AccountState(account, AccountStatus.OPEN));
        return null;
    }

    @Nullable
    Rejection update(AccountUpdate update, CommandCursor command, RecordBuffer effects) {
        AccountId id = update.account();
        int number = books.account(id);
        if (number == IdMap.NONE) {
            return new Rejection.UnknownAccount(id);
        }
        AccountState before = books.accounts.state(number);
        Rejection rejection = nameTaken(update.name().orElse(""), id);
        if (rejection == null) {
            rejection = notEmpty(number, before.account(), update);
        }
        if (rejection == null && update.status().orElse(before.status()) == AccountStatus.CLOSED) {
            rejection = isHeldOpen(number, id);
        }
        if (rejection == null) {
            rejection = limitAlreadyBroken(number, before.account(), update);
        }
        if (rejection != null) {
            return rejection;
        }
        // Nothing below can fail: limits that present sums keep cannot be crossed.
        AccountState after = new AccountState(
                updated(before.account(), update), update.status().orElse(before.status()));
        EffectCodec.writeUpdated(number, after, command.bytes(), command.offset(), effects);
        books.updateAccount(number, after);
        return null;
    }

    /** Closes an account that was found empty, and without holds and schedules; {@code command} is what asked for it. */
    void close(int number, CommandCursor command, RecordBuffer effects) {
        AccountState after = new AccountState(books.accounts.account(number), AccountStatus.CLOSED);
        EffectCodec.writeUpdated(number, after, command.bytes(), command.offset(), effects);
        books.updateAccount(number, after);
    }

    /** Null if neither an open hold nor a schedule that has a date to come names the account. */
    @Nullable
    Rejection isHeldOpen(int number, AccountId id) {
        Rejection rejection = hasHolds(number, id);
        return rejection == null ? hasSchedules(id) : rejection;
    }

    private @Nullable Rejection hasSchedules(AccountId id) {
        NavigableSet<Long> open = books.schedules.openOf(id);
        Schedules.Open first = open.isEmpty() ? null : books.schedules.open(open.first());
        return first == null ? null : new Rejection.AccountHasSchedules(id, open.size(), first.id);
    }

    /** No open hold will debit or credit the account. */
    private @Nullable Rejection hasHolds(int number, AccountId id) {
        Amount debits = books.accounts.sum(number, AccountTable.PENDING_DEBITS_HIGH);
        Amount credits = books.accounts.sum(number, AccountTable.PENDING_CREDITS_HIGH);
        return debits.isZero() && credits.isZero() ? null : new Rejection.AccountHasHolds(id, debits, credits);
    }

    private @Nullable Rejection nameTaken(String name, AccountId asking) {
        Integer holder = books.names.get(name);
        if (holder == null) {
            return null;
        }
        AccountId holderId = books.accounts.account(holder).id();
        return holderId.equals(asking) ? null : new Rejection.NameTaken(name, holderId);
    }

    private @Nullable Rejection notEmpty(int number, Account account, AccountUpdate update) {
        if (update.status().orElse(AccountStatus.OPEN) != AccountStatus.CLOSED) {
            return null;
        }
        SignedAmount posted = limits.posted(number);
        return posted.signum() == 0 ? null : new Rejection.AccountNotEmpty(account.id(), posted);
    }

    private @Nullable Rejection limitAlreadyBroken(int number, Account account, AccountUpdate update) {
        Side side = update.normalSide().orElse(account.normalSide());
        Optional<SignedAmount> lower =
                update.lowerLimit().orElse(account.lowerLimit()).value();
        SignedAmount available = limits.present(number, side, false);
        if (lower.isPresent() && available.compareTo(lower.get()) < 0) {
            return new Rejection.LimitAlreadyBroken(account.id(), Rejection.Bound.LOWER, lower.get(), available);
        }
        Optional<SignedAmount> upper =
                update.upperLimit().orElse(account.upperLimit()).value();
        SignedAmount holding = limits.present(number, side, true);
        if (upper.isPresent() && holding.compareTo(upper.get()) > 0) {
            return new Rejection.LimitAlreadyBroken(account.id(), Rejection.Bound.UPPER, upper.get(), holding);
        }
        return null;
    }

    private static Account updated(Account account, AccountUpdate update) {
        Limit lower = update.lowerLimit().orElse(account.lowerLimit());
        Limit upper = update.upperLimit().orElse(account.upperLimit());
        return new Account(
                account.id(),
                account.asset(),
                update.normalSide().orElse(account.normalSide()),
                lower,
                upper,
                update.code().orElse(account.code()),
                update.name().orElse(account.name()),
                update.metadata().orElse(account.metadata()));
    }
}
