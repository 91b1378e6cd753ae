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
 * Callers that each post one transfer at a time and wait for its outcome; ids and transfers are made on the way. Behind each
 * iteration the time of a bare force is measured, so that the score can be told as a part of callers / force time. On a JDK
 * that has virtual threads, {@code -jvmArgsPrepend -Djmh.executor=VIRTUAL} runs the callers on them.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SingleTransferBenchmark {
    private static final int FORCES = 100;

    /** One caller: what a single command takes, and one force with it. */
    @Benchmark
    @Threads(1)
    public void callers1(PostingState books, TransferSource source, JournalFigures journal, BareForce force) {
        post(books, source);
    }

    /** Eight callers. */
    @Benchmark
    @Threads(8)
    public void callers8(PostingState books, TransferSource source, JournalFigures journal, BareForce force) {
        post(books, source);
    }

    /** 64 callers. */
    @Benchmark
    @Threads(64)
    public void callers64(PostingState books, TransferSource source, JournalFigures journal, BareForce force) {
        post(books, source);
    }

    /** A thousand callers. */
    @Benchmark
    @Threads(1000)
    public void callers1000(PostingState books, TransferSource source, JournalFigures journal, BareForce force) {
        post(books, source);
    }

    private static void post(PostingState books, TransferSource source) {
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
        public void measure(PostingState state, ThreadParams thread) {
            if (thread.getThreadIndex() == 0) {
                state.endCounting();
                bareForces = 1;
                bareForceNanos = RawFile.nanosOfForce(FORCES);
            }
        }
    }
}
