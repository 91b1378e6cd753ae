package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an account, with the balance it left.
 *
 * @param receipt the transfer's receipt: id, position, time
 * @param entry the index of the entry in its transfer; of a capture, reversal or refund, that among the entries of its
 *     origin, as in {@link Decision.Moved}: {@link RecordedTransfer#transfer} leaves out those of which nothing moved
 * @param side debit or credit
 * @param amount minor units
 * @param balanceAfter the posted balance after this entry, signed by the account's normal side as it is now: in the order
 *     of recording, or, in a statement by effective time, after this entry and all before it in that order
 * @param reference the transfer's reference, empty when absent
 * @param code the transfer's code, 0 when absent
 * @param effectiveTime the transfer's effective time, or null for the time it was recorded
 */
public record StatementLine(
        Receipt receipt,
        int entry,
        Side side,
        Amount amount,
        SignedAmount balanceAfter,
        String reference,
        int code,
        @Nullable Instant effectiveTime) {
    /** Checks that all parts are there. */
    public StatementLine {
        Objects.requireNonNull(receipt, "receipt");
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(balanceAfter, "balanceAfter");
        Objects.requireNonNull(reference, "reference");
    }
}
