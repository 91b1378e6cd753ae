package dev.florin.ledger.bench;

import dev.florin.ledger.Outcome;
import dev.florin.ledger.RejectionReason;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Transfers that no account can afford, in batches of 1,000: a rejection is journaled and forced as a transfer is. One operation
 * is one transfer. One caller, four batches under way; ids and transfers are made on the way.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RejectionBenchmark {
    private static final int BATCH = 1_000;

    /** For insufficient funds. */
    @Benchmark
    @OperationsPerInvocation(BatchTransferBenchmark.TRANSFERS)
    public void insufficientFunds(PostingState books, TransferSource source, JournalFigures journal) {
        books.submit(
                source.batches(BatchTransferBenchmark.TRANSFERS, BATCH, RandomTransfers::nextTooLarge),
                RejectionBenchmark::requireRejected);
    }

    private static void requireRejected(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (!(outcome instanceof Outcome.Rejected rejected)
                    || rejected.rejection().reason() != RejectionReason.BELOW_LOWER_LIMIT) {
                throw new IllegalStateException("a benchmark measures rejections, and met " + outcome);
            }
        }
    }
}
