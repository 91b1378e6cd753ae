package dev.florin.ledger.bench;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the disk allows: as many bytes as transfers in batches take in the journal, appended as {@link RawFile} does and forced
 * for each batch. One operation is the bytes of one transfer. {@link RawBeside} measures the same in the run of a benchmark.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RawForcedAppendBenchmark {
    private static final int TRANSFER_BYTES = EffectLayout.HEADER_BYTES + 2 * EffectLayout.NARROW_ENTRY_BYTES;

    /** How many transfers are forced together. */
    @State(Scope.Benchmark)
    public static class Size {
        /** Transfers. */
        @Param({"1000", "8190"})
        public int batch;
    }

    /** A journal without a ledger. */
    @State(Scope.Benchmark)
    public static class Raw {
        private RawFile file;

        /** Makes its first segment. */
        @Setup(Level.Trial)
        public void create() {
            file = new RawFile();
        }

        /** Gives room back. */
        @TearDown(Level.Iteration)
        public void forget() {
            file.forget();
        }

        /** Deletes it. */
        @TearDown(Level.Trial)
        public void delete() {
            file.close();
        }

        private void append(int transfers, int batch) {
            for (int left = transfers; left > 0; left -= batch) {
                file.appendAndForce(EffectBatch.HEADER_BYTES + Math.min(left, batch) * TRANSFER_BYTES);
            }
        }
    }

    /** Appends, and forces each append. */
    @Benchmark
    @OperationsPerInvocation(BatchTransferBenchmark.TRANSFERS)
    public void appendAndForce(Raw raw, Size size) {
        raw.append(BatchTransferBenchmark.TRANSFERS, size.batch);
    }

    /** A force for each transfer. */
    @Benchmark
    @OperationsPerInvocation(BatchTransferBenchmark.BATCHES)
    public void of1(Raw raw) {
        raw.append(BatchTransferBenchmark.BATCHES, 1);
    }

    /** A force for ten transfers. */
    @Benchmark
    @OperationsPerInvocation(10 * BatchTransferBenchmark.BATCHES)
    public void of10(Raw raw) {
        raw.append(10 * BatchTransferBenchmark.BATCHES, 10);
    }

    /** A force for a hundred transfers. */
    @Benchmark
    @OperationsPerInvocation(100 * BatchTransferBenchmark.BATCHES)
    public void of100(Raw raw) {
        raw.append(100 * BatchTransferBenchmark.BATCHES, 100);
    }
}
