package dev.florin.ledger.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/** One debit and ten credits of random accounts, in batches of 1,000. One operation is one entry. */
@BenchmarkMode(Mode.Throughput)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FanOutBenchmark {
    private static final int TRANSFERS = 100_000;
    private static final int BATCH = 1_000;
    private static final int ENTRIES = 11;

    /** One caller, four batches under way; ids and transfers are made on the way. */
    @Benchmark
    @OperationsPerInvocation(TRANSFERS * ENTRIES)
    public void entries(PostingState books, TransferSource source, JournalFigures journal) {
        books.post(source.batches(TRANSFERS, BATCH, RandomTransfers::nextToTen));
    }
}
