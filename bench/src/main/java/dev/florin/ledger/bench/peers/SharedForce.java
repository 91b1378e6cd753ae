package dev.florin.ledger.bench.peers;

import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One force for all who wait for one: whoever comes while a force runs waits for the next, which one of them runs. A force counts
 * only for those who came before it began.
 */
final class SharedForce implements AfterCommit {
    /** Forces what is committed. One thread at a time. */
    @FunctionalInterface
    interface Force {
        void run() throws SQLException;
    }

    private final Force force;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long begun;
    private long done;
    private boolean running;

    /** A force that failed may have lost what it was to write, and another one would not tell. */
    private @Nullable Throwable failed;

    SharedForce(Force force) {
        this.force = force;
    }

    @Override
    public void run() throws SQLException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long mine = begun + 1;
            while (done < mine) {
                if (failed != null) {
                    throw new SQLException("a force failed: " + failed.getMessage(), failed);
                }
                if (running) {
                    ended.await();
                } else {
                    lead();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        running = true;
        begun++;
        lock.unlock();
        Throwable fault = null;
        try {
            force.run();
        } catch (SQLException | RuntimeException e) {
            fault = e;
        }
        lock.lock();
        running = false;
        if (fault == null) {
            done = begun;
        } else {
            failed = fault;
        }
        ended.signalAll();
    }
}
