package dev.florin.ledger.bench;

import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
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

    BenchBooks books() {
        return books;
    }

    /** Posts batches from this thread, {@value #IN_FLIGHT} under way at a time, and looks at every outcome. */
    void post(Iterator<List<Transfer>> batches) {
        Queue<CompletionStage<List<Outcome>>> underWay = new ArrayDeque<>(IN_FLIGHT);
        while (batches.hasNext()) {
            List<Transfer> batch = batches.next();
            if (underWay.size() == IN_FLIGHT) {
                await(underWay.remove());
            }
            underWay.add(books.ledger().submitAllAsync(batch));
        }
        while (!underWay.isEmpty()) {
            await(underWay.remove());
        }
    }

    private static void await(CompletionStage<List<Outcome>> outcomes) {
        BenchBooks.requirePosted(outcomes.toCompletableFuture().join());
    }
}
