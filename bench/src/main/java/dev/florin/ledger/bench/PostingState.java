package dev.florin.ledger.bench;

import dev.florin.ledger.Command;
import dev.florin.ledger.Outcome;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Books that benchmarks post to, one fork one set of books. */
@State(Scope.Benchmark)
public class PostingState {
    /** How many batches one caller has under way at a time. */
    private static final int IN_FLIGHT = 4;

    /** How many accounts there are. */
    @Param("1000000")
    public int accounts;

    private BenchBooks books;
    private @Nullable Runnable counting;

    /** Opens the books. */
    @Setup(Level.Trial)
    public void open() {
        books = new BenchBooks(accounts);
    }

    /** Deletes the books. */
    @TearDown(Level.Trial)
    public void delete() {
        books.close();
    }

    /** Lets figures be counted when the iteration has ended. */
    void counting(Runnable count) {
        counting = count;
    }

    /** Counts them, unless it was done: the end of an iteration, before anything that takes time of its own. */
    void endCounting() {
        if (counting != null) {
            counting.run();
            counting = null;
        }
    }

    BenchBooks books() {
        return books;
    }

    /** Posts batches from this thread, {@value #IN_FLIGHT} under way at a time, and looks at every outcome. */
    void post(Iterator<? extends List<? extends Command>> batches) {
        post(books, batches);
    }

    static void post(BenchBooks books, Iterator<? extends List<? extends Command>> batches) {
        submit(books, batches, BenchBooks::requirePosted);
    }

    /** The same with another look at the outcomes of a batch. */
    void submit(Iterator<? extends List<? extends Command>> batches, Consumer<List<Outcome>> look) {
        submit(books, batches, look);
    }

    private static void submit(
            BenchBooks books, Iterator<? extends List<? extends Command>> batches, Consumer<List<Outcome>> look) {
        Queue<CompletionStage<List<Outcome>>> underWay = new ArrayDeque<>(IN_FLIGHT);
        while (batches.hasNext()) {
            List<? extends Command> batch = batches.next();
            if (underWay.size() == IN_FLIGHT) {
                look.accept(underWay.remove().toCompletableFuture().join());
            }
            underWay.add(books.ledger().submitAllAsync(batch));
        }
        while (!underWay.isEmpty()) {
            look.accept(underWay.remove().toCompletableFuture().join());
        }
    }
}
