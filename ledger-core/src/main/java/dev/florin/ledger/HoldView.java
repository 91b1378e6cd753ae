package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hold as the books have it at one position.
 *
 * @param hold what was reserved
 * @param receipt where and when
 * @param status what became of it
 * @param due when what is left is released by itself, or null for never
 * @param captured for each entry, in order, how much was captured, refunded or not
 * @param left for each entry, in order, how much is still reserved: 0 for all once the hold is closed
 * @param captures the captures, in the order they were recorded
 * @param refunds the refunds of what was captured, in the order they were recorded
 * @param reversal the reversal of what was captured, or null
 * @param closing the command that closed it (the last capture, the release, the expiry or the reversal), or null
 */
public record HoldView(
        Hold hold,
        Receipt receipt,
        HoldStatus status,
        @Nullable Instant due,
        List<Amount> captured,
        List<Amount> left,
        List<CommandId> captures,
        List<CommandId> refunds,
        @Nullable CommandId reversal,
        @Nullable CommandId closing) {
    /** Copies the lists. */
    public HoldView {
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(receipt, "receipt");
        Objects.requireNonNull(status, "status");
        captured = List.copyOf(captured);
        left = List.copyOf(left);
        captures = List.copyOf(captures);
        refunds = List.copyOf(refunds);
    }

    /**
     * When what is left is released by itself.
     *
     * @return empty for never
     */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(due);
    }

    /**
     * The reversal of what was captured.
     *
     * @return empty if it was not reversed
     */
    public Optional<CommandId> reversedBy() {
        return Optional.ofNullable(reversal);
    }

    /**
     * The command that closed it.
     *
     * @return empty if it is open
     */
    public Optional<CommandId> closedBy() {
        return Optional.ofNullable(closing);
    }
}
