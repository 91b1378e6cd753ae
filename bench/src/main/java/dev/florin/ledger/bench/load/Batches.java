package dev.florin.ledger.bench.load;

import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.bench.BenchBooks;
import dev.florin.ledger.bench.RandomTransfers;
import dev.florin.ledger.bench.RawFile;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletionStage;

/**
 * One caller that posts batches, some under way at a time; behind each round, as many bytes go to the disk in as large appends
 * as the ledger's were, with a force each and without a ledger. Both in turn, so that a busy disk hits both.
 */
final class Batches implements AutoCloseable {
    private static final int UNDER_WAY = 4;
    private static final int MOST_APPENDED_TOGETHER = 4 << 20;

    private final BenchBooks books;
    private final RandomTransfers source;
    private final RawFile raw = new RawFile();

    Batches(BenchBooks books, long seed) {
        this.books = books;
        this.source = new RandomTransfers(books.accounts(), seed);
    }

    /**
     * What one round gave.
     *
     * @param perSecond transfers, from the first hand-over to the last outcome
     * @param rawPerSecond how many transfers' bytes were appended and forced
     */
    record Result(int batch, double perSecond, double rawPerSecond, Costs costs) {
        /** The rate as a part of what bare appends of the same bytes reached. */
        double share() {
            return perSecond / rawPerSecond;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "batches of %,d: %,.0f transfers/s, %.0f %% of %,.0f/s by bare forced appends of the same bytes%n    %s",
                    batch,
                    perSecond,
                    100 * share(),
                    rawPerSecond,
                    costs);
        }
    }

    Result run(int batch, Duration warmUp, Duration measured) {
        if (!warmUp.isZero()) {
            long unused = post(batch, warmUp);
        }
        try (HeapWatch heap = new HeapWatch()) {
            Costs.Meter meter = new Costs.Meter(books.storage(), heap);
            Costs costs = meter.until(post(batch, measured));
            return new Result(batch, costs.transfers() / costs.seconds(), rawPerSecond(costs, measured), costs);
        }
    }

    private long post(int size, Duration duration) {
        Queue<CompletionStage<List<Outcome>>> underWay = new ArrayDeque<>(UNDER_WAY);
        long posted = 0;
        for (long end = System.nanoTime() + duration.toNanos(); System.nanoTime() - end < 0; posted += size) {
            List<Transfer> batch = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                batch.add(source.next());
            }
            if (underWay.size() == UNDER_WAY) {
                await(underWay.remove());
            }
            underWay.add(books.ledger().submitAllAsync(batch));
        }
        underWay.forEach(Batches::await);
        return posted;
    }

    private static void await(CompletionStage<List<Outcome>> outcomes) {
        outcomes.toCompletableFuture().join().forEach(BenchBooks::requirePosted);
    }

    /** As many appends as the ledger's, or as many as fit into the same time. */
    private double rawPerSecond(Costs costs, Duration atMost) {
        long forces = Math.max(1, costs.forces());
        int bytes =
                (int) Math.min(MOST_APPENDED_TOGETHER, Math.round(costs.journalBytes() * costs.transfers() / forces));
        long appended = 0;
        long start = System.nanoTime();
        while (appended < forces && System.nanoTime() - start < atMost.toNanos()) {
            raw.appendAndForce(bytes);
            appended++;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        raw.forget();
        return appended * bytes / seconds / costs.journalBytes();
    }

    @Override
    public void close() {
        raw.close();
    }
}
