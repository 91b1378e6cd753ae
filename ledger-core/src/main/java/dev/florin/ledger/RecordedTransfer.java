package dev.florin.ledger;

import dev.florin.ledger.money.SignedAmount;
import java.util.List;
import java.util.Objects;

/**
 * A transfer as the journal holds it.
 *
 * @param transfer what was asked for, and posted
 * @param receipt where and when
 * @param balancesAfter for each entry, in order, the posted balance of its account after it, signed by the account's
 *     normal side as it is now
 */
public record RecordedTransfer(Transfer transfer, Receipt receipt, List<SignedAmount> balancesAfter) {
    /** Copies the list. */
    public RecordedTransfer {
        Objects.requireNonNull(transfer, "transfer");
        Objects.requireNonNull(receipt, "receipt");
        balancesAfter = List.copyOf(balancesAfter);
    }
}
