package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Limit;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Rejection.Bound;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The rules of rejection, one method each, asked in their order; the books are only read. */
final class ModelRules {
    private static final BigInteger GREATEST_SUM = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

    private final Map<AccountId, ModelAccount> accounts;
    private final Map<String, Asset> assets;

    private final List<Function<OpenAccount, Optional<Rejection>>> ofOpenings =
            List.of(this::accountExists, this::assetScaleDiffers, this::nameTaken);
    private final List<Function<AccountUpdate, Optional<Rejection>>> ofUpdates =
            List.of(this::unknownAccount, this::nameTaken, this::accountNotEmpty, this::limitAlreadyBroken);
    private final List<Function<Transfer, Optional<Rejection>>> ofTransfers = List.of(
            this::unknownAccount,
            this::accountClosed,
            this::accountFrozen,
            this::unbalanced,
            this::noEffect,
            this::sumOverflow,
            this::belowLowerLimit,
            this::aboveUpperLimit);

    ModelRules(Map<AccountId, ModelAccount> accounts, Map<String, Asset> assets) {
        this.accounts = accounts;
        this.assets = assets;
    }

    Optional<Rejection> judge(OpenAccount opening) {
        return first(ofOpenings, opening);
    }

    Optional<Rejection> judge(AccountUpdate update) {
        return first(ofUpdates, update);
    }

    Optional<Rejection> judge(Transfer transfer) {
        return first(ofTransfers, transfer);
    }

    private static <C> Optional<Rejection> first(List<Function<C, Optional<Rejection>>> rules, C command) {
        for (Function<C, Optional<Rejection>> rule : rules) {
            Optional<Rejection> rejection = rule.apply(command);
            if (rejection.isPresent()) {
                return rejection;
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> accountExists(OpenAccount opening) {
        AccountId id = opening.account().id();
        return accounts.containsKey(id) ? Optional.of(new Rejection.AccountExists(id)) : Optional.empty();
    }

    private Optional<Rejection> assetScaleDiffers(OpenAccount opening) {
        Asset asked = opening.account().asset();
        return Optional.ofNullable(assets.get(asked.code()))
                .filter(known -> !known.equals(asked))
                .map(known -> new Rejection.AssetScaleDiffers(asked, known));
    }

    private Optional<Rejection> nameTaken(OpenAccount opening) {
        return nameTaken(opening.account().name(), opening.account().id());
    }

    private Optional<Rejection> nameTaken(AccountUpdate update) {
        return nameTaken(update.name().orElse(""), update.account());
    }

    private Optional<Rejection> nameTaken(String name, AccountId asking) {
        return accounts.values().stream()
                .map(account -> account.attributes)
                .filter(account -> !name.isEmpty() && account.name().equals(name))
                .filter(holder -> !holder.id().equals(asking))
                .findFirst()
                .map(holder -> new Rejection.NameTaken(name, holder.id()));
    }

    private Optional<Rejection> unknownAccount(AccountUpdate update) {
        return accounts.containsKey(update.account())
                ? Optional.empty()
                : Optional.of(new Rejection.UnknownAccount(update.account()));
    }

    private Optional<Rejection> accountNotEmpty(AccountUpdate update) {
        BigInteger posted = accounts.get(update.account()).posted();
        boolean closes = update.status().equals(Optional.of(AccountStatus.CLOSED));
        return closes && posted.signum() != 0
                ? Optional.of(new Rejection.AccountNotEmpty(update.account(), SignedAmount.of(posted)))
                : Optional.empty();
    }

    private Optional<Rejection> limitAlreadyBroken(AccountUpdate update) {
        ModelAccount account = accounts.get(update.account());
        Side normalSide = update.normalSide().orElse(account.attributes.normalSide());
        Limit lower = update.lowerLimit().orElse(account.attributes.lowerLimit());
        Limit upper = update.upperLimit().orElse(account.attributes.upperLimit());
        BigInteger present = ModelAccount.signed(normalSide, account.debits, account.credits);
        if (below(present, lower)) {
            return broken(update, Bound.LOWER, lower, present);
        }
        return above(present, upper) ? broken(update, Bound.UPPER, upper, present) : Optional.empty();
    }

    private static Optional<Rejection> broken(AccountUpdate update, Bound bound, Limit limit, BigInteger present) {
        return Optional.of(new Rejection.LimitAlreadyBroken(
                update.account(), bound, limit.value().orElseThrow(), SignedAmount.of(present)));
    }

    private Optional<Rejection> unknownAccount(Transfer transfer) {
        return transfer.entries().stream()
                .map(Entry::account)
                .filter(id -> !accounts.containsKey(id))
                .findFirst()
                .map(Rejection.UnknownAccount::new);
    }

    private Optional<Rejection> accountClosed(Transfer transfer) {
        return firstWith(AccountStatus.CLOSED, transfer).map(Rejection.AccountClosed::new);
    }

    private Optional<Rejection> accountFrozen(Transfer transfer) {
        return firstWith(AccountStatus.FROZEN, transfer).map(Rejection.AccountFrozen::new);
    }

    private Optional<AccountId> firstWith(AccountStatus status, Transfer transfer) {
        return transfer.entries().stream()
                .map(Entry::account)
                .filter(id -> accounts.get(id).status == status)
                .findFirst();
    }

    private Optional<Rejection> unbalanced(Transfer transfer) {
        Set<Asset> inOrder = new LinkedHashSet<>();
        transfer.entries().forEach(entry -> inOrder.add(assetOf(entry)));
        for (Asset asset : inOrder) {
            List<Entry> entries = transfer.entries().stream()
                    .filter(entry -> assetOf(entry).equals(asset))
                    .toList();
            BigInteger debits = sum(entries, Side.DEBIT);
            BigInteger credits = sum(entries, Side.CREDIT);
            if (!debits.equals(credits)) {
                return Optional.of(new Rejection.Unbalanced(asset, Amount.of(debits), Amount.of(credits)));
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> noEffect(Transfer transfer) {
        boolean nothing = byAccount(transfer).values().stream()
                .allMatch(entries -> sum(entries, Side.DEBIT).equals(sum(entries, Side.CREDIT)));
        return nothing ? Optional.of(new Rejection.NoEffect()) : Optional.empty();
    }

    private Optional<Rejection> sumOverflow(Transfer transfer) {
        for (Map.Entry<AccountId, List<Entry>> part : byAccount(transfer).entrySet()) {
            for (Side side : List.of(Side.DEBIT, Side.CREDIT)) {
                BigInteger before = accounts.get(part.getKey()).sum(side);
                BigInteger added = sum(part.getValue(), side);
                if (before.add(added).compareTo(GREATEST_SUM) > 0) {
                    return Optional.of(
                            new Rejection.SumOverflow(part.getKey(), side, Amount.of(before), Amount.of(added)));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> belowLowerLimit(Transfer transfer) {
        for (Map.Entry<AccountId, List<Entry>> part : byAccount(transfer).entrySet()) {
            ModelAccount account = accounts.get(part.getKey());
            Limit limit = account.attributes.lowerLimit();
            BigInteger before = account.posted();
            BigInteger net = net(account, part.getValue());
            if (below(before.add(net), limit)) {
                BigInteger room = before.subtract(value(limit));
                return Optional.of(new Rejection.BelowLowerLimit(
                        part.getKey(),
                        limit.value().orElseThrow(),
                        SignedAmount.of(before),
                        Amount.of(net.negate()),
                        Amount.of(room.max(BigInteger.ZERO))));
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> aboveUpperLimit(Transfer transfer) {
        for (Map.Entry<AccountId, List<Entry>> part : byAccount(transfer).entrySet()) {
            ModelAccount account = accounts.get(part.getKey());
            Limit limit = account.attributes.upperLimit();
            BigInteger before = account.posted();
            BigInteger net = net(account, part.getValue());
            if (above(before.add(net), limit)) {
                BigInteger room = value(limit).subtract(before);
                return Optional.of(new Rejection.AboveUpperLimit(
                        part.getKey(),
                        limit.value().orElseThrow(),
                        SignedAmount.of(before),
                        Amount.of(net),
                        Amount.of(room.max(BigInteger.ZERO))));
            }
        }
        return Optional.empty();
    }

    static boolean below(BigInteger balance, Limit lower) {
        return lower.value().isPresent() && balance.compareTo(value(lower)) < 0;
    }

    static boolean above(BigInteger balance, Limit upper) {
        return upper.value().isPresent() && balance.compareTo(value(upper)) > 0;
    }

    private static BigInteger value(Limit limit) {
        return limit.value().orElseThrow().toBigInteger();
    }

    private Asset assetOf(Entry entry) {
        return accounts.get(entry.account()).attributes.asset();
    }

    /** What a transfer does to the balance of one of its accounts. */
    private static BigInteger net(ModelAccount account, List<Entry> entries) {
        return ModelAccount.signed(
                account.attributes.normalSide(), sum(entries, Side.DEBIT), sum(entries, Side.CREDIT));
    }

    /** The entries of each account, accounts in the order in which they first appear. */
    private static Map<AccountId, List<Entry>> byAccount(Transfer transfer) {
        Map<AccountId, List<Entry>> parts = new LinkedHashMap<>();
        for (Entry entry : transfer.entries()) {
            parts.computeIfAbsent(entry.account(), id -> new ArrayList<>()).add(entry);
        }
        return parts;
    }

    private static BigInteger sum(List<Entry> entries, Side side) {
        return entries.stream()
                .filter(entry -> entry.side() == side)
                .map(entry -> entry.amount().toBigInteger())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
