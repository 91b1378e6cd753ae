package dev.florin.ledger.internal.commit;

import dev.florin.ledger.Command;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.spi.CommandBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Commands of one call on their way, and the place where its caller waits. The caller makes and awaits it; the
 * committer completes it, once.
 */
public final class Submission implements CommandBlock {
    private final List<? extends Command> commands;
    private final byte[] bytes;
    private final int length;
    private final @Nullable CompletableFuture<List<Outcome>> future;

    /** Outcomes, or a LedgerException. Written once, before {@link #waiter} is read; volatile both. */
    private volatile @Nullable Object result;

    private volatile @Nullable Thread waiter;

    /** Outcomes so far, where the commands were decided in several frames. The committer's thread. */
    private final List<Outcome> parts = new ArrayList<>(0);

    private Submission(
            List<? extends Command> commands,
            byte[] bytes,
            int length,
            @Nullable CompletableFuture<List<Outcome>> future) {
        this.commands = commands;
        this.bytes = bytes;
        this.length = length;
        this.future = future;
    }

    /** For a caller that will call {@link #await}. */
    public static Submission awaited(List<? extends Command> commands, byte[] bytes, int length) {
        return new Submission(commands, bytes, length, null);
    }

    /** For a caller that is told through a future. */
    public static Submission signalled(
            List<? extends Command> commands, byte[] bytes, int length, CompletableFuture<List<Outcome>> future) {
        return new Submission(commands, bytes, length, future);
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int count() {
        return commands.size();
    }

    Command command(int index) {
        return commands.get(index);
    }

    List<? extends Command> commands() {
        return commands;
    }

    /** Takes the outcomes of the next commands, and completes with the last ones. */
    void completePart(List<Outcome> outcomes) {
        parts.addAll(outcomes);
        if (parts.size() == count()) {
            complete(Collections.unmodifiableList(parts));
        }
    }

    void complete(List<Outcome> outcomes) {
        if (future != null) {
            future.complete(outcomes);
        } else {
            wake(outcomes);
        }
    }

    /** Ends the wait with a fault. */
    public void fail(LedgerException cause) {
        if (future != null) {
            future.completeExceptionally(cause);
        } else {
            wake(cause);
        }
    }

    /** The first result stays. One thread completes a submission, so looking first is enough. */
    private void wake(Object value) {
        if (result != null) {
            return;
        }
        result = value;
        LockSupport.unpark(waiter);
    }

    /** Waits for the outcomes; an interrupt is kept for afterwards, since the commands are on their way. */
    @SuppressWarnings("unchecked")
    public List<Outcome> await() {
        boolean interrupted = false;
        waiter = Thread.currentThread();
        Object value = result;
        while (value == null) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
            value = result;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (value instanceof LedgerException fault) {
            throw fault;
        }
        return (List<Outcome>) value;
    }
}
