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
 * What the disk allows: as many bytes as transfers in batches take in the journal, appended to a file of zeros and forced
 * together. One operation is the bytes of one transfer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RawForcedAppendBenchmark {
    private static final int TRANSFER_BYTES = EffectLayout.HEADER_BYTES + 2 * EffectLayout.NARROW_ENTRY_BYTES;

    /** How many transfers are forced together. */
    @Param({"1000", "8190"})
    public int batch;

    private RawFile file;

    /** Makes a file for the transfers of one invocation. */
    @Setup(Level.Trial)
    public void create() {
        file = new RawFile(EffectBatch.HEADER_BYTES + batch * TRANSFER_BYTES, appends());
    }

    /** Deletes it. */
    @TearDown(Level.Trial)
    public void delete() {
        file.close();
    }

    private int appends() {
        return BatchTransferBenchmark.TRANSFERS / batch;
    }

    /** Appends, and forces each append. */
    @Benchmark
    @OperationsPerInvocation(BatchTransferBenchmark.TRANSFERS)
    public void appendAndForce() {
        for (int i = 0; i < appends(); i++) {
            file.appendAndForce();
        }
    }
}
