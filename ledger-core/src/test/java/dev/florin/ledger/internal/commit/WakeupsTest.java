package dev.florin.ledger.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WakeupsTest {
    private static final int SLEEPERS = 100;

    private final Wakeups wakeups = new Wakeups();
    private final AtomicInteger awake = new AtomicInteger();

    /** Sleeps until it is woken while {@code answered} says so, then does what callers do. */
    private Thread sleeper(CountDownLatch asleep, boolean[] answered, int passedOn) {
        Thread thread = new Thread(() -> {
            asleep.countDown();
            while (!isSet(answered)) {
                LockSupport.park(this);
            }
            awake.incrementAndGet();
            boolean unused = wakeups.wake(passedOn);
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static boolean isSet(boolean[] answered) {
        synchronized (answered) {
            return answered[0];
        }
    }

    private static void set(boolean[] answered) {
        synchronized (answered) {
            answered[0] = true;
        }
    }

    private List<Thread> sleepers(boolean[] answered, int passedOn) throws InterruptedException {
        CountDownLatch asleep = new CountDownLatch(SLEEPERS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SLEEPERS; i++) {
            threads.add(sleeper(asleep, answered, passedOn));
        }
        assertThat(asleep.await(30, TimeUnit.SECONDS)).isTrue();
        threads.forEach(wakeups::add);
        return threads;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(30_000);
            assertThat(thread.isAlive()).as("asleep").isFalse();
        }
    }

    @Test
    void whoIsWokenWakesTheOthers() throws InterruptedException {
        boolean[] answered = new boolean[1];
        List<Thread> threads = sleepers(answered, Wakeups.PASSED_ON);
        set(answered);
        wakeups.open();
        assertThat(wakeups.wake(1)).isTrue();
        join(threads);
        assertThat(awake).hasValue(SLEEPERS);
        assertThat(wakeups.wake(1)).as("somebody left").isFalse();
    }

    @Test
    void whoeverIsLeftIsWokenByTheCommitter() throws InterruptedException {
        boolean[] answered = new boolean[1];
        List<Thread> threads = sleepers(answered, 0);
        set(answered);
        wakeups.open();
        assertThat(wakeups.wake(Wakeups.PASSED_ON)).isTrue();
        wakeups.wakeAll();
        join(threads);
        assertThat(awake).hasValue(SLEEPERS);
    }

    @Test
    void nobodyIsWokenBeforeAllAreAdded() throws InterruptedException {
        boolean[] answered = new boolean[1];
        List<Thread> threads = sleepers(answered, 0);
        set(answered);
        assertThat(wakeups.wake(1)).isFalse();
        wakeups.wakeAll();
        wakeups.open();
        wakeups.wakeAll();
        join(threads);
        assertThat(awake).hasValue(SLEEPERS);
    }
}
