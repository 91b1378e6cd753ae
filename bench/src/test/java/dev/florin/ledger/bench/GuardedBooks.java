package dev.florin.ledger.bench;

import com.sun.management.ThreadMXBean;
import dev.florin.ledger.AccountHandle;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Short measurements of books on the disk, for ratios. */
final class GuardedBooks {
    static final int BATCH = 1_000;

    private static final int UNDER_WAY = 4;
    private static final int READS_AT_ONCE = 10_000;
    private static final long MILLI = 1_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final BenchBooks books;
    private final AccountHandle[] handles;

    /** Held, so that the compiler can neither leave a read out nor do without its object. */
    private volatile @Nullable Balance last;

    private long kept;

    GuardedBooks(BenchBooks books) {
        this.books = books;
        Ledger ledger = books.ledger();
        handles = Arrays.stream(books.accounts()).map(ledger::handle).toArray(AccountHandle[]::new);
    }

    /**
     * What was posted.
     *
     * @param perSecond transfers
     * @param transfers in all
     * @param handOvers calls in all
     * @param forces of the journal meanwhile
     * @param allocatedBytes by all threads meanwhile
     */
    record Posted(double perSecond, long transfers, long handOvers, long forces, long allocatedBytes) {}

    /** What reading took: CPU time and allocation of the reading thread for each read. */
    record Read(double cpuNanos, double allocatedBytes) {}

    /** Posts batches, several under way. */
    Posted batches(long millis, Function<RandomTransfers, Transfer> maker) {
        RandomTransfers transfers = new RandomTransfers(books.accounts(), System.nanoTime());
        return posted(millis, until -> {
            Queue<CompletionStage<List<Outcome>>> underWay = new ArrayDeque<>();
            long handOvers = 0;
            while (System.nanoTime() < until) {
                List<Transfer> batch = new ArrayList<>(BATCH);
                for (int i = 0; i < BATCH; i++) {
                    batch.add(maker.apply(transfers));
                }
                if (underWay.size() == UNDER_WAY) {
                    BenchBooks.requirePosted(
                            underWay.remove().toCompletableFuture().join());
                }
                underWay.add(books.ledger().submitAllAsync(batch));
                handOvers++;
            }
            underWay.forEach(batch ->
                    BenchBooks.requirePosted(batch.toCompletableFuture().join()));
            return new long[] {handOvers * BATCH, handOvers};
        });
    }

    /** Posts one transfer at a time from each of so many threads. */
    Posted callers(int callers, long millis) {
        return posted(millis, until -> {
            LongAdder done = new LongAdder();
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                RandomTransfers transfers = new RandomTransfers(books.accounts(), i);
                Thread thread = new Thread(() -> {
                    while (System.nanoTime() < until) {
                        BenchBooks.requirePosted(books.ledger().submit(transfers.next()));
                        done.increment();
                    }
                });
                thread.setUncaughtExceptionHandler((unused, e) -> failure.set(e));
                threads.add(thread);
                thread.start();
            }
            threads.forEach(GuardedBooks::join);
            Throwable failed = failure.get();
            if (failed != null) {
                throw new IllegalStateException("a caller failed", failed);
            }
            return new long[] {done.sum(), done.sum()};
        });
    }

    /** Returns transfers and hand-overs. */
    private interface Work {
        long[] until(long nanoTime);
    }

    private Posted posted(long millis, Work work) {
        TimedStorage.Figures before = books.storage().figures();
        long allocated = allocatedBytes();
        long start = System.nanoTime();
        long[] done = work.until(start + millis * MILLI);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Posted(
                done[0] / seconds,
                done[0],
                done[1],
                books.storage().figures().since(before).appends(),
                allocatedBytes() - allocated);
    }

    /** Reads balances of random accounts by handle. */
    Read reads(long millis) {
        SplittableRandom random = new SplittableRandom(millis);
        long me = Thread.currentThread().getId();
        long count = 0;
        long allocated = THREADS.getThreadAllocatedBytes(me);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long end = System.nanoTime() + millis * MILLI;
        while (System.nanoTime() < end) {
            for (int i = 0; i < READS_AT_ONCE; i++) {
                Balance balance = handles[random.nextInt(handles.length)].balance();
                last = balance;
                kept += balance.version();
            }
            count += READS_AT_ONCE;
        }
        return new Read(
                (THREADS.getCurrentThreadCpuTime() - cpu) / (double) count,
                (THREADS.getThreadAllocatedBytes(me) - allocated) / (double) count);
    }

    /** The same while another thread posts as fast as it can. */
    Read readsWhilePosting(long millis) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!done.get()) {
                Posted unused = batches(100, RandomTransfers::next);
            }
        });
        writer.setUncaughtExceptionHandler((unused, e) -> failure.set(e));
        writer.start();
        Read read = reads(millis);
        done.set(true);
        join(writer);
        if (failure.get() != null) {
            throw new IllegalStateException("the writer failed before the reader ended", failure.get());
        }
        return read;
    }

    /** What was read, added up. */
    long kept() {
        return last == null ? 0 : kept;
    }

    /** Of the threads that are alive: those of the ledger and the one that asks. */
    private static long allocatedBytes() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
