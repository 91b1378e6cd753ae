package dev.florin.ledger.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/** One debit and ten or a hundred credits of random accounts, in batches. One operation is one entry. */
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

    private static final int LARGE_TRANSFERS = 10_000;
    private static final int LARGE_BATCH = 100;
    private static final int LARGE_ENTRIES = 101;

    /** Ten credits, 1,000 transfers in a batch. One caller, four batches under way; ids and transfers are made on the way. */
    @Benchmark
    @OperationsPerInvocation(TRANSFERS * ENTRIES)
    public void entries(PostingState books, TransferSource source, JournalFigures journal) {
        books.post(source.batches(TRANSFERS, BATCH, RandomTransfers::nextToTen));
    }

    /** A hundred credits, 100 transfers in a batch. */
    @Benchmark
    @OperationsPerInvocation(LARGE_TRANSFERS * LARGE_ENTRIES)
    public void entriesToHundred(PostingState books, TransferSource source, JournalFigures journal) {
        books.post(source.batches(LARGE_TRANSFERS, LARGE_BATCH, RandomTransfers::nextToHundred));
    }
}
