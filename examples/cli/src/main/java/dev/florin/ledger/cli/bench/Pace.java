package dev.florin.ledger.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much threads get done in a second: they work for a while before it counts, so that Java has compiled what they run.
 *
 * @param warmUpNanos how long it does not count
 * @param countedNanos how long it does
 * @param ending whether to stop early
 */
record Pace(long warmUpNanos, long countedNanos, BooleanSupplier ending) {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final long LOOK_MILLIS = 50;

    /**
     * What was counted.
     *
     * @param perSecond how much was done a second
     * @param cpuPercent how much of all cores this process used meanwhile
     */
    record Counted(double perSecond, double cpuPercent) {}

    /** What one thread does over and over. */
    interface Work {
        /** Does some of it, and says how much. */
        long some();

        /** Waits for what is under way. */
        default void finish() {}
    }

    /**
     * Runs threads and counts.
     *
     * @param threads how many
     * @param work the work of each, by its number
     * @return how much they did
     */
    Counted count(int threads, IntFunction<Work> work) {
        LongAdder done = new LongAdder();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Stop stop = new Stop();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Work each = work.apply(i);
            Thread thread = new Thread(() -> run(each, done, stop, failure), "caller-" + i);
            thread.setDaemon(true);
            running.add(thread);
        }
        running.forEach(Thread::start);
        try {
            long from = await(System.nanoTime() + warmUpNanos, failure);
            long before = done.sum();
            long cpuBefore = PROCESS.getProcessCpuTime();
            long until = await(from + countedNanos, failure);
            long counted = done.sum() - before;
            double cpuNanos = PROCESS.getProcessCpuTime() - cpuBefore;
            stop.wanted = true;
            for (Thread thread : running) {
                thread.join();
            }
            rethrow(failure.get());
            double nanos = Math.max(1, until - from);
            return new Counted(counted * 1e9 / nanos, 100 * cpuNanos / nanos / PROCESS.getAvailableProcessors());
        } catch (InterruptedException e) {
            stop.wanted = true;
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    /** Set by the measuring thread, read by all others. */
    private static final class Stop {
        private volatile boolean wanted;
    }

    private static void run(Work work, LongAdder done, Stop stop, AtomicReference<@Nullable Throwable> failure) {
        try {
            while (!stop.wanted) {
                done.add(work.some());
            }
            work.finish();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Sleeps until then, or until there is a reason not to, and says when it woke. */
    private long await(long nanoTime, AtomicReference<@Nullable Throwable> failure) throws InterruptedException {
        long now = System.nanoTime();
        while (now < nanoTime && failure.get() == null && !ending.getAsBoolean()) {
            Thread.sleep(Math.min(LOOK_MILLIS, Math.max(1, (nanoTime - now) / 1_000_000)));
            now = System.nanoTime();
        }
        return now;
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
