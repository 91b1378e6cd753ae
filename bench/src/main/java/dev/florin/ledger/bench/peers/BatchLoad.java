package dev.florin.ledger.bench.peers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.HdrHistogram.Histogram;

/**
 * One caller that has as many batches under way as its peer gains from. A slice lasts from the end of a batch to the end of a
 * batch, so that slow peers, which end few batches in a slice, are measured as well as fast ones.
 */
final class BatchLoad {
    private static final int DIGITS = 3;

    private final Peer peer;
    private final Workload workload;
    private final Moves moves;
    private final Pace pace;
    private final Queue<UnderWay> underWay = new ArrayDeque<>();
    private final Histogram latencies = new Histogram(DIGITS);

    private record UnderWay(int size, long start, Peer.Pending pending) {}

    BatchLoad(Peer peer, Workload workload, int accounts, Pace pace) {
        this.peer = peer;
        this.workload = workload;
        this.moves = new Moves(accounts, workload.hot(), System.nanoTime());
        this.pace = pace;
    }

    Measured run() {
        try {
            return measure();
        } catch (Exception e) {
            throw new IllegalStateException(
                    peer.name() + " failed in \"" + workload.plot() + "\": " + e.getMessage(), e);
        }
    }

    private Measured measure() throws Exception {
        List<Double> rates = new ArrayList<>();
        long acknowledged;
        try (Peer.Batches batches = peer.batches()) {
            acknowledged = postFor(batches, pace.warmUpNanos());
            latencies.reset();
            for (int i = 0; i < pace.slices(); i++) {
                long start = System.nanoTime();
                long posted = postFor(batches, pace.sliceNanos());
                rates.add(posted * 1e9 / (System.nanoTime() - start));
                acknowledged += posted;
            }
            while (!underWay.isEmpty()) {
                acknowledged += await(underWay.remove());
            }
        }
        return new Measured(rates, latencies, acknowledged);
    }

    /** Posts until a batch ends after that time. Keeps batches under way. */
    private long postFor(Peer.Batches batches, long nanos) throws Exception {
        long start = System.nanoTime();
        long posted = 0;
        do {
            while (underWay.size() < batches.underWay()) {
                underWay.add(begin(batches));
            }
            posted += await(underWay.remove());
        } while (System.nanoTime() - start < nanos);
        return posted;
    }

    private UnderWay begin(Peer.Batches batches) throws Exception {
        List<Move> batch = moves.next(workload.size());
        long start = System.nanoTime();
        return new UnderWay(batch.size(), start, batches.post(batch));
    }

    private int await(UnderWay batch) throws Exception {
        batch.pending().await();
        latencies.recordValue(System.nanoTime() - batch.start());
        return batch.size();
    }
}
