package dev.florin.ledger.bench.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A batch as many calls of the stored function in one transaction, sent together. All rows are locked first, in the order of their
 * ids, so that batches which run beside each other cannot wait for each other in a circle.
 */
final class FunctionBatch implements SqlBatch {
    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement call;

    FunctionBatch(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        lock = connection.prepareStatement(
                "SELECT COUNT(*) FROM (SELECT 1 FROM account WHERE id = ANY (?) ORDER BY id FOR UPDATE) AS locked");
        call = connection.prepareStatement(FunctionCaller.CALL);
    }

    @Override
    public void post(List<Move> batch) throws SQLException {
        try {
            lock.setArray(1, TransactionBatch.accounts(connection, batch));
            lock.executeQuery().close();
            for (Move move : batch) {
                SqlBooks.bind(call, move);
                call.addBatch();
            }
            // The function raises an error, which fails the whole batch, where it does not post.
            int answers = call.executeBatch().length;
            if (answers != batch.size()) {
                throw new SQLException(answers + " of " + batch.size() + " calls were answered");
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
