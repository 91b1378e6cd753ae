package dev.florin.ledger.bench;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Balance;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The balances of several random accounts at one moment. One operation is one call. */
@BenchmarkMode(Mode.Throughput)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BalancesBenchmark {
    /** While nothing else goes on. */
    @Benchmark
    public List<Balance> atOneMoment(PostingState state, Wanted wanted, CpuTime time) {
        return state.books().ledger().balances(wanted.next());
    }

    /** While another caller posts batches as fast as it can, which takes three threads. */
    @Benchmark
    public List<Balance> whilePosting(PostingState state, Wanted wanted, BackgroundWriter writer, CpuTime time) {
        return state.books().ledger().balances(wanted.next());
    }

    /** Which accounts are asked for: drawn before, as many in all as would fill the caches more than once. */
    @State(Scope.Thread)
    public static class Wanted {
        private static final int IN_ALL = 1 << 20;

        /** How many in a call. */
        @Param({"2", "10", "100"})
        public int count;

        private List<List<AccountId>> lists = List.of();
        private int next;

        /** Draws them. */
        @Setup(Level.Trial)
        public void draw(PostingState state) {
            AccountId[] ids = state.books().accounts();
            SplittableRandom random = new SplittableRandom(count);
            lists = new ArrayList<>(IN_ALL / count);
            for (int i = 0; i < IN_ALL / count; i++) {
                List<AccountId> list = new ArrayList<>(count);
                for (int j = 0; j < count; j++) {
                    list.add(ids[random.nextInt(ids.length)]);
                }
                lists.add(list);
            }
        }

        private List<AccountId> next() {
            next = next + 1 == lists.size() ? 0 : next + 1;
            return lists.get(next);
        }
    }
}
