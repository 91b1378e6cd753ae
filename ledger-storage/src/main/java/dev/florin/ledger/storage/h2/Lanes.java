package dev.florin.ledger.storage.h2;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a database: as many as threads use one at the same time, a few kept for the next. Any thread.
 *
 * <p>Interrupts are held back while a connection is used, since they would close the channel of the database under everybody.
 */
final class Lanes implements AutoCloseable {
    private static final int KEPT = 8;

    /** Where connections come from. */
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }

    /** Something to do with a connection. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T with(Lane lane) throws SQLException, IOException;
    }

    private final Connections connections;
    private final String prefix;
    private final ConcurrentLinkedDeque<Lane> kept = new ConcurrentLinkedDeque<>();
    private final AtomicInteger keptCount = new AtomicInteger();
    private volatile boolean closed;

    /** One changes or forces at a time, those who wait longest first. */
    private final ReentrantLock changing = new ReentrantLock(true);

    Lanes(Connections connections, String prefix) {
        this.connections = connections;
        this.prefix = prefix;
    }

    /** A connection of the caller's own, which the caller closes; it commits when told. */
    Lane open() throws SQLException {
        Connection connection = connections.open();
        boolean opened = false;
        try {
            connection.setAutoCommit(false);
            opened = true;
            return new Lane(connection, prefix);
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /** Reads with a connection. */
    <T extends @Nullable Object> T read(Work<T> work) throws SQLException, IOException {
        return uninterrupted(() -> {
            Lane lane = take();
            boolean done = false;
            try {
                T result = work.with(lane);
                // Ends the reading transaction, so that the next one sees what is new.
                lane.commit();
                done = true;
                return result;
            } finally {
                giveBack(lane, done);
            }
        });
    }

    private Lane take() throws SQLException {
        if (closed) {
            throw new SQLException("these books were closed");
        }
        Lane lane = kept.pollFirst();
        if (lane == null) {
            return open();
        }
        keptCount.decrementAndGet();
        return lane;
    }

    private void giveBack(Lane lane, boolean usable) throws SQLException {
        if (!usable || closed || keptCount.get() >= KEPT) {
            lane.close();
            return;
        }
        keptCount.incrementAndGet();
        kept.addFirst(lane);
        if (closed) {
            closeKept();
        }
    }

    private void closeKept() throws SQLException {
        for (Lane lane = kept.pollFirst(); lane != null; lane = kept.pollFirst()) {
            lane.close();
        }
    }

    /** What may fail as the database or a file does. */
    @FunctionalInterface
    interface Step<T extends @Nullable Object> {
        T run() throws SQLException, IOException;
    }

    /** Runs with interrupts held back. */
    static <T extends @Nullable Object> T uninterrupted(Step<T> step) throws SQLException, IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return step.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Changes rows, or forces, while no other connection of these books does: H2 2.5.252 stores parts of a statement that
     * another connection is in the middle of, and after a crash keeps them as if they were committed.
     */
    <T extends @Nullable Object> T change(Step<T> step) throws SQLException, IOException {
        return uninterrupted(() -> {
            changing.lock();
            try {
                return step.run();
            } finally {
                changing.unlock();
            }
        });
    }

    /** Closes the connections that nobody uses; the others are closed when they are given back. */
    @Override
    public void close() throws SQLException {
        closed = true;
        closeKept();
    }
}
