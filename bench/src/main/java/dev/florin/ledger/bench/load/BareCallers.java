package dev.florin.ledger.bench.load;

import dev.florin.ledger.bench.RawFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that wait for nothing but a force, with no ledger: one thread takes all that wait, appends and forces as many bytes as
 * their transfers would be, and wakes each. What the disk and the threads of the system allow together.
 */
final class BareCallers {
    private static final int BYTES = 100;

    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean idle = new AtomicBoolean();
    private final LongAdder answered = new LongAdder();
    private final Thread forcing = new Thread(this::force, "bare-forces");
    private volatile boolean ending;
    private volatile boolean ended;

    private static final class Call {
        final Thread caller = Thread.currentThread();
        volatile boolean done;
    }

    private BareCallers() {}

    /** How many of so many callers are answered a second; there are threads of this kind. */
    static double perSecond(int count, Callers.Kind kind, Duration warmUp, Duration measured)
            throws InterruptedException {
        return new BareCallers().run(count, kind.executor(count).orElseThrow(), warmUp, measured);
    }

    private double run(int count, ExecutorService executor, Duration warmUp, Duration measured)
            throws InterruptedException {
        forcing.start();
        List<Runnable> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            callers.add(this::call);
        }
        callers.forEach(executor::execute);
        Thread.sleep(warmUp.toMillis());
        long before = answered.sum();
        long start = System.nanoTime();
        Thread.sleep(measured.toMillis());
        double perSecond = (answered.sum() - before) * 1e9 / (System.nanoTime() - start);
        ending = true;
        executor.shutdown();
        if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("callers that wait for a bare force were not answered within a minute");
        }
        ended = true;
        LockSupport.unpark(forcing);
        forcing.join();
        return perSecond;
    }

    private void call() {
        while (!ending) {
            Call call = new Call();
            waiting.add(call);
            if (idle.get() && idle.compareAndSet(true, false)) {
                LockSupport.unpark(forcing);
            }
            while (!call.done) {
                LockSupport.park(this);
            }
            answered.increment();
        }
    }

    private void force() {
        List<Call> group = new ArrayList<>();
        try (RawFile file = new RawFile()) {
            while (!ended) {
                for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
                    group.add(call);
                }
                if (group.isEmpty()) {
                    idle.set(true);
                    if (waiting.isEmpty() && !ended) {
                        LockSupport.park(this);
                    }
                    idle.set(false);
                    continue;
                }
                file.appendAndForce(BYTES * group.size());
                for (Call call : group) {
                    call.done = true;
                    LockSupport.unpark(call.caller);
                }
                group.clear();
            }
        }
    }
}
