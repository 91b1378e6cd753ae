package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Details;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;

/**
 * An entry that the model posted.
 *
 * @param move the account, the side and the amount, which is above zero
 * @param index of the entry among those of its command; of a capture, reversal or refund, among those of its origin
 * @param receipt of the command
 * @param details of the command
 * @param debitsAfter the account's sum of debits, this entry included
 * @param creditsAfter the account's sum of credits, this entry included
 */
record ModelEntry(
        ModelMove move, int index, Receipt receipt, Details details, BigInteger debitsAfter, BigInteger creditsAfter) {

    AccountId account() {
        return move.account();
    }

    /** Signed by the normal side that the account has now, not the one it had then. */
    SignedAmount balanceAfter(Side normalSide) {
        BigInteger balance = debitsAfter.subtract(creditsAfter);
        return SignedAmount.of(normalSide == Side.DEBIT ? balance : balance.negate());
    }

    StatementLine line(Side normalSide) {
        return new StatementLine(
                receipt,
                index,
                move.side(),
                Amount.of(move.amount()),
                balanceAfter(normalSide),
                details.reference(),
                details.code(),
                details.effectiveTime());
    }
}
