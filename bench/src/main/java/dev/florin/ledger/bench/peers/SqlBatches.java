package dev.florin.ledger.bench.peers;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Batches under way on connections of their own, each with its thread: JDBC waits for what it asks. */
final class SqlBatches implements Peer.Batches {
    private static final long LONGEST_BATCH_SECONDS = 120;
    private static final long END_SECONDS = 10;

    private final List<SqlBatch> lanes = new ArrayList<>();
    private final ExecutorService threads;

    /** Lanes on which nothing is under way. Only the caller's thread takes and gives back. */
    private final Queue<SqlBatch> free = new ArrayDeque<>();

    SqlBatches(int underWay, Callable<SqlBatch> connect) throws Exception {
        threads = Executors.newFixedThreadPool(underWay, task -> {
            Thread thread = new Thread(task, "batches");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < underWay; i++) {
            lanes.add(connect.call());
        }
        free.addAll(lanes);
    }

    @Override
    public int underWay() {
        return lanes.size();
    }

    @Override
    public Peer.Pending post(List<Move> batch) {
        SqlBatch lane = free.remove();
        Future<?> ended = threads.submit(() -> {
            lane.post(batch);
            return null;
        });
        return () -> {
            ended.get(LONGEST_BATCH_SECONDS, TimeUnit.SECONDS);
            free.add(lane);
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                // A connection in use would not close; the end of the peer closes it.
                return;
            }
            for (SqlBatch lane : lanes) {
                lane.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            // What it did is acknowledged or failed already, and the books are added up on another one.
        }
    }
}
