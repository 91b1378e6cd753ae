package dev.florin.ledger.bench;

import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Release;
import dev.florin.ledger.Transfer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Holds between random accounts, and what ends each of them, in batches of 500 holds with their 500 endings. One operation is
 * one hold with its ending. One caller, four batches under way; ids and commands are made on the way.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HoldBenchmark {
    private static final int HOLDS = 200_000;
    private static final int TOGETHER = 500;

    /** Each is captured wholly. */
    @Benchmark
    @OperationsPerInvocation(HOLDS)
    public void andCapture(PostingState books, TransferSource source, JournalFigures journal) {
        books.post(batches(source, hold -> Capture.of(CommandId.next(), hold)));
    }

    /** Each is released. */
    @Benchmark
    @OperationsPerInvocation(HOLDS)
    public void andRelease(PostingState books, TransferSource source, JournalFigures journal) {
        books.post(batches(source, hold -> Release.of(CommandId.next(), hold)));
    }

    private static Iterator<List<Command>> batches(TransferSource source, Function<CommandId, Command> ending) {
        return Stream.iterate(0, made -> made < HOLDS, made -> made + TOGETHER)
                .map(made -> batch(source, ending))
                .iterator();
    }

    private static List<Command> batch(TransferSource source, Function<CommandId, Command> ending) {
        List<Command> commands = new ArrayList<>(2 * TOGETHER);
        for (int i = 0; i < TOGETHER; i++) {
            Transfer transfer = source.next();
            commands.add(Hold.of(transfer));
        }
        for (int i = 0; i < TOGETHER; i++) {
            commands.add(ending.apply(commands.get(i).id()));
        }
        return commands;
    }
}
