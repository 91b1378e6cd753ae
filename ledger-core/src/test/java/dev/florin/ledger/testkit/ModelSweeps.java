package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sweeps, and the closing of accounts, which may sweep: their rules in order, and what they do. */
final class ModelSweeps {
    private final ModelBooks books;
    private final ModelRules rules;
    private final ModelAccounts accounts;

    ModelSweeps(ModelBooks books) {
        this.books = books;
        this.rules = new ModelRules(books);
        this.accounts = new ModelAccounts(books);
    }

    Optional<Rejection> judge(Sweep sweep) {
        return ModelRules.first(
                () -> rules.unknownAccount(List.of(sweep.from(), sweep.to())),
                () -> rules.status(moves(sweep.from(), sweep.to(), BigInteger.ONE)),
                () -> assetsDiffer(sweep.from(), sweep.to()),
                () -> nothingAvailable(sweep),
                () -> rules.sumOverflow(moves(sweep)),
                () -> rules.limits(moves(sweep)));
    }

    Decision sweep(Sweep sweep, Receipt receipt) {
        BigInteger amount = amount(sweep);
        books.postOrigin(sweep, moves(sweep), receipt, sweep.details());
        return ModelBooks.moved(List.of(amount));
    }

    Optional<Rejection> judge(CloseAccount closing) {
        List<AccountId> named = Stream.concat(Stream.of(closing.account()), closing.receiver().stream())
                .toList();
        return ModelRules.first(
                () -> rules.unknownAccount(named),
                () -> balance(closing).signum() < 0 || closing.sweepTo() == null
                        ? accounts.accountNotEmpty(closing.account())
                        : Optional.empty(),
                () -> accounts.accountHasHolds(closing.account()),
                () -> new ModelSchedules(books).accountHasSchedules(closing.account()),
                () -> sweeps(closing) ? judgeSweep(closing) : Optional.empty());
    }

    private Optional<Rejection> judgeSweep(CloseAccount closing) {
        List<ModelMove> moves = moves(closing.account(), closing.sweepTo(), balance(closing));
        return ModelRules.first(
                () -> rules.status(moves),
                () -> assetsDiffer(closing.account(), closing.sweepTo()),
                () -> rules.sumOverflow(moves),
                () -> rules.limits(moves));
    }

    Decision close(CloseAccount closing) {
        if (!sweeps(closing)) {
            books.accounts.get(closing.account()).status = AccountStatus.CLOSED;
            return Decision.AsAsked.INSTANCE;
        }
        return new Decision.Each(List.of(sweepRest(closing), setClosed(closing)));
    }

    /** The ids that a closing may derive, in their order. */
    static List<CommandId> derivedIds(CloseAccount closing) {
        return closing.sweepTo() == null ? List.of() : List.of(closing.sweepId(), closing.updateId());
    }

    private Outcome sweepRest(CloseAccount closing) {
        Sweep sweep = Sweep.of(closing.sweepId(), closing.account(), closing.sweepTo())
                .details(closing.details());
        BigInteger rest = balance(closing);
        Receipt receipt = books.nextReceipt(sweep.id());
        books.postOrigin(sweep, moves(sweep.from(), sweep.to(), rest), receipt, sweep.details());
        return books.settle(sweep, receipt, ModelBooks.moved(List.of(rest))).first();
    }

    private Outcome setClosed(CloseAccount closing) {
        AccountUpdate update =
                AccountUpdate.of(closing.updateId(), closing.account()).status(AccountStatus.CLOSED);
        accounts.update(update);
        return books.settle(update, books.nextReceipt(update.id()), Decision.AsAsked.INSTANCE)
                .first();
    }

    private boolean sweeps(CloseAccount closing) {
        return balance(closing).signum() != 0;
    }

    private BigInteger balance(CloseAccount closing) {
        return books.accounts.get(closing.account()).balance();
    }

    private Optional<Rejection> assetsDiffer(AccountId from, AccountId to) {
        Asset ofFrom = books.accounts.get(from).attributes.asset();
        Asset ofTo = books.accounts.get(to).attributes.asset();
        return ofFrom.equals(ofTo) ? Optional.empty() : Optional.of(new Rejection.AssetsDiffer(ofFrom, ofTo));
    }

    private Optional<Rejection> nothingAvailable(Sweep sweep) {
        BigInteger available = books.accounts.get(sweep.from()).available();
        return amount(sweep).signum() > 0
                ? Optional.empty()
                : Optional.of(new Rejection.NothingAvailable(sweep.from(), SignedAmount.of(available)));
    }

    /** What is available above the greater of zero and the lower limit, at most the maximum. */
    private BigInteger amount(Sweep sweep) {
        ModelAccount from = books.accounts.get(sweep.from());
        BigInteger floor = from.attributes
                .lowerLimit()
                .value()
                .map(SignedAmount::toBigInteger)
                .orElse(BigInteger.ZERO)
                .max(BigInteger.ZERO);
        BigInteger available = from.available().subtract(floor);
        return sweep.maximum() == null
                ? available
                : available.min(sweep.maximum().toBigInteger());
    }

    private List<ModelMove> moves(Sweep sweep) {
        return moves(sweep.from(), sweep.to(), amount(sweep));
    }

    private List<ModelMove> moves(AccountId from, AccountId to, BigInteger amount) {
        return ModelMove.outOf(books.accounts.get(from), books.accounts.get(to), amount);
    }
}
