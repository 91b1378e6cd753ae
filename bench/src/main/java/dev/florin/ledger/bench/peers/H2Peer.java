package dev.florin.ledger.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * H2 in this process. It forces no commit by itself, so each commit is followed by what Florin's storage in H2 does: a checkpoint
 * and a force of the file, here shared by all callers that wait for one.
 */
final class H2Peer implements Peer {
    /** As much as PostgreSQL gets, in KiB. */
    private static final int CACHE = 1 << 20;

    private static final int LOCK_TIMEOUT_MILLIS = 60_000;

    private final Path folder;
    private final String url;
    private final Connection main;
    private final SharedForce force;

    H2Peer(Path folder) throws SQLException {
        this.folder = folder;
        // Through a channel that interrupts do not close, and not to be closed by H2's own hook.
        url = "jdbc:h2:async:" + folder.toAbsolutePath().normalize().resolve("h2")
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=" + LOCK_TIMEOUT_MILLIS + ";CACHE_SIZE="
                + CACHE;
        main = connect();
        MVStore store = store(main);
        force = new SharedForce(() -> {
            SqlBooks.execute(main, "CHECKPOINT");
            store.executeFilestoreOperation(store.getFileStore()::sync);
        });
    }

    private Connection connect() throws SQLException {
        Connection connection = new org.h2.Driver().connect(url, new Properties());
        if (connection == null) {
            throw new SQLException("H2 does not know the URL " + url);
        }
        return connection;
    }

    private static MVStore store(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    @Override
    public String name() {
        return "H2, SQL transaction";
    }

    @Override
    public String durability() {
        return "each commit is followed by CHECKPOINT and a force of the file, shared by the callers that wait;"
                + " after a crash, parts of a transaction that was under way can remain";
    }

    @Override
    public void prepare(int accounts, long startBalance) throws SQLException, InterruptedException {
        SqlBooks.make(main, accounts, startBalance);
        SqlBooks.execute(main, "ANALYZE");
        force.run();
    }

    @Override
    public Caller caller() throws SQLException {
        return new TransactionCaller(connect(), force);
    }

    @Override
    public Batches batches() throws Exception {
        // More would wait for the same force and the same processor.
        return new SqlBatches(1, () -> new TransactionBatch(connect(), force));
    }

    @Override
    public Totals totals() throws SQLException {
        return SqlBooks.totals(main);
    }

    @Override
    public Optional<Space> space() throws IOException {
        return Optional.of(new Space(Folders.bytes(folder), "the database's file, before it is compacted"));
    }

    /** At once: compacting what is deleted next would take long. */
    @Override
    public void close() {
        try {
            if (!main.isClosed()) {
                SqlBooks.execute(main, "SHUTDOWN IMMEDIATELY");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("H2 could not be closed: " + e.getMessage(), e);
        }
    }
}
