package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Limit;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The rules that movements of every kind have in common, one method each; the books are only read. */
final class ModelRules {
    private static final BigInteger GREATEST_SUM = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

    private final ModelBooks books;

    ModelRules(ModelBooks books) {
        this.books = books;
    }

    /** Asks rules in their order, and those behind a rejection not at all. */
    @SafeVarargs
    static Optional<Rejection> first(Supplier<Optional<Rejection>>... rules) {
        for (Supplier<Optional<Rejection>> rule : rules) {
            Optional<Rejection> rejection = rule.get();
            if (rejection.isPresent()) {
                return rejection;
            }
        }
        return Optional.empty();
    }

    Optional<Rejection> unknownAccount(List<AccountId> accounts) {
        return accounts.stream()
                .filter(id -> !books.accounts.containsKey(id))
                .findFirst()
                .map(Rejection.UnknownAccount::new);
    }

    /** The three rules of the status, of accounts on which anything moves. */
    Optional<Rejection> status(List<ModelMove> moves) {
        List<ModelMove> moving = ModelMove.withAmounts(moves);
        return first(() -> accountClosed(moving), () -> accountFrozen(moving), () -> accountFrozenForDebits(moving));
    }

    private Optional<Rejection> accountClosed(List<ModelMove> moves) {
        return firstWith(AccountStatus.CLOSED, moves).map(Rejection.AccountClosed::new);
    }

    private Optional<Rejection> accountFrozen(List<ModelMove> moves) {
        return firstWith(AccountStatus.FROZEN, moves).map(Rejection.AccountFrozen::new);
    }

    private Optional<Rejection> accountFrozenForDebits(List<ModelMove> moves) {
        List<ModelMove> debits =
                moves.stream().filter(move -> move.side() == Side.DEBIT).toList();
        return firstWith(AccountStatus.FROZEN_FOR_DEBITS, debits).map(Rejection.AccountFrozenForDebits::new);
    }

    private Optional<AccountId> firstWith(AccountStatus status, List<ModelMove> moves) {
        return moves.stream()
                .map(ModelMove::account)
                .filter(id -> books.accounts.get(id).status == status)
                .findFirst();
    }

    Optional<Rejection> unbalanced(List<ModelMove> moves) {
        Set<Asset> inOrder = new LinkedHashSet<>();
        moves.forEach(move -> inOrder.add(assetOf(move.account())));
        for (Asset asset : inOrder) {
            List<ModelMove> ofAsset = moves.stream()
                    .filter(move -> assetOf(move.account()).equals(asset))
                    .toList();
            BigInteger debits = ModelMove.sum(ofAsset, Side.DEBIT);
            BigInteger credits = ModelMove.sum(ofAsset, Side.CREDIT);
            if (!debits.equals(credits)) {
                return Optional.of(new Rejection.Unbalanced(asset, Amount.of(debits), Amount.of(credits)));
            }
        }
        return Optional.empty();
    }

    /** Of a transfer or hold: every account is debited as much as credited. */
    Optional<Rejection> noEffect(List<ModelMove> moves) {
        boolean nothing = ModelMove.byAccount(moves).values().stream()
                .allMatch(part -> ModelMove.sum(part, Side.DEBIT).equals(ModelMove.sum(part, Side.CREDIT)));
        return nothing ? Optional.of(new Rejection.NoEffect()) : Optional.empty();
    }

    Optional<Rejection> sumOverflow(List<ModelMove> moves) {
        for (Map.Entry<AccountId, List<ModelMove>> part :
                ModelMove.byAccount(moves).entrySet()) {
            ModelAccount account = books.accounts.get(part.getKey());
            for (Side side : List.of(Side.DEBIT, Side.CREDIT)) {
                BigInteger before = account.posted(side).add(account.pending(side));
                BigInteger added = ModelMove.sum(part.getValue(), side);
                if (before.add(added).compareTo(GREATEST_SUM) > 0) {
                    return Optional.of(
                            new Rejection.SumOverflow(part.getKey(), side, Amount.of(before), Amount.of(added)));
                }
            }
        }
        return Optional.empty();
    }

    /** The two limits, of moves that net. */
    Optional<Rejection> limits(List<ModelMove> moves) {
        return first(() -> belowLowerLimit(moves, true), () -> aboveUpperLimit(moves, true));
    }

    /** The two limits, of moves that do not net: a hold may be captured in parts. */
    Optional<Rejection> limitsOfHold(List<ModelMove> moves) {
        return first(() -> belowLowerLimit(moves, false), () -> aboveUpperLimit(moves, false));
    }

    private Optional<Rejection> belowLowerLimit(List<ModelMove> moves, boolean netting) {
        for (Map.Entry<AccountId, List<ModelMove>> part :
                ModelMove.byAccount(moves).entrySet()) {
            ModelAccount account = books.accounts.get(part.getKey());
            Side raising = account.attributes.normalSide();
            BigInteger out = ModelMove.sum(part.getValue(), raising.opposite());
            BigInteger needed = netting ? out.subtract(ModelMove.sum(part.getValue(), raising)) : out;
            Limit limit = account.attributes.lowerLimit();
            if (below(account.available().subtract(needed), limit)) {
                BigInteger room = account.available().subtract(value(limit));
                return Optional.of(new Rejection.BelowLowerLimit(
                        part.getKey(),
                        limit.value().orElseThrow(),
                        SignedAmount.of(account.available()),
                        Amount.of(needed),
                        Amount.of(room.max(BigInteger.ZERO))));
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> aboveUpperLimit(List<ModelMove> moves, boolean netting) {
        for (Map.Entry<AccountId, List<ModelMove>> part :
                ModelMove.byAccount(moves).entrySet()) {
            ModelAccount account = books.accounts.get(part.getKey());
            Side raising = account.attributes.normalSide();
            BigInteger in = ModelMove.sum(part.getValue(), raising);
            BigInteger added = netting ? in.subtract(ModelMove.sum(part.getValue(), raising.opposite())) : in;
            Limit limit = account.attributes.upperLimit();
            if (above(account.expected().add(added), limit)) {
                BigInteger room = value(limit).subtract(account.expected());
                return Optional.of(new Rejection.AboveUpperLimit(
                        part.getKey(),
                        limit.value().orElseThrow(),
                        SignedAmount.of(account.expected()),
                        Amount.of(added),
                        Amount.of(room.max(BigInteger.ZERO))));
            }
        }
        return Optional.empty();
    }

    static boolean below(BigInteger available, Limit lower) {
        return lower.value().isPresent() && available.compareTo(value(lower)) < 0;
    }

    static boolean above(BigInteger expected, Limit upper) {
        return upper.value().isPresent() && expected.compareTo(value(upper)) > 0;
    }

    private static BigInteger value(Limit limit) {
        return limit.value().orElseThrow().toBigInteger();
    }

    private Asset assetOf(AccountId account) {
        return books.accounts.get(account).attributes.asset();
    }
}
