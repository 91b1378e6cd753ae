package dev.florin.ledger.bench;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.storage.file.FileStorage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Opening books that were closed in good order, again and again; closing them is not timed. */
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class OpeningBenchmark {
    private static final int REPLAYED = 4_000_000;
    private static final int BATCH = 8_190;

    /** Replays every transfer, since there is no snapshot. One operation is one transfer; the accounts come besides. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OperationsPerInvocation(REPLAYED)
    public Ledger byReplay(WithoutSnapshot books) {
        return books.open();
    }

    /** Takes the state from a snapshot behind the last transfer. One operation is one opening. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Ledger fromSnapshot(WithSnapshot books) {
        return books.open();
    }

    /** Books that are opened in an invocation and closed behind it. */
    private static final class Closed implements AutoCloseable {
        private final BenchBooks made;
        private final FileStorage storage;
        private @Nullable Ledger opened;

        private Closed(BenchBooks made) {
            this.made = made;
            this.storage = made.fileStorage().snapshotEvery(Long.MAX_VALUE);
            made.ledger().close();
        }

        private Ledger open() {
            Ledger ledger = Ledger.open(storage);
            opened = ledger;
            return ledger;
        }

        /** Closes, having looked whether the opening did what is measured. */
        private void closeAgain(boolean expectSnapshot) {
            Ledger ledger = opened;
            if (ledger != null) {
                boolean found = ledger.recovery().snapshotPosition() > 0;
                ledger.close();
                opened = null;
                if (found != expectSnapshot) {
                    throw new IllegalStateException("opened " + (found ? "from a snapshot" : "without a snapshot"));
                }
            }
        }

        @Override
        public void close() {
            made.close();
        }
    }

    private static void post(BenchBooks books, int transfers) {
        RandomTransfers source = new RandomTransfers(books.accounts(), 1);
        PostingState.post(books, new TransferSource(source).batches(transfers, BATCH, RandomTransfers::next));
    }

    /** Books without a snapshot. */
    @State(Scope.Benchmark)
    public static class WithoutSnapshot {
        /** How many accounts there are. */
        @Param({"100000", "1000000"})
        public int accounts;

        private @Nullable Closed books;

        /** Fills the books. */
        @Setup(Level.Trial)
        public void fill() {
            BenchBooks made = BenchBooks.withoutSnapshots(accounts);
            post(made, REPLAYED);
            books = new Closed(made);
        }

        private Ledger open() {
            return required(books).open();
        }

        /** Closes what an invocation opened. */
        @TearDown(Level.Invocation)
        public void closeAgain() {
            required(books).closeAgain(false);
        }

        /** Deletes the books. */
        @TearDown(Level.Trial)
        public void delete() {
            required(books).close();
        }
    }

    /** Books with a snapshot behind all transfers. */
    @State(Scope.Benchmark)
    public static class WithSnapshot {
        /** How many accounts there are. */
        @Param("1000000")
        public int accounts;

        /** How many transfers were posted. */
        @Param("10000000")
        public int transfers;

        private @Nullable Closed books;

        /** Fills the books, and takes a snapshot. */
        @Setup(Level.Trial)
        public void fill() {
            BenchBooks made = BenchBooks.withoutSnapshots(accounts);
            post(made, transfers);
            takeSnapshot(made, new RandomTransfers(made.accounts(), 2));
            books = new Closed(made);
        }

        private Ledger open() {
            return required(books).open();
        }

        /** Closes what an invocation opened. */
        @TearDown(Level.Invocation)
        public void closeAgain() {
            required(books).closeAgain(true);
        }

        /** Deletes the books. */
        @TearDown(Level.Trial)
        public void delete() {
            required(books).close();
        }
    }

    /** Posts a transfer, and waits for the snapshot that is due with it. */
    static void takeSnapshot(BenchBooks books, RandomTransfers source) {
        int before = books.storage().snapshots();
        books.storage().wantSnapshot();
        BenchBooks.requirePosted(books.ledger().submit(source.next()));
        while (books.storage().snapshots() == before) {
            LockSupport.parkNanos(100_000);
        }
    }

    private static Closed required(@Nullable Closed books) {
        if (books == null) {
            throw new IllegalStateException("the books are filled before they are opened");
        }
        return books;
    }
}
