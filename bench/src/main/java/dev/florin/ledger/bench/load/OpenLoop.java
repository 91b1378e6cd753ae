package dev.florin.ledger.bench.load;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.OverloadedException;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.bench.BenchBooks;
import dev.florin.ledger.bench.RandomTransfers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Transfers that come when they are due, whether the ledger keeps up or not: none waits for the outcome of another. A latency
 * counts from the moment at which the transfer was due to its outcome, so that a stall counts for everything that was due in it,
 * whether or not it could be handed over; what the harness itself is late by counts, too, and is told beside it.
 *
 * <p>Started once and ended once, by one thread; pacing threads hand over, the ledger's thread records.
 */
final class OpenLoop implements AutoCloseable {
    private static final long FULL_WAIT_NANOS = 50_000;
    private static final long LONGEST_NANOS = Duration.ofHours(1).toNanos();
    private static final Duration MOST_PATIENCE_FOR_ANSWERS = Duration.ofMinutes(2);

    private final Ledger ledger;
    private final AccountId[] accounts;
    private final Plan plan;
    private final Recorder latencies = recorder();
    private final Recorder lateness = recorder();
    private final LongAdder handed = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch handingOver;
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private long recordFrom;
    private long giveUpAt;
    private volatile long end;

    /**
     * What comes.
     *
     * @param perSecond mean rate of all pacing threads; infinite for as many as the ledger takes
     * @param pacers how many threads hand over
     */
    record Plan(double perSecond, Arrivals.Pattern pattern, int pacers, long seed) {}

    /**
     * What was recorded since the last time.
     *
     * @param latencies from due to answered; of those that were abandoned, how long they had waited by then
     * @param lateness from due to handed over
     * @param refused how often the queue was full
     * @param abandoned transfers that were due and could not be handed over in time
     */
    record Recorded(Latencies latencies, Latencies lateness, long refused, long abandoned) {}

    OpenLoop(Ledger ledger, AccountId[] accounts, Plan plan) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.plan = plan;
        handingOver = new CountDownLatch(plan.pacers);
    }

    private static Recorder recorder() {
        return new Recorder(1, LONGEST_NANOS, 3);
    }

    /**
     * Lets transfers come.
     *
     * @param warmUp what is due in it is not recorded
     * @param recorded how long transfers come behind that
     * @param patience how long they are handed over late before those that are left are abandoned
     */
    void start(Duration warmUp, Duration recorded, Duration patience) {
        long start = System.nanoTime();
        recordFrom = start + warmUp.toNanos();
        end = recordFrom + recorded.toNanos();
        giveUpAt = end + patience.toNanos();
        for (int i = 0; i < plan.pacers; i++) {
            // Threads at even distances take turns.
            long first = start + (long) (1e9 / plan.perSecond * i);
            Arrivals arrivals =
                    new Arrivals(plan.pattern, plan.perSecond / plan.pacers, plan.seed * plan.pacers + i, first);
            RandomTransfers source = new RandomTransfers(accounts, plan.seed * plan.pacers + i);
            Thread thread = new Thread(() -> run(arrivals, source), "bench-pacer-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(Arrivals arrivals, RandomTransfers source) {
        try {
            pace(arrivals, source);
        } catch (Throwable t) {
            fault.compareAndSet(null, t);
        } finally {
            handingOver.countDown();
        }
        try {
            mayEnd.await(); // what a thread has allocated is known as long as it lives
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pace(Arrivals arrivals, RandomTransfers source) {
        boolean inTime = true;
        for (long due = arrivals.next(); due - end < 0 && fault.get() == null; due = arrivals.next()) {
            if (inTime) {
                Transfer transfer = source.next();
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                inTime = handOver(transfer, due);
            }
            if (!inTime) {
                abandoned.increment();
                record(latencies, due);
            }
        }
    }

    /** Hands over, as often as it takes; false if that was given up. */
    private boolean handOver(Transfer transfer, long due) {
        while (true) {
            long now = System.nanoTime();
            CompletableFuture<Outcome> outcome = ledger.submitAsync(transfer).toCompletableFuture();
            if (!isRefused(outcome)) {
                handed.increment();
                if (due - recordFrom >= 0) {
                    lateness.recordValue(clamped(now - due));
                }
                CompletableFuture<Outcome> unused = outcome.whenComplete((given, thrown) -> answer(given, thrown, due));
                return true;
            }
            refused.increment();
            if (now - giveUpAt > 0 || fault.get() != null) {
                return false;
            }
            LockSupport.parkNanos(FULL_WAIT_NANOS);
        }
    }

    /** The queue is full: known as soon as the call returns. */
    private static boolean isRefused(CompletableFuture<Outcome> outcome) {
        if (outcome.isCompletedExceptionally()) {
            try {
                Outcome unused = outcome.join();
            } catch (CompletionException e) {
                return e.getCause() instanceof OverloadedException;
            }
        }
        return false;
    }

    private void answer(@Nullable Outcome outcome, @Nullable Throwable thrown, long due) {
        if (outcome == null || !outcome.isPosted()) {
            fault.compareAndSet(null, thrown == null ? notPosted(outcome) : thrown);
        }
        record(latencies, due);
        answered.increment();
    }

    private static IllegalStateException notPosted(@Nullable Outcome outcome) {
        return new IllegalStateException("the harness measures posted transfers, and met " + outcome);
    }

    private void record(Recorder recorder, long due) {
        if (due - recordFrom >= 0) {
            recorder.recordValue(clamped(System.nanoTime() - due));
        }
    }

    private static long clamped(long nanos) {
        return Math.max(1, Math.min(LONGEST_NANOS, nanos));
    }

    /** When recording begins, by {@link System#nanoTime}. */
    long recordFrom() {
        return recordFrom;
    }

    /** How many were answered, recorded or not. */
    long answered() {
        return answered.sum();
    }

    /** What was recorded since this was asked the last time. */
    Recorded take() {
        return new Recorded(
                Latencies.of(latencies.getIntervalHistogram()),
                Latencies.of(lateness.getIntervalHistogram()),
                refused.sumThenReset(),
                abandoned.sumThenReset());
    }

    /** Lets no more transfers be due from now on. */
    void endNow() {
        end = System.nanoTime();
    }

    /** Throws if something went wrong, and ends. */
    void requireNoFault() {
        Throwable cause = fault.get();
        if (cause != null) {
            throw new IllegalStateException("the load was broken off: " + cause.getMessage(), cause);
        }
    }

    /** Waits until every transfer that was due was answered or abandoned. */
    void awaitEnd() throws InterruptedException {
        handingOver.await();
        long deadline = System.nanoTime() + MOST_PATIENCE_FOR_ANSWERS.toNanos();
        while (answered.sum() < handed.sum()) {
            requireNoFault();
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        handed.sum() - answered.sum() + " transfers were handed over, and not answered within "
                                + MOST_PATIENCE_FOR_ANSWERS.toSeconds() + " s");
            }
            LockSupport.parkNanos(FULL_WAIT_NANOS);
        }
        requireNoFault();
    }

    /** Ends the threads; what is not handed over yet is not. */
    @Override
    public void close() {
        endNow();
        mayEnd.countDown();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The greatest rate at which transfers are answered when the ledger gets as many as it takes. */
    static double greatestRate(BenchBooks books, int pacers, Duration warmUp, Duration measured)
            throws InterruptedException {
        Plan plan = new Plan(Double.POSITIVE_INFINITY, Arrivals.Pattern.EVEN, pacers, 1);
        try (OpenLoop loop = new OpenLoop(books.ledger(), books.accounts(), plan)) {
            loop.start(warmUp, measured, Duration.ZERO);
            Thread.sleep(warmUp.toMillis());
            long before = loop.answered();
            long start = System.nanoTime();
            Thread.sleep(measured.toMillis());
            double rate = (loop.answered() - before) / ((System.nanoTime() - start) / 1e9);
            loop.awaitEnd();
            return rate;
        }
    }
}
