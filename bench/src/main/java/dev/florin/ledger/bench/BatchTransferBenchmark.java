package dev.florin.ledger.bench;

import dev.florin.ledger.Transfer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Transfers between random accounts in batches, every batch forced to the disk before its outcomes. One operation is one
 * transfer; an invocation posts many of them, from the first hand-over to the last outcome. Behind each iteration the same
 * bytes are appended and forced without a ledger.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BatchTransferBenchmark {
    static final int TRANSFERS = 500_000;

    /** Two callers begin and end an iteration at different times: their invocations are short, so that it matters little. */
    static final int FEW_TRANSFERS = 25_000;

    /** How many small batches an invocation hands over, so that filling and draining what is under way matters little. */
    static final int BATCHES = 400;

    /** How many transfers one call hands over. */
    @State(Scope.Benchmark)
    public static class Size {
        /** Transfers. */
        @Param({"1000", "8190"})
        public int batch;
    }

    /** One caller, four batches under way; ids and transfers are made on the way. */
    @Benchmark
    @OperationsPerInvocation(TRANSFERS)
    public void oneCallerBuilding(
            Size size, PostingState books, TransferSource source, JournalFigures journal, RawBeside raw) {
        books.post(source.batches(TRANSFERS, size.batch, RandomTransfers::next));
    }

    /** One caller, four batches under way; ids and transfers were made before. */
    @Benchmark
    @OperationsPerInvocation(TRANSFERS)
    public void oneCallerPrebuilt(PostingState books, Prebuilt prebuilt, JournalFigures journal, RawBeside raw) {
        books.post(prebuilt.batches.iterator());
    }

    /** Two callers, each waiting for its batch; ids and transfers are made on the way. */
    @Benchmark
    @Threads(2)
    @OperationsPerInvocation(FEW_TRANSFERS)
    public void twoCallersBuilding(
            Size size, PostingState books, TransferSource source, JournalFigures journal, RawBeside raw) {
        Iterator<List<Transfer>> batches = source.batches(FEW_TRANSFERS, size.batch, RandomTransfers::next);
        while (batches.hasNext()) {
            BenchBooks.requirePosted(books.books().ledger().submitAll(batches.next()));
        }
    }

    /** One caller that hands over one transfer at a time, four under way. */
    @Benchmark
    @OperationsPerInvocation(BATCHES)
    public void of1(PostingState books, TransferSource source, JournalFigures journal, RawBeside raw) {
        books.post(source.batches(BATCHES, 1, RandomTransfers::next));
    }

    /** The same with ten in a batch. */
    @Benchmark
    @OperationsPerInvocation(10 * BATCHES)
    public void of10(PostingState books, TransferSource source, JournalFigures journal, RawBeside raw) {
        books.post(source.batches(10 * BATCHES, 10, RandomTransfers::next));
    }

    /** The same with a hundred in a batch. */
    @Benchmark
    @OperationsPerInvocation(100 * BATCHES)
    public void of100(PostingState books, TransferSource source, JournalFigures journal, RawBeside raw) {
        books.post(source.batches(100 * BATCHES, 100, RandomTransfers::next));
    }

    /** The transfers of an invocation, made before it is timed. */
    @State(Scope.Thread)
    public static class Prebuilt {
        private List<List<Transfer>> batches = List.of();

        /** Makes the transfers of the next invocation. */
        @Setup(Level.Invocation)
        public void make(Size size, TransferSource source) {
            batches = new ArrayList<>();
            source.batches(TRANSFERS, size.batch, RandomTransfers::next).forEachRemaining(batches::add);
        }
    }
}
