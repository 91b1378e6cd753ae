package dev.florin.ledger.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Callers on threads of their own, each of which waits for one call before it makes the next. They go on from slice to slice;
 * another thread reads their counts.
 */
final class CallerLoad {
    private static final long LONGEST_CALL_SECONDS = 60;

    /** Counts stand two cache lines apart: their writers would slow each other down. */
    private static final int STRIDE = 16;

    private static final int DIGITS = 3;

    private final Peer peer;
    private final Workload workload;
    private final int accounts;
    private final Pace pace;

    /** How much each caller has done: written by it alone. */
    private final AtomicLongArray done;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final Histogram latencies = new Histogram(DIGITS);

    /** Whether no caller is within a call; a connection in use would not close, and the end of the peer closes it. */
    private boolean allEnded = true;

    private volatile boolean measuring;
    private volatile boolean stopped;

    CallerLoad(Peer peer, Workload workload, int accounts, Pace pace) {
        this.peer = peer;
        this.workload = workload;
        this.accounts = accounts;
        this.pace = pace;
        this.done = new AtomicLongArray(workload.callers() * STRIDE);
    }

    Measured run() throws Exception {
        List<Peer.Caller> callers = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        try {
            for (int i = 0; i < workload.callers(); i++) {
                callers.add(peer.caller());
            }
            List<Thread> threads = start(callers);
            try {
                measure(rates);
            } finally {
                stopped = true;
                join(threads);
            }
            throwFailure();
        } finally {
            if (allEnded) {
                callers.forEach(Peer.Caller::close);
            }
        }
        return new Measured(rates, latencies, sum());
    }

    private List<Thread> start(List<Peer.Caller> callers) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers.size(); i++) {
            int number = i;
            Thread thread = new Thread(() -> call(callers.get(number), number), "caller-" + number);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void measure(List<Double> rates) throws Exception {
        pause(pace.warmUpNanos());
        measuring = true;
        for (int i = 0; i < pace.slices(); i++) {
            long before = sum();
            long start = System.nanoTime();
            pause(pace.sliceNanos());
            rates.add((sum() - before) * 1e9 / (System.nanoTime() - start));
        }
        measuring = false;
    }

    private void pause(long nanos) throws Exception {
        if (failed.await(nanos, TimeUnit.NANOSECONDS)) {
            throwFailure();
        }
    }

    private void join(List<Thread> threads) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_CALL_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                fail(new IllegalStateException("a call of " + peer.name() + " has not been answered for "
                        + LONGEST_CALL_SECONDS + " s. Look at what it waits for, or at the peer's own log"));
                allEnded = false;
                return;
            }
        }
    }

    private void throwFailure() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException(
                    peer.name() + " failed in \"" + workload.plot() + "\": " + cause.getMessage(), cause);
        }
    }

    private void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        failed.countDown();
    }

    private void call(Peer.Caller caller, int number) {
        Moves moves = new Moves(accounts, workload.hot(), System.nanoTime() + number);
        Histogram own = new Histogram(DIGITS);
        try {
            switch (workload.kind()) {
                case POST -> post(caller, number, moves, own);
                case READ -> read(caller, number, moves);
                case READ_BATCH -> readBatches(caller, number, moves);
                case POST_BATCH -> throw new IllegalArgumentException("batches are not posted here: " + workload);
            }
        } catch (Throwable e) {
            fail(e);
        }
        synchronized (latencies) {
            latencies.add(own);
        }
    }

    private void post(Peer.Caller caller, int number, Moves moves, Histogram own) throws Exception {
        for (long count = 1; !stopped; count++) {
            Move move = moves.next();
            long start = System.nanoTime();
            caller.post(move);
            if (measuring) {
                own.recordValue(System.nanoTime() - start);
            }
            done.setRelease(number * STRIDE, count);
        }
    }

    /** Not timed one by one: reading the clock takes as long as reading a balance. */
    private void read(Peer.Caller caller, int number, Moves moves) throws Exception {
        for (long count = 1; !stopped; count++) {
            require(caller.balance(moves.account()));
            done.setRelease(number * STRIDE, count);
        }
    }

    private void readBatches(Peer.Caller caller, int number, Moves moves) throws Exception {
        for (long count = workload.size(); !stopped; count += workload.size()) {
            int[] asked = moves.accounts(workload.size());
            long[] balances = caller.balances(asked);
            if (balances.length != asked.length) {
                throw new IllegalStateException(
                        asked.length + " balances were asked for, and " + balances.length + " came");
            }
            for (long balance : balances) {
                require(balance);
            }
            done.setRelease(number * STRIDE, count);
        }
    }

    private static void require(long balance) {
        if (balance < 0) {
            throw new IllegalStateException("a balance is " + balance + ", and no account may fall below zero");
        }
    }

    private long sum() {
        long sum = 0;
        for (int i = 0; i < workload.callers(); i++) {
            sum += done.getAcquire(i * STRIDE);
        }
        return sum;
    }
}
