package dev.florin.ledger;

import dev.florin.ledger.money.SignedAmount;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A movement as the journal holds it: a transfer, or what a capture, a reversal, a refund or a sweep has posted.
 *
 * @param kind the kind of command that moved it
 * @param transfer what was posted, under the id of that command. Entries of which nothing moved are left out, so that an
 *     index in it may be less than that in {@link Decision.Moved} and in a {@link StatementLine}. Conditions and exchange
 *     are kept of transfers alone
 * @param receipt where and when
 * @param balancesAfter for each entry, in order, the posted balance of its account after it, signed by the account's
 *     normal side as it is now
 * @param links what came before and after it
 */
public record RecordedTransfer(
        CommandKind kind, Transfer transfer, Receipt receipt, List<SignedAmount> balancesAfter, Links links) {
    /** Copies the list. */
    public RecordedTransfer {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(transfer, "transfer");
        Objects.requireNonNull(receipt, "receipt");
        Objects.requireNonNull(links, "links");
        balancesAfter = List.copyOf(balancesAfter);
    }

    /**
     * How movements hang together.
     *
     * @param origin the hold that was captured, or the movement that was reversed or refunded; null for others
     * @param refunds the refunds of this movement, in the order they were recorded; none for a capture, since what was
     *     captured is given back through the hold ({@link HoldView})
     * @param reversal the reversal of this movement, or null, likewise
     */
    public record Links(
            @Nullable CommandId origin,
            List<CommandId> refunds,
            @Nullable CommandId reversal) {
        /** No links. */
        public static final Links NONE = new Links(null, List.of(), null);

        /** Copies the list. */
        public Links {
            refunds = List.copyOf(refunds);
        }

        /**
         * The reversal of this movement.
         *
         * @return empty if it was not reversed
         */
        public Optional<CommandId> reversedBy() {
            return Optional.ofNullable(reversal);
        }
    }
}
