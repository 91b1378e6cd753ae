package dev.florin.ledger.bench;

import dev.florin.ledger.AccountHandle;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Ledger;
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
import org.openjdk.jmh.annotations.Warmup;

/** Balances of random accounts, read by one thread; each read takes the available amount out of the balance. */
@BenchmarkMode(Mode.Throughput)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BalanceReadBenchmark {
    /** By a handle that was looked up before. */
    @Benchmark
    public long byHandle(Reader reader) {
        return reader.handles[reader.nextAccount()].balance().available().toLong();
    }

    /** By id. */
    @Benchmark
    public long byId(Reader reader) {
        return reader.ledger
                .balance(reader.ids[reader.nextAccount()])
                .available()
                .toLong();
    }

    /** By name, which is hashed for each read. */
    @Benchmark
    public long byName(Reader reader) {
        return reader.ledger
                .balance(reader.names[reader.nextAccount()])
                .available()
                .toLong();
    }

    /** By handle, while another caller posts batches as fast as it can, which takes three threads. */
    @Benchmark
    public long byHandleWhilePosting(Reader reader, BackgroundWriter writer, CpuTime time) {
        return byHandle(reader);
    }

    /** Handles, ids and names of all accounts. */
    @State(Scope.Thread)
    public static class Reader {
        private Ledger ledger;
        private AccountHandle[] handles;
        private AccountId[] ids;
        private String[] names;
        private SplittableRandom random;

        /** Posts to all accounts, and looks them up. */
        @Setup(Level.Trial)
        public void prepare(PostingState state) {
            ledger = state.books().ledger();
            ids = state.books().accounts();
            random = new SplittableRandom(ids.length);
            handles = new AccountHandle[ids.length];
            names = new String[ids.length];
            for (int number = 0; number < ids.length; number++) {
                handles[number] = ledger.handle(ids[number]);
                names[number] = BenchBooks.name(number);
            }
            state.post(new TransferSource(ids, 1).batches(ids.length, 8_190, RandomTransfers::next));
        }

        private int nextAccount() {
            return random.nextInt(ids.length);
        }
    }
}
