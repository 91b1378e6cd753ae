package dev.florin.ledger.bench;

import dev.florin.ledger.AccountId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Taking a snapshot of the books, from the transfer with which it is due until it is kept. One operation is one snapshot. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class SnapshotBenchmark {
    /** While nothing else goes on. */
    @Benchmark
    public void take(PostingState state, Filled filled) {
        OpeningBenchmark.takeSnapshot(state.books(), filled.source);
    }

    /** Gives most accounts entries. */
    @State(Scope.Benchmark)
    public static class Filled {
        private RandomTransfers source = new RandomTransfers(new AccountId[0], 0);

        /** Posts as many transfers as there are accounts. */
        @Setup(Level.Trial)
        public void post(PostingState state) {
            source = new RandomTransfers(state.books().accounts(), 1);
            state.post(
                    new TransferSource(source).batches(state.books().accounts().length, 8_190, RandomTransfers::next));
        }
    }
}
