package dev.florin.ledger.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** PostgreSQL on the loopback, with the classic transaction or with a stored function. */
final class PostgresPeer implements Peer {
    /** One for each core: a connection's work is done by one process. */
    private static final int BATCHES_UNDER_WAY = 2;

    private static final AfterCommit NOTHING = () -> {};

    private final PostgresServer server;
    private final boolean function;

    PostgresPeer(Path binaries, Path folder, boolean function) throws IOException, InterruptedException {
        this.server = new PostgresServer(binaries, folder);
        this.function = function;
    }

    @Override
    public String name() {
        return function ? "PostgreSQL, stored function" : "PostgreSQL, SQL transaction";
    }

    @Override
    public String durability() {
        return "fsync and synchronous_commit are on: the write-ahead log is forced before COMMIT returns, for several"
                + " commits at a time; shared_buffers " + PostgresServer.SHARED_BUFFERS;
    }

    @Override
    public void prepare(int accounts, long startBalance) throws IOException, InterruptedException, SQLException {
        server.start();
        try (Connection connection = server.connect()) {
            SqlBooks.make(connection, accounts, startBalance);
            if (function) {
                SqlBooks.execute(connection, FunctionCaller.FUNCTION);
            }
            SqlBooks.execute(connection, "VACUUM ANALYZE");
            SqlBooks.execute(connection, "CHECKPOINT");
        }
    }

    @Override
    public Caller caller() throws SQLException {
        return function ? new FunctionCaller(server.connect()) : new TransactionCaller(server.connect(), NOTHING);
    }

    @Override
    public Batches batches() throws Exception {
        return new SqlBatches(
                BATCHES_UNDER_WAY,
                () -> function ? new FunctionBatch(server.connect()) : new TransactionBatch(server.connect(), NOTHING));
    }

    @Override
    public Totals totals() throws SQLException {
        try (Connection connection = server.connect()) {
            return SqlBooks.totals(connection);
        }
    }

    @Override
    public Optional<Space> space() throws SQLException {
        try (Connection connection = server.connect()) {
            return Optional.of(new Space(
                    SqlBooks.number(connection, "SELECT pg_database_size(current_database())"),
                    "tables and indexes, without the write-ahead log"));
        }
    }

    @Override
    public String said() {
        return server.said();
    }

    @Override
    public void close() {
        server.close();
    }
}
