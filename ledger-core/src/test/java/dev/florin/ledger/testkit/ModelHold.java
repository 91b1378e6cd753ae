package dev.florin.ledger.testkit;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Hold;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.Receipt;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hold that was placed; what was captured of it is in its {@link ModelOrigin}. */
final class ModelHold {
    final Hold hold;
    final Receipt receipt;
    final List<CommandId> captures = new ArrayList<>();
    HoldStatus status = HoldStatus.OPEN;

    /** For each entry, how much is still reserved. */
    List<BigInteger> left;

    /** Of the command that closed it. */
    @Nullable
    Receipt closing;

    ModelHold(Hold hold, Receipt receipt) {
        this.hold = hold;
        this.receipt = receipt;
        this.left =
                entries().stream().map(entry -> entry.amount().toBigInteger()).toList();
    }

    ModelHold copy() {
        ModelHold copy = new ModelHold(hold, receipt);
        copy.captures.addAll(captures);
        copy.status = status;
        copy.left = left;
        copy.closing = closing;
        return copy;
    }

    List<Entry> entries() {
        return hold.transfer().entries();
    }

    /** In nanoseconds since 1970, or null for never. */
    @Nullable
    Long dueNanos() {
        return hold.timeout() == null
                ? null
                : Long.valueOf(
                        Math.addExact(receipt.recordedNanos(), hold.timeout().toNanos()));
    }
}
