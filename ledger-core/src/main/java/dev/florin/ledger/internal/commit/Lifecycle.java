package dev.florin.ledger.internal.commit;

import dev.florin.ledger.LedgerClosedException;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.LedgerFailedException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether the ledger runs, is closed, or has stopped after a fault. Any thread. */
public final class Lifecycle {
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private volatile boolean closed;

    /** The thread that answers callers: one of theirs when stages that depend on an outcome run on it. */
    private volatile @Nullable Thread answering;

    /** Says that the present thread answers callers. */
    void answerHere() {
        answering = Thread.currentThread();
    }

    /** Whether the present thread is the one that answers: whatever it waits for from the ledger never comes. */
    boolean isAnswering() {
        return Thread.currentThread() == answering;
    }

    /** Returns if the present thread may wait for the ledger. */
    public void requireMayWait() {
        if (isAnswering() || Submission.runsStages()) {
            throw new IllegalStateException("a stage that depends on an outcome runs on the ledger's own thread, where"
                    + " it would wait for itself: use the Async forms of the stage, or submitAsync");
        }
    }

    /** Takes note of a fault; only the first one counts. Returns whether this was the first. */
    public boolean fail(Throwable cause) {
        return fault.compareAndSet(null, cause);
    }

    public @Nullable Throwable fault() {
        return fault.get();
    }

    /** Returns false if it was closed before. */
    public synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /** Returns if the ledger runs. */
    public void requireRunning() {
        LedgerException reason = reasonNotRunning();
        if (reason != null) {
            throw reason;
        }
    }

    /** Why the ledger takes no calls, or null if it runs. */
    public @Nullable LedgerException reasonNotRunning() {
        Throwable cause = fault.get();
        if (cause != null) {
            return new LedgerFailedException(cause);
        }
        return closed ? new LedgerClosedException() : null;
    }
}
