package dev.florin.ledger.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that do something at the same time, each of them for the same test. */
public final class Callers<T> {
    private static final long PATIENCE_SECONDS = 50;

    /** What a caller does. */
    @FunctionalInterface
    public interface Job<T> {
        /** Called with the number of the caller, from 0. */
        T run(int caller) throws Exception;
    }

    private final List<CompletableFuture<T>> results = new ArrayList<>();

    private Callers() {}

    /** Starts callers, which set out together. */
    public static <T> Callers<T> start(int count, Job<T> job) {
        Callers<T> callers = new Callers<>();
        CyclicBarrier line = new CyclicBarrier(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            CompletableFuture<T> result = new CompletableFuture<>();
            callers.results.add(result);
            Thread thread = new Thread(
                    () -> {
                        try {
                            line.await();
                            result.complete(job.run(number));
                        } catch (Throwable t) {
                            result.completeExceptionally(t);
                        }
                    },
                    "caller-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        return callers;
    }

    /** Starts callers and waits for all. */
    public static <T> List<T> run(int count, Job<T> job) {
        return start(count, job).results();
    }

    /** Waits for all callers: none may hang, and what one of them throws is thrown here. */
    public List<T> results() {
        List<T> all = new ArrayList<>();
        for (CompletableFuture<T> result : results) {
            try {
                all.add(result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                throw new AssertionError("a caller failed: " + e.getCause(), e.getCause());
            } catch (TimeoutException | InterruptedException e) {
                throw new AssertionError("a caller had no answer after " + PATIENCE_SECONDS + " s", e);
            }
        }
        return all;
    }

    /** How many callers are done. */
    public long done() {
        return results.stream().filter(CompletableFuture::isDone).count();
    }
}
