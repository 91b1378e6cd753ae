package dev.florin.ledger.internal.commit;

import dev.florin.ledger.Command;
import dev.florin.ledger.LedgerClosedException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.OutcomeUnknownException;
import dev.florin.ledger.internal.books.Bookkeeper;
import dev.florin.ledger.internal.books.DecidedBatch;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.Sequencer;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Between sequencer and committer: has the bookkeeper decide each batch, on the sequencer's thread, and check commands, on
 * the threads of their callers.
 *
 * <p>One lock says who has the bookkeeper. A batch is decided <em>and handed over</em> under it. So whatever a check sees
 * stands in the committer's queue already, and a read that is put behind it there is made when all of that is durable and
 * published. No check is answered earlier: the state that it saw may yet be lost.
 *
 * <p>The sequencer's thread waits for a free batch outside the lock, so that a slow disk holds up no check before it has
 * seen anything.
 */
public final class Decider implements Sequencer.Downstream {
    private static final long DUE_WAIT_NANOS = 100_000;

    private final Bookkeeper bookkeeper;
    private final BatchPool pool;
    private final Committer committer;
    private final Lifecycle lifecycle;
    private final LongSupplier clock;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * @param clock the time that a batch made now would be stamped with; any thread
     * @param ticker told what is due next
     */
    public Decider(
            Bookkeeper bookkeeper,
            BatchPool pool,
            Committer committer,
            Lifecycle lifecycle,
            LongSupplier clock,
            Ticker ticker) {
        this.bookkeeper = bookkeeper;
        this.pool = pool;
        this.committer = committer;
        this.lifecycle = lifecycle;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** To be called once the sequencer delivers: what fell due while the books were closed needs a tick. */
    public void started() {
        lock.lock();
        try {
            tellTicker();
        } catch (Throwable t) {
            failed(t);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void accept(CommandBatch batch) throws InterruptedException {
        boolean done = false;
        while (!done && lifecycle.fault() == null) {
            done = decide(batch, pool.take());
        }
        if (!done) {
            batch.blocks().forEach(this::undelivered);
        }
    }

    /** Returns whether the batch is done; it is not, either, when the ledger has stopped, and nothing was handed over. */
    private boolean decide(CommandBatch batch, DecidedBatch decided) {
        lock.lock();
        try {
            if (lifecycle.fault() != null) {
                return false;
            }
            boolean done = bookkeeper.decide(batch, decided);
            tellTicker();
            committer.hand(decided);
            return done;
        } catch (Throwable t) {
            // The books are half changed: nothing may be decided on them any more.
            failed(t);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void tellTicker() {
        ticker.dueAt(bookkeeper.nextDueNanos());
        ticker.missing(bookkeeper.takeMissingDates());
    }

    /**
     * Says what would become of a command now. Waits until everything that the answer rests on is durable and published,
     * so not on the committer's thread.
     *
     * @param block the command, encoded
     */
    public Outcome check(Command command, CommandBlock block) {
        DecidedBatch scratch = new DecidedBatch();
        while (!checked(block, scratch)) {
            // What is due happens first, and not under the lock: it may be much.
            ticker.tickNow();
            LockSupport.parkNanos(this, DUE_WAIT_NANOS);
        }
        return committer.checked(command, scratch);
    }

    /** Returns false if something is due before the command. */
    private boolean checked(CommandBlock block, DecidedBatch scratch) {
        long stampNanos = clock.getAsLong();
        lock.lock();
        try {
            lifecycle.requireRunning();
            return checked(new CommandBatch(0, stampNanos, List.of(block)), scratch);
        } finally {
            lock.unlock();
        }
    }

    private boolean checked(CommandBatch batch, DecidedBatch scratch) {
        try {
            if (bookkeeper.isDue(batch.stampNanos())) {
                return false;
            }
            bookkeeper.check(batch, scratch);
        } catch (Throwable t) {
            // As in decide: what was changed may not have been taken back.
            failed(t);
            lifecycle.requireRunning();
        }
        return true;
    }

    /** Ends ticks and checks, once the ledger takes no calls: when this returns, no check uses the bookkeeper any more. */
    public void end() {
        lock.lock();
        try {
            ticker.end();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void undelivered(CommandBlock block) {
        if (block instanceof Submission submission) {
            Throwable fault = lifecycle.fault();
            submission.fail(fault == null ? new LedgerClosedException() : new OutcomeUnknownException(fault));
        }
    }

    @Override
    public void failed(Throwable cause) {
        committer.stopAll(cause);
    }
}
