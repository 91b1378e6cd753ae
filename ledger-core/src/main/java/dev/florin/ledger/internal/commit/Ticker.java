package dev.florin.ledger.internal.commit;

import dev.florin.ledger.internal.books.MissingDate;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.Sequencer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets time pass in an idle ledger: when something is due and no command comes, it offers a tick, which carries the time
 * to the bookkeeper. What happens then, and when, is in the one order like everything else. So are the dates of schedules
 * that go by a calendar: they are worked out here ({@link Planner}), and a tick brings them.
 *
 * <p>Its thread starts when there is something to wait for. It is parked while nothing is due ever; else it looks at the
 * clock when the time has come, and every {@value #LOOK_MILLIS} ms, since a clock may be set.
 */
public final class Ticker implements Runnable {
    /** When nothing is due. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long LOOK_MILLIS = 50;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    private static final long FULL_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Sequencer sequencer;
    private final LongSupplier clock;
    private final Consumer<Throwable> failed;
    private final CommandBlock tick = CommandBlock.of(CommandCodec.tick(), 1);
    private final Planner planner = new Planner();
    private final Thread thread = new Thread(this, "florin-ticker");

    /** Written by whoever holds the decider's lock, read by the ticker's thread. */
    private volatile long dueNanos = NEVER;

    /** Whether the ticker's thread waits for what its tick does; written by that thread. */
    private volatile boolean offered;

    private volatile boolean ended;

    /** Guarded by the decider's lock. */
    private boolean started;

    /**
     * @param clock the time that a tick offered now would carry, nanoseconds since 1970; any thread
     * @param failed told if the clock or the sequencer throws: nothing would fall due any more
     */
    public Ticker(Sequencer sequencer, LongSupplier clock, Consumer<Throwable> failed) {
        this.sequencer = sequencer;
        this.clock = clock;
        this.failed = failed;
        thread.setDaemon(true);
    }

    /** Tells when the next thing is due, or {@link #NEVER}. By whoever holds the decider's lock. */
    void dueAt(long nanos) {
        long before = dueNanos;
        if (nanos == before) {
            return;
        }
        dueNanos = nanos;
        if (!start() && (nanos < before || offered)) {
            LockSupport.unpark(thread);
        }
    }

    /** Tells which dates of schedules nobody has worked out yet. By whoever holds the decider's lock. */
    void missing(List<MissingDate> dates) {
        if (!dates.isEmpty()) {
            planner.add(dates);
            if (!start()) {
                LockSupport.unpark(thread);
            }
        }
    }

    /** Returns false if the thread runs already. */
    private boolean start() {
        if (started) {
            return false;
        }
        started = true;
        thread.start();
        return true;
    }

    /** Offers a tick at once, if there is room. Any thread. */
    void tickNow() {
        boolean unused = sequencer.offer(tick);
    }

    /** Offers nothing more; does not wait, since the clock and the sequencer may come from elsewhere. Any thread. */
    public void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                planOrTick();
                boolean unused = Thread.interrupted(); // else it would not park any more; it ends with the ledger
            }
        } catch (Throwable t) {
            if (!ended) {
                failed.accept(t);
            }
        }
    }

    private void planOrTick() {
        if (!planner.hasWork()) {
            waitOrTick(dueNanos);
        } else if (!planner.offerTo(sequencer)) {
            LockSupport.parkNanos(this, FULL_WAIT_NANOS);
        }
    }

    private void waitOrTick(long due) {
        if (due == NEVER) {
            LockSupport.park(this);
            return;
        }
        long now = clock.getAsLong();
        if (now < due) {
            long left = due - now; // below zero if it is more than a long holds
            LockSupport.parkNanos(this, left < 0 ? LOOK_NANOS : Math.min(left, LOOK_NANOS));
        } else {
            tick(due);
        }
    }

    /**
     * Waits until the bookkeeper got on, but not for long: it may have seen another time, or the queue is full. Either
     * this thread sees the new due time, or {@link #dueAt} sees that something was offered, and wakes it.
     */
    private void tick(long due) {
        offered = true;
        boolean unused = sequencer.offer(tick);
        long until = System.nanoTime() + LOOK_NANOS;
        long left = LOOK_NANOS;
        while (left > 0 && dueNanos == due && !ended) {
            LockSupport.parkNanos(this, left);
            unused = Thread.interrupted();
            left = until - System.nanoTime();
        }
        offered = false;
    }
}
