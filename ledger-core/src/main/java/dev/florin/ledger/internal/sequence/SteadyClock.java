package dev.florin.ledger.internal.sequence;

import dev.florin.ledger.spi.LedgerClock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that is not believed when it leaps ahead, because what expires is expired for ever. From stamp to stamp it may
 * gain a bounded time on the monotonic clock; while it is further ahead, time goes on from the last stamp as the
 * monotonic clock runs. Steps back are passed on: whoever records time corrects them.
 *
 * <p>Any thread.
 */
public final class SteadyClock implements LedgerClock {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    private final LedgerClock clock;
    private final long boundNanos;
    private final LongSupplier monotonic;
    private final Consumer<String> report;

    // Below: guarded by this.
    private boolean started;

    /** The greatest stamp so far: what has been recorded does not go back with the clock. */
    private long lastStamp;

    /** The monotonic time of the stamp before, whatever it was. */
    private long lastMonotonic;

    private boolean leapt;

    public SteadyClock(LedgerClock clock, Duration bound) {
        this(clock, bound, System::nanoTime, LOG::warn);
    }

    SteadyClock(LedgerClock clock, Duration bound, LongSupplier monotonic, Consumer<String> report) {
        this.clock = clock;
        this.boundNanos = bound.toNanos();
        this.monotonic = monotonic;
        this.report = report;
    }

    /** A stamp: the next one is measured against it. The first is the clock's time, whatever that is. */
    @Override
    public synchronized long nanos() {
        long now = monotonic.getAsLong();
        long told = clock.nanos();
        long stamp = believed(told, now);
        noteLeap(stamp, told);
        lastStamp = started ? Math.max(lastStamp, stamp) : stamp;
        lastMonotonic = now;
        started = true;
        return stamp;
    }

    /** What a stamp would say now. Looking changes nothing, so that many small leaps do not pass between two stamps. */
    public synchronized long peekNanos() {
        long now = monotonic.getAsLong();
        return believed(clock.nanos(), now);
    }

    private long believed(long told, long now) {
        if (!started) {
            return told;
        }
        long expected = saturatedSum(lastStamp, Math.max(0, now - lastMonotonic));
        return told > saturatedSum(expected, boundNanos) ? expected : told;
    }

    /** A leap is told once, however many stamps it lasts. */
    private void noteLeap(long stamp, long told) {
        boolean leaps = stamp != told;
        if (leaps && !leapt) {
            report.accept("the clock says " + LedgerClock.instantOf(told) + ", "
                    + Duration.between(LedgerClock.instantOf(stamp), LedgerClock.instantOf(told))
                    + " ahead of the time that has passed, and the most is " + Duration.ofNanos(boundNanos)
                    + " (LedgerOptions.maxClockLeap): the ledger's time goes on from " + LedgerClock.instantOf(stamp)
                    + ". Set the clock right; or, if it is right, close the books and open them again, which takes the"
                    + " clock as it is");
        } else if (leapt && !leaps) {
            report.accept("the clock says " + LedgerClock.instantOf(told) + ", which is believed again");
        }
        leapt = leaps;
    }

    /** The second addend is not negative. */
    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
