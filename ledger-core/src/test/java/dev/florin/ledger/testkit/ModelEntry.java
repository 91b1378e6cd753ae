package dev.florin.ledger.testkit;

import dev.florin.ledger.Entry;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;

/**
 * An entry that the model posted.
 *
 * @param transfer whose entry it is
 * @param receipt of the transfer
 * @param index of the entry in its transfer
 * @param account whose entry it is
 * @param debitsAfter the account's sum of debits, this entry included
 * @param creditsAfter the account's sum of credits, this entry included
 */
record ModelEntry(
        Transfer transfer,
        Receipt receipt,
        int index,
        ModelAccount account,
        BigInteger debitsAfter,
        BigInteger creditsAfter) {

    /** Signed by the normal side that the account has now, not the one it had then. */
    SignedAmount balanceAfter() {
        return SignedAmount.of(ModelAccount.signed(account.attributes.normalSide(), debitsAfter, creditsAfter));
    }

    StatementLine line() {
        Entry entry = transfer.entries().get(index);
        return new StatementLine(
                receipt,
                index,
                entry.side(),
                entry.amount(),
                balanceAfter(),
                transfer.reference(),
                transfer.code(),
                transfer.effectiveTime());
    }
}
