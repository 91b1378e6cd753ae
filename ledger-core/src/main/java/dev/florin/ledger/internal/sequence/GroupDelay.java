package dev.florin.ledger.internal.sequence;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * Whether a group of commands waits for callers that were answered just now, and how long. Those who wait for each outcome
 * come back at once. If the next force does not wait for them, they fall into two groups that take turns, and each waits for
 * two forces. So what comes first waits for the others: for most of them half a force, and a little longer for the rest.
 * PostgreSQL's {@code commit_delay} and MySQL's {@code binlog_group_commit_sync_delay} do the same, for a time that is set.
 *
 * <p>Where most do not come in that time the next groups do not wait, the more of them the more often it happens. That is so
 * for callers whose waking takes longer than is won, and for commands that come whenever they do: of these, half a force
 * brings a third as many as were answered, who came in a delay and a force.
 *
 * <p>The committer's thread says who was answered, the sequencer's thread waits; the committer does, too, with batches that were
 * decided before those came.
 */
public final class GroupDelay {
    private static final long SLICE_NANOS = 20_000;

    /** A park takes longer than a slice: what forces faster has nothing to gain. */
    private static final long LEAST_FORCE_NANOS = 100_000;

    /** A disk that stalled once is not to delay what follows. */
    private static final long MOST_FORCE_NANOS = 20_000_000;

    /** Larger groups do not take most of their time for the force. */
    private static final long MOST_BYTES = 1 << 16;

    private static final int MOST_SKIPPED = 64;

    private enum Result {
        UNKNOWN,
        CAME,
        STAYED_AWAY
    }

    /**
     * Who is waited for.
     *
     * @param handOvers how many were answered
     * @param mostUntil when most of them must have come, as {@link System#nanoTime()} counts
     * @param allUntil how long the rest is waited for
     */
    private record Expected(int handOvers, long mostUntil, long allUntil) {}

    private static final Expected NOBODY = new Expected(0, 0, 0);

    /** Written by the committer; taken by the sequencer. One that is overwritten is not missed. */
    private volatile Expected expected = NOBODY;

    /** Of the last delay: written by the sequencer; taken by the committer. The same. */
    private volatile Result result = Result.UNKNOWN;

    private final long mostForceNanos;

    // The committer's own: the mean of the last forces.
    private long forceNanos;
    private int skipped;
    private int skipNext = 1;

    /** Knows of no force yet, so that nobody is waited for. */
    public GroupDelay() {
        this(MOST_FORCE_NANOS);
    }

    /** Waits for nobody: for groups that are gathered elsewhere. */
    public static GroupDelay none() {
        return new GroupDelay(0);
    }

    GroupDelay(long mostForceNanos) {
        this.mostForceNanos = mostForceNanos;
    }

    /** Tells how long an append with its force took. The committer's thread. */
    public void forced(long nanos) {
        forceNanos += (Math.min(nanos, mostForceNanos) - forceNanos) / 8;
    }

    /**
     * Says that a group is about to be answered. The committer's thread.
     *
     * @param handOvers how many callers that may be
     * @param bytes what their effects took
     * @return until when they are waited for at most, as {@link System#nanoTime()} counts; 0 if they are not
     */
    public long answering(int handOvers, long bytes) {
        learn();
        boolean worthIt = handOvers > 1 && bytes <= MOST_BYTES && forceNanos >= LEAST_FORCE_NANOS;
        if (!worthIt || skipped > 0) {
            skipped -= worthIt ? 1 : 0;
            expected = NOBODY;
            return 0;
        }
        long now = System.nanoTime();
        expected = new Expected(handOvers, now + forceNanos / 2, now + forceNanos * 3 / 4);
        return now + forceNanos;
    }

    private void learn() {
        if (result == Result.CAME) {
            skipNext = Math.max(1, skipNext / 2);
        } else if (result == Result.STAYED_AWAY) {
            skipped = skipNext;
            skipNext = Math.min(MOST_SKIPPED, 2 * skipNext);
        }
        result = Result.UNKNOWN;
    }

    /** Waits for those who were answered last, once. The sequencer's thread; {@code waiting} tells how many wait in front of it. */
    void await(IntSupplier waiting) {
        Expected wanted = expected;
        if (wanted.handOvers == 0) {
            return;
        }
        expected = NOBODY;
        int came = waiting.getAsInt();
        long now = System.nanoTime();
        while (came < wanted.handOvers && isBefore(now, areMost(came, wanted) ? wanted.allUntil : wanted.mostUntil)) {
            LockSupport.parkNanos(this, SLICE_NANOS);
            now = System.nanoTime();
            int cameBefore = came;
            came = waiting.getAsInt();
            if (came == cameBefore && areMost(came, wanted)) {
                break;
            }
        }
        result = areMost(came, wanted) ? Result.CAME : Result.STAYED_AWAY;
    }

    private static boolean isBefore(long now, long until) {
        return until - now > 0;
    }

    private static boolean areMost(int came, Expected wanted) {
        return 4 * came >= 3 * wanted.handOvers;
    }
}
