package dev.florin.ledger.bench;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Posts batches from a thread of its own, as fast as it can, during iterations only. */
@State(Scope.Benchmark)
public class BackgroundWriter {
    private static final int TRANSFERS_BETWEEN_LOOKS = 50_000;
    private static final int BATCH = 1_000;

    private Thread thread;
    private volatile boolean ending;

    /** Starts to post. */
    @Setup(Level.Iteration)
    public void start(PostingState state) {
        ending = false;
        TransferSource source = new TransferSource(
                state.books().accounts(), state.books().storage().figures().bytes());
        thread = new Thread(
                () -> {
                    while (!ending) {
                        state.post(source.batches(TRANSFERS_BETWEEN_LOOKS, BATCH, RandomTransfers::next));
                    }
                },
                "bench-writer");
        thread.start();
    }

    /** Ends behind what is under way. */
    @TearDown(Level.Iteration)
    public void end() throws InterruptedException {
        ending = true;
        thread.join();
    }
}
