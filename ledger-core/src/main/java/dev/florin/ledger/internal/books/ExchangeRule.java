package dev.florin.ledger.internal.books;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.Sections;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The rate that a transfer states, checked against its entries. */
final class ExchangeRule {
    private final Books books;
    private final Movement movement;

    ExchangeRule(Books books, Movement movement) {
        this.books = books;
        this.movement = movement;
    }

    @Nullable
    Rejection judge(CommandCursor transfer) {
        Exchange exchange = Sections.exchange(transfer.bytes(), transfer.sectionsStart(), transfer.endOffset());
        if (exchange == null) {
            return null;
        }
        Amount converted = amount(exchange.from());
        BigInteger result = exchange.rate().convertToBigInteger(converted, exchange.rounding());
        if (!amount(exchange.to()).toBigInteger().equals(result)) {
            Amount expected = Amount.of(result.min(Amount.MAX.toBigInteger()));
            return new Rejection.ExchangeResultDiffers(exchange.to(), expected, amount(exchange.to()));
        }
        AccountId residue = exchange.residue();
        return residue == null ? null : judgeResidue(exchange, residue, converted, result);
    }

    private @Nullable Rejection judgeResidue(
            Exchange exchange, AccountId residue, Amount converted, BigInteger result) {
        BigInteger expected =
                exchange.rate().convertToBigInteger(converted, RoundingMode.UP).subtract(result);
        int account = books.account(residue);
        BigInteger found = BigInteger.ZERO;
        for (int i = 0; i < movement.count; i++) {
            if (movement.accounts[i] == account) {
                BigInteger amount = amount(i).toBigInteger();
                found = movement.credits[i] == movement.credits[exchange.to()]
                        ? found.add(amount)
                        : found.subtract(amount);
            }
        }
        return found.equals(expected)
                ? null
                : new Rejection.ExchangeResidueDiffers(residue, Amount.of(expected), SignedAmount.of(found));
    }

    private Amount amount(int entry) {
        return new Amount(movement.amounts[2 * entry], movement.amounts[2 * entry + 1]);
    }
}
