package dev.florin.ledger.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Many callers, each posting one transfer at a time and waiting for its outcome. Behind each iteration the time of a bare
 * force is measured, so that the score can be told as a part of callers / force time.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SingleTransferBenchmark {
    private static final int FORCES = 100;

    /** 64 callers; ids and transfers are made on the way. */
    @Benchmark
    @Threads(64)
    public void callers64(PostingState books, TransferSource source, JournalFigures journal, BareForce force) {
        BenchBooks.requirePosted(books.books().ledger().submit(source.next()));
    }

    /** One caller: what a single command takes, and one force with it. */
    @Benchmark
    @Threads(1)
    public void callers1(PostingState books, TransferSource source, JournalFigures journal, BareForce force) {
        BenchBooks.requirePosted(books.books().ledger().submit(source.next()));
    }

    /** The time of a force of 4 KiB, measured behind each iteration, when the ledger is at rest. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class BareForce {
        /** How many times were taken. */
        public long bareForces;

        /** The times. */
        public long bareForceNanos;

        /** Times forces; one thread does it for all. */
        @TearDown(Level.Iteration)
        public void measure(ThreadParams thread) {
            if (thread.getThreadIndex() == 0) {
                bareForces = 1;
                bareForceNanos = RawFile.nanosOfForce(FORCES);
            }
        }
    }
}
