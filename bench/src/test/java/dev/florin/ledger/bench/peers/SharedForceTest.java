package dev.florin.ledger.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedForceTest {
    private static final int CALLERS = 8;

    @Test
    void aCallerReturnsOnlyAfterAForceThatBeganAfterItCame() throws Exception {
        AtomicLong written = new AtomicLong();
        AtomicLong forced = new AtomicLong();
        AtomicInteger forces = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        SharedForce force = new SharedForce(() -> {
            assertThat(atOnce.incrementAndGet()).isOne();
            long seen = written.get();
            forces.incrementAndGet();
            Thread.onSpinWait();
            forced.set(seen);
            atOnce.decrementAndGet();
        });
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.add(threads.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    long mine = written.incrementAndGet();
                    force.run();
                    assertThat(forced.get()).isGreaterThanOrEqualTo(mine);
                }
                return null;
            }));
        }
        for (Future<?> caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(forces.get()).isBetween(1, CALLERS * 2_000);
    }

    @Test
    void thoseWhoComeDuringAForceShareTheNext() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger forces = new AtomicInteger();
        SharedForce force = new SharedForce(() -> {
            if (forces.incrementAndGet() == 1) {
                begun.countDown();
                await(mayEnd);
            }
        });
        List<Thread> callers = new ArrayList<>();
        callers.add(start(force));
        await(begun);
        for (int i = 0; i < CALLERS; i++) {
            callers.add(start(force));
        }
        for (Thread late : callers.subList(1, callers.size())) {
            while (late.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        mayEnd.countDown();
        for (Thread caller : callers) {
            caller.join(60_000);
        }
        assertThat(forces).hasValue(2);
    }

    @Test
    void aFailedForceIsNeverTriedAgain() {
        AtomicInteger forces = new AtomicInteger();
        SharedForce force = new SharedForce(() -> {
            forces.incrementAndGet();
            throw new SQLException("the disk is gone");
        });

        assertThatThrownBy(force::run).hasMessageContaining("the disk is gone");
        assertThatThrownBy(force::run).hasMessageContaining("the disk is gone");
        assertThat(forces).hasValue(1);
    }

    private static Thread start(SharedForce force) {
        Thread thread = new Thread(() -> {
            try {
                force.run();
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
