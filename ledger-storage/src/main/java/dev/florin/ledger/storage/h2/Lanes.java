package dev.florin.ledger.storage.h2;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a database that readers share: so many at the same time, others wait. Any thread.
 *
 * <p>An interrupt from before is held back while a connection is used. One that comes during the use closes the channel of a
 * database under everybody, unless its file system is {@code async:}.
 */
final class Lanes implements AutoCloseable {
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
    private final boolean keeps;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Lane> kept = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** One changes or forces at a time, those who wait longest first. */
    private final ReentrantLock changing = new ReentrantLock(true);

    /**
     * No connections yet.
     *
     * @param most how many reads go on at the same time
     * @param keeps whether connections are kept for the next read, or given back to a pool that does that
     */
    Lanes(Connections connections, String prefix, int most, boolean keeps) {
        this.connections = connections;
        this.prefix = prefix;
        this.keeps = keeps;
        this.free = new Semaphore(most);
    }

    /** A connection of the caller's own, which the caller closes; it commits when told. */
    Lane open() throws SQLException {
        Connection connection = connections.open();
        boolean opened = false;
        try {
            Lane lane = new Lane(connection, prefix);
            opened = true;
            return lane;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /** Reads with a connection. */
    <T extends @Nullable Object> T read(Work<T> work) throws SQLException, IOException {
        return uninterrupted(() -> {
            free.acquireUninterruptibly();
            try {
                return readWithOne(work);
            } finally {
                free.release();
            }
        });
    }

    private <T extends @Nullable Object> T readWithOne(Work<T> work) throws SQLException, IOException {
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
    }

    private Lane take() throws SQLException {
        if (closed) {
            throw new SQLException("these books were closed");
        }
        Lane lane = kept.pollFirst();
        return lane == null ? open() : lane;
    }

    private void giveBack(Lane lane, boolean usable) throws SQLException {
        if (!usable || closed || !keeps) {
            lane.close();
            return;
        }
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

    /** Runs with an interrupt from before held back. */
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
