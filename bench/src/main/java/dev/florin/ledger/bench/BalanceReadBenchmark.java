package dev.florin.ledger.bench;

import dev.florin.ledger.AccountHandle;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Ledger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Balances of random accounts, read by 1, 2 and 4 threads; each read takes the available amount out of the balance. Where another
 * caller posts batches as fast as it can, that takes three threads more.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BalanceReadBenchmark {
    /** By a handle that was looked up before. */
    @Benchmark
    public long byHandle(Handles handles, Reader reader, CpuTime time) {
        return handles.available(reader.next());
    }

    /** The same, two threads. */
    @Benchmark
    @Threads(2)
    public long byHandle2Threads(Handles handles, Reader reader, CpuTime time) {
        return handles.available(reader.next());
    }

    /** The same, four threads. */
    @Benchmark
    @Threads(4)
    public long byHandle4Threads(Handles handles, Reader reader, CpuTime time) {
        return handles.available(reader.next());
    }

    /** By handle, while another caller posts. */
    @Benchmark
    public long byHandleWhilePosting(Handles handles, Reader reader, BackgroundWriter writer, CpuTime time) {
        return handles.available(reader.next());
    }

    /** The same, two threads. */
    @Benchmark
    @Threads(2)
    public long byHandleWhilePosting2Threads(Handles handles, Reader reader, BackgroundWriter writer, CpuTime time) {
        return handles.available(reader.next());
    }

    /** The same, four threads. */
    @Benchmark
    @Threads(4)
    public long byHandleWhilePosting4Threads(Handles handles, Reader reader, BackgroundWriter writer, CpuTime time) {
        return handles.available(reader.next());
    }

    /** By id. */
    @Benchmark
    public long byId(PostingState state, Reader reader, CpuTime time) {
        BenchBooks books = state.books();
        return books.ledger()
                .balance(books.accounts()[reader.next()])
                .available()
                .toLong();
    }

    /** By name, which is hashed for each read. */
    @Benchmark
    public long byName(PostingState state, Names names, Reader reader, CpuTime time) {
        return state.books()
                .ledger()
                .balance(names.names[reader.next()])
                .available()
                .toLong();
    }

    /** Draws accounts, each thread its own, behind a posting to all of them. */
    @State(Scope.Thread)
    public static class Reader {
        private SplittableRandom random;
        private int accounts;

        /** Begins. */
        @Setup(Level.Trial)
        public void prepare(Posted posted, ThreadParams thread) {
            accounts = posted.accounts;
            random = new SplittableRandom(thread.getThreadIndex());
        }

        private int next() {
            return random.nextInt(accounts);
        }
    }

    /** Transfers behind what every account was given at first: as many as there are accounts, up to a million. */
    @State(Scope.Benchmark)
    public static class Posted {
        private static final int MOST = 1_000_000;

        private int accounts;

        /** Posts. */
        @Setup(Level.Trial)
        public void post(PostingState state) {
            accounts = state.books().accounts().length;
            state.post(new TransferSource(state.books().accounts(), 1)
                    .batches(Math.min(MOST, accounts), 8_190, RandomTransfers::next));
        }
    }

    /** Handles of all accounts. */
    @State(Scope.Benchmark)
    public static class Handles {
        private AccountHandle[] handles;

        /** Looks them up. */
        @Setup(Level.Trial)
        public void prepare(PostingState state) {
            Ledger ledger = state.books().ledger();
            AccountId[] ids = state.books().accounts();
            handles = new AccountHandle[ids.length];
            Arrays.setAll(handles, number -> ledger.handle(ids[number]));
        }

        private long available(int account) {
            return handles[account].balance().available().toLong();
        }
    }

    /** Names of all accounts. */
    @State(Scope.Benchmark)
    public static class Names {
        private String[] names;

        /** Makes them. */
        @Setup(Level.Trial)
        public void prepare(PostingState state) {
            names = new String[state.books().accounts().length];
            Arrays.setAll(names, BenchBooks::name);
        }
    }
}
