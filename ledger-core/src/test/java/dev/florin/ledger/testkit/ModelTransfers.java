package dev.florin.ledger.testkit;

import dev.florin.ledger.Entry;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Transfers, and holds, which are transfers that reserve: their rules in order, and what they do. */
final class ModelTransfers {
    private final ModelBooks books;
    private final ModelRules rules;

    ModelTransfers(ModelBooks books) {
        this.books = books;
        this.rules = new ModelRules(books);
    }

    Optional<Rejection> judge(Transfer transfer) {
        List<ModelMove> moves = ModelMove.of(transfer.entries());
        return ModelRules.first(
                () -> judgeForm(transfer, moves), () -> rules.sumOverflow(moves), () -> rules.limits(moves));
    }

    Optional<Rejection> judge(Hold hold) {
        List<ModelMove> moves = ModelMove.of(hold.transfer().entries());
        return ModelRules.first(
                () -> judgeForm(hold.transfer(), moves),
                () -> dueTimeTooLate(hold),
                () -> rules.sumOverflow(moves),
                () -> rules.limitsOfHold(moves));
    }

    /** What does not depend on sums. */
    private Optional<Rejection> judgeForm(Transfer transfer, List<ModelMove> moves) {
        return ModelRules.first(
                () -> rules.unknownAccount(
                        moves.stream().map(ModelMove::account).toList()),
                () -> rules.status(moves),
                () -> rules.unbalanced(moves),
                () -> rules.noEffect(moves),
                () -> transfer.statedExchange().flatMap(exchange -> resultDiffers(transfer, exchange)),
                () -> transfer.statedExchange().flatMap(exchange -> residueDiffers(transfer, exchange)));
    }

    void post(Transfer transfer, Receipt receipt) {
        books.postOrigin(transfer, ModelMove.of(transfer.entries()), receipt, transfer.details());
    }

    void place(Hold hold, Receipt receipt) {
        books.addPending(ModelMove.of(hold.transfer().entries()));
        books.holds.put(hold.id(), new ModelHold(hold, receipt));
        books.origins.put(hold.id(), new ModelOrigin(hold.transfer().entries()));
    }

    private static Optional<Rejection> resultDiffers(Transfer transfer, Exchange exchange) {
        Amount found = transfer.entries().get(exchange.to()).amount();
        BigInteger expected = converted(transfer, exchange, exchange.rounding());
        return found.toBigInteger().equals(expected)
                ? Optional.empty()
                : Optional.of(new Rejection.ExchangeResultDiffers(
                        exchange.to(), Amount.of(expected.min(Amount.MAX.toBigInteger())), found));
    }

    private static Optional<Rejection> residueDiffers(Transfer transfer, Exchange exchange) {
        if (exchange.residue() == null) {
            return Optional.empty();
        }
        BigInteger left = converted(transfer, exchange, RoundingMode.UP)
                .subtract(converted(transfer, exchange, exchange.rounding()));
        List<ModelMove> ofResidue = ModelMove.of(transfer.entries()).stream()
                .filter(move -> move.account().equals(exchange.residue()))
                .toList();
        Side side = transfer.entries().get(exchange.to()).side();
        BigInteger given = ModelMove.sum(ofResidue, side).subtract(ModelMove.sum(ofResidue, side.opposite()));
        return given.equals(left)
                ? Optional.empty()
                : Optional.of(new Rejection.ExchangeResidueDiffers(
                        exchange.residue(), Amount.of(left), SignedAmount.of(given)));
    }

    private static BigInteger converted(Transfer transfer, Exchange exchange, RoundingMode rounding) {
        Entry from = transfer.entries().get(exchange.from());
        BigInteger product = from.amount()
                .toBigInteger()
                .multiply(exchange.rate().numerator().toBigInteger());
        BigDecimal divisor = new BigDecimal(exchange.rate().denominator().toBigInteger());
        return new BigDecimal(product).divide(divisor, 0, rounding).toBigIntegerExact();
    }

    private Optional<Rejection> dueTimeTooLate(Hold hold) {
        if (hold.timeout() == null) {
            return Optional.empty();
        }
        BigInteger now = BigInteger.valueOf(books.nextNanos());
        BigInteger timeout = BigInteger.valueOf(hold.timeout().toNanos());
        return now.add(timeout).compareTo(BigInteger.valueOf(Long.MAX_VALUE)) < 0
                ? Optional.empty()
                : Optional.of(new Rejection.DueTimeTooLate(now.longValueExact(), timeout.longValueExact()));
    }
}
