package dev.florin.ledger.internal.commit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * The callers of one group who sleep until they are answered. Waking a thread takes microseconds of whoever does it; so the
 * committer wakes the first two, and each caller that finds its answer wakes two more, while the committer goes on with the
 * next force. It wakes those who are left before it answers that one: nobody's waking hangs on other callers for longer.
 *
 * <p>The committer's thread adds and opens; then any thread wakes, each sleeper once.
 */
final class Wakeups {
    /** How many a thread wakes that was woken itself. */
    static final int PASSED_ON = 2;

    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Wakeups.class, "next", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Thread[] sleepers = new Thread[8];
    private int added;

    /** How many sleepers there are, once they are all added (volatile: it publishes them); 0 before. */
    private volatile int open;

    /** The next one to be woken; beyond {@link #open} if all were. */
    @SuppressWarnings("unused") // by its handle
    private volatile int next;

    /** Adds a thread that may sleep, whose answer it can find by now. */
    void add(Thread sleeper) {
        if (added == sleepers.length) {
            sleepers = Arrays.copyOf(sleepers, 2 * added);
        }
        sleepers[added++] = sleeper;
    }

    /** All are added: from now on they can be woken. */
    void open() {
        open = added;
    }

    /** Wakes up to so many of those who still sleep; returns whether there were as many. Any thread. */
    boolean wake(int most) {
        int count = open;
        for (int woken = 0; woken < most; woken++) {
            if (next >= count) {
                return false;
            }
            int at = (int) NEXT.getAndAdd(this, 1);
            if (at >= count) {
                return false;
            }
            LockSupport.unpark(sleepers[at]);
        }
        return true;
    }

    /** Wakes all who still sleep. */
    void wakeAll() {
        boolean unused = wake(Integer.MAX_VALUE);
    }
}
