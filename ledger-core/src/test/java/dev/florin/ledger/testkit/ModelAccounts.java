package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Limit;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Rejection.Bound;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Openings and updates of accounts: their rules in order, and what they do. */
final class ModelAccounts {
    private final ModelBooks books;

    ModelAccounts(ModelBooks books) {
        this.books = books;
    }

    Optional<Rejection> judge(OpenAccount opening) {
        Account account = opening.account();
        return ModelRules.first(
                () -> accountExists(account.id()),
                () -> assetScaleDiffers(account.asset()),
                () -> nameTaken(account.name(), account.id()));
    }

    void open(OpenAccount opening, Receipt receipt) {
        Account account = opening.account();
        books.accounts.put(account.id(), new ModelAccount(account, receipt));
        books.assets.put(account.asset().code(), account.asset());
    }

    Optional<Rejection> judge(AccountUpdate update) {
        AccountId id = update.account();
        boolean closes = update.status().equals(Optional.of(AccountStatus.CLOSED));
        return ModelRules.first(
                () -> new ModelRules(books).unknownAccount(List.of(id)),
                () -> nameTaken(update.name().orElse(""), id),
                () -> closes ? accountNotEmpty(id) : Optional.empty(),
                () -> closes ? accountHasHolds(id) : Optional.empty(),
                () -> closes ? new ModelSchedules(books).accountHasSchedules(id) : Optional.empty(),
                () -> limitAlreadyBroken(update));
    }

    void update(AccountUpdate update) {
        ModelAccount account = books.accounts.get(update.account());
        Account before = account.attributes;
        account.status = update.status().orElse(account.status);
        account.attributes = new Account(
                before.id(),
                before.asset(),
                update.normalSide().orElse(before.normalSide()),
                update.lowerLimit().orElse(before.lowerLimit()),
                update.upperLimit().orElse(before.upperLimit()),
                update.code().orElse(before.code()),
                update.name().orElse(before.name()),
                update.metadata().orElse(before.metadata()));
    }

    private Optional<Rejection> accountExists(AccountId id) {
        return books.accounts.containsKey(id) ? Optional.of(new Rejection.AccountExists(id)) : Optional.empty();
    }

    private Optional<Rejection> assetScaleDiffers(Asset asked) {
        return Optional.ofNullable(books.assets.get(asked.code()))
                .filter(known -> !known.equals(asked))
                .map(known -> new Rejection.AssetScaleDiffers(asked, known));
    }

    private Optional<Rejection> nameTaken(String name, AccountId asking) {
        return books.accounts.values().stream()
                .map(account -> account.attributes)
                .filter(account -> !name.isEmpty() && account.name().equals(name))
                .filter(holder -> !holder.id().equals(asking))
                .findFirst()
                .map(holder -> new Rejection.NameTaken(name, holder.id()));
    }

    Optional<Rejection> accountNotEmpty(AccountId id) {
        BigInteger balance = books.accounts.get(id).balance();
        return balance.signum() == 0
                ? Optional.empty()
                : Optional.of(new Rejection.AccountNotEmpty(id, SignedAmount.of(balance)));
    }

    Optional<Rejection> accountHasHolds(AccountId id) {
        BigInteger debits = books.accounts.get(id).pending(Side.DEBIT);
        BigInteger credits = books.accounts.get(id).pending(Side.CREDIT);
        return debits.signum() == 0 && credits.signum() == 0
                ? Optional.empty()
                : Optional.of(new Rejection.AccountHasHolds(id, Amount.of(debits), Amount.of(credits)));
    }

    private Optional<Rejection> limitAlreadyBroken(AccountUpdate update) {
        ModelAccount account = books.accounts.get(update.account());
        Side normalSide = update.normalSide().orElse(account.attributes.normalSide());
        Limit lower = update.lowerLimit().orElse(account.attributes.lowerLimit());
        Limit upper = update.upperLimit().orElse(account.attributes.upperLimit());
        if (ModelRules.below(account.available(normalSide), lower)) {
            return broken(update, Bound.LOWER, lower, account.available(normalSide));
        }
        return ModelRules.above(account.expected(normalSide), upper)
                ? broken(update, Bound.UPPER, upper, account.expected(normalSide))
                : Optional.empty();
    }

    private static Optional<Rejection> broken(AccountUpdate update, Bound bound, Limit limit, BigInteger present) {
        return Optional.of(new Rejection.LimitAlreadyBroken(
                update.account(), bound, limit.value().orElseThrow(), SignedAmount.of(present)));
    }
}
