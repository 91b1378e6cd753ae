package dev.florin.ledger.storage.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection with the statements that were prepared on it. In their text a tilde stands for the schema, so that the
 * application's connection keeps the schema it has. One thread at a time.
 */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Connection connection;
    private final String prefix;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /**
     * A roll-back failed. H2 2.5.252 then waits for ever in the next one, as closing the connection is, so that nothing more is
     * asked of it; a database whose file failed has closed itself.
     */
    private boolean lost;

    /** How the connection came. */
    private final int isolation;

    /** Takes a connection over; {@code prefix} is the quoted name of the schema, with its dot. */
    Lane(Connection connection, String prefix) throws SQLException {
        this.connection = connection;
        this.prefix = prefix;
        this.isolation = connection.getTransactionIsolation();
        connection.setAutoCommit(false);
        // A snapshot of what was when it began would keep old versions for as long as books are open.
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    Connection connection() {
        return connection;
    }

    /** The statement, prepared once. */
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql.replace("~", prefix));
            statements.put(sql, known);
        }
        return known;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("~", prefix));
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /**
     * Takes back what was not committed; a database that cannot does so itself when it is opened again.
     *
     * @return whether the connection can be used
     */
    boolean rollback() {
        if (!lost) {
            lost = true;
            try {
                connection.rollback();
                lost = false;
            } catch (SQLException e) {
                LOG.debug("could not roll back", e);
            }
        }
        return !lost;
    }

    /** Closes the connection, and with it the statements. What was not committed is rolled back. */
    @Override
    public void close() throws SQLException {
        if (!rollback()) {
            return;
        }
        try (connection) {
            if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                connection.setTransactionIsolation(isolation);
            }
            connection.setAutoCommit(true);
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        }
    }
}
