package dev.florin.ledger.internal.commit;

import dev.florin.ledger.LedgerException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.spi.CommandBlock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Commands of one call on their way, and the place where its caller waits. The caller makes and awaits it; the
 * committer completes it, once. Nothing here holds the commands but as bytes: as objects they would live on until their
 * outcomes were given, and be copied by the garbage collector.
 */
public final class Submission implements CommandBlock {
    private static final VarHandle RESULT;

    static {
        try {
            RESULT = MethodHandles.lookup().findVarHandle(Submission.class, "result", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** True while a thread, whichever of the ledger it is, runs stages that depend on an outcome. */
    private static final ThreadLocal<Boolean> RUNS_STAGES = ThreadLocal.withInitial(() -> false);

    private final byte[] bytes;
    private final int length;
    private final int count;
    private final @Nullable CompletableFuture<List<Outcome>> future;

    /** Outcomes, or a LedgerException. Written once, before {@link #waiter} is read; volatile both. */
    private volatile @Nullable Object result;

    private volatile @Nullable Thread waiter;

    /** Those who are answered together with this one. Written before {@link #result}. */
    private @Nullable Wakeups together;

    /** Outcomes so far, where the commands were decided in several frames. The committer's thread. */
    private @Nullable List<Outcome> parts;

    private Submission(byte[] bytes, int length, int count, @Nullable CompletableFuture<List<Outcome>> future) {
        this.bytes = bytes;
        this.length = length;
        this.count = count;
        this.future = future;
    }

    /** Whether the present thread runs stages that depend on an outcome. */
    static boolean runsStages() {
        return RUNS_STAGES.get();
    }

    /** For a caller that will call {@link #await}. */
    public static Submission awaited(byte[] bytes, int length, int count) {
        return new Submission(bytes, length, count, null);
    }

    /** For a caller that is told through a future. */
    public static Submission signalled(byte[] bytes, int length, int count, CompletableFuture<List<Outcome>> future) {
        return new Submission(bytes, length, count, future);
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
        return count;
    }

    /** Takes the outcomes of the next commands, and completes with the last ones. */
    void completePart(List<Outcome> outcomes, Wakeups wakeups) {
        List<Outcome> all = parts == null ? new ArrayList<>(count()) : parts;
        parts = all;
        all.addAll(outcomes);
        if (all.size() == count()) {
            complete(Collections.unmodifiableList(all), wakeups);
        }
    }

    /** Answers the caller. One that waits is not woken here, but added to those who will be. */
    void complete(List<Outcome> outcomes, Wakeups wakeups) {
        if (future == null) {
            together = wakeups;
            Thread sleeper = answer(outcomes);
            if (sleeper != null) {
                wakeups.add(sleeper);
            }
        } else {
            runStages(future, outcomes, null);
        }
    }

    private static void runStages(
            CompletableFuture<List<Outcome>> future,
            @Nullable List<Outcome> outcomes,
            @Nullable LedgerException fault) {
        boolean within = RUNS_STAGES.get();
        RUNS_STAGES.set(true);
        try {
            boolean unused = fault == null ? future.complete(outcomes) : future.completeExceptionally(fault);
        } finally {
            RUNS_STAGES.set(within);
        }
    }

    /** Ends the wait with a fault. */
    public void fail(LedgerException cause) {
        if (future == null) {
            LockSupport.unpark(answer(cause));
        } else {
            runStages(future, null, cause);
        }
    }

    /**
     * Returns who may sleep. The first result stays, and with it those who are woken for it: after a fault, the committer
     * and the decider may both say so.
     */
    private @Nullable Thread answer(Object value) {
        return RESULT.compareAndSet(this, null, value) ? waiter : null;
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
        Wakeups others = together;
        if (others != null) {
            boolean unused = others.wake(Wakeups.PASSED_ON);
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
