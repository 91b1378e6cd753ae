package dev.florin.ledger.internal.read;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Threads that wait until something more is published. Where nobody waits, waking is one volatile read.
 *
 * <p>A thread is in the set before it looks at what is published, and that is stored before the set is looked at; all four
 * are volatile. So either the thread sees what was published, or the publisher sees the thread.
 */
final class Waiters {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Wakes all who wait, so that they look again. Any thread, behind what they look for. */
    void wake() {
        if (!threads.isEmpty()) {
            threads.forEach(LockSupport::unpark);
        }
    }

    /** Waits while something holds that a later {@link #wake} follows the end of, or until so many nanoseconds are over. */
    void awaitWhile(BooleanSupplier nothingNew, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        Thread me = Thread.currentThread();
        threads.add(me);
        try {
            long left = nanos;
            while (left > 0 && nothingNew.getAsBoolean()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for changes");
                }
                LockSupport.parkNanos(this, left);
                left = nanos - (System.nanoTime() - start);
            }
        } finally {
            threads.remove(me);
        }
    }
}
