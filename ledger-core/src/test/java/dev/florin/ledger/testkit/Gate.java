package dev.florin.ledger.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A door that threads wait at until a test opens it; the test in turn can wait until somebody stands there. */
public final class Gate {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Waits until the gate is open. */
    public void pass() {
        reached.countDown();
        await(opened, "nobody opened the gate");
    }

    /** Waits until somebody stands at the gate. */
    public void awaitReached() {
        await(reached, "nobody came to the gate");
    }

    public void open() {
        opened.countDown();
    }

    private static void await(CountDownLatch latch, String complaint) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(complaint + " within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(complaint, e);
        }
    }
}
