package dev.florin.ledger.bench;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/**
 * How fast a machine is at what limits a ledger, whoever wrote it: figures of two machines, or of two days of a virtual one, can be
 * compared only beside this.
 *
 * @param waitNanos     a load from main memory whose address another load gave
 * @param loadNanos     a load from main memory, of many that wait for nothing but room
 * @param hashNanos     SHA-256 of 96 bytes, as a transfer has in the journal
 * @param wakeMicros    a sleeping thread is woken, and wakes the other one
 */
record Yardstick(double waitNanos, double loadNanos, double hashNanos, double wakeMicros) {
    private static final int TIMES = 5;

    /** 128 MiB of longs: more than caches hold. */
    private static final int LONGS = 1 << 24;

    private static final int LOADS = 1 << 21;
    private static final int HASHES = 200_000;
    private static final int WAKES = 5_000;

    /** A step of a linear congruential generator that meets every index once (Knuth, volume 2, 3.2.1.2). */
    private static final int MULTIPLIER = 1_664_525;

    private static final int INCREMENT = 1_013_904_223;

    /** So that what is computed is not left out. */
    @SuppressWarnings("UnusedVariable")
    private static volatile long kept;

    /** This machine, now; takes some seconds. */
    static Yardstick here() {
        long[] memory = new long[LONGS];
        return new Yardstick(
                median(() -> nanosEach(LOADS, () -> follow(memory))),
                median(() -> nanosEach(LOADS, () -> sum(memory))),
                median(() -> nanosEach(HASHES, Yardstick::hash)),
                median(() -> nanosEach(WAKES, Yardstick::wake)) / 1_000);
    }

    private static double median(DoubleSupplier measured) {
        double[] values = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            values[i] = measured.getAsDouble();
        }
        Arrays.sort(values);
        return values[TIMES / 2];
    }

    private static double nanosEach(int count, Runnable all) {
        long start = System.nanoTime();
        all.run();
        return (System.nanoTime() - start) / (double) count;
    }

    private static void follow(long[] memory) {
        int at = 1;
        for (int i = 0; i < LOADS; i++) {
            at = at * MULTIPLIER + INCREMENT + (int) memory[at >>> 8];
        }
        kept = at;
    }

    private static void sum(long[] memory) {
        int at = 1;
        long sum = 0;
        for (int i = 0; i < LOADS; i++) {
            at = at * MULTIPLIER + INCREMENT;
            sum += memory[at >>> 8];
        }
        kept = sum;
    }

    private static void hash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] bytes = new byte[96];
            for (int i = 0; i < HASHES; i++) {
                sha.update(bytes);
                bytes[0] = sha.digest()[0];
            }
            kept = bytes[0];
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Two threads that take turns. */
    private static void wake() {
        AtomicInteger turn = new AtomicInteger();
        Thread here = Thread.currentThread();
        Thread other = new Thread(() -> takeTurns(turn, 1, here), "yardstick");
        other.start();
        takeTurns(turn, 0, other);
        while (other.isAlive()) {
            Thread.onSpinWait();
        }
    }

    private static void takeTurns(AtomicInteger turn, int mine, Thread other) {
        for (int i = 0; i < WAKES; i++) {
            while (turn.get() % 2 != mine) {
                LockSupport.park(turn);
            }
            turn.incrementAndGet();
            LockSupport.unpark(other);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "a wait for main memory %.0f ns, %.0f ns each where many are waited for together; SHA-256 of 96 bytes %.0f ns;"
                        + " a thread woken and waking the other %.1f µs",
                waitNanos,
                loadNanos,
                hashNanos,
                wakeMicros);
    }
}
