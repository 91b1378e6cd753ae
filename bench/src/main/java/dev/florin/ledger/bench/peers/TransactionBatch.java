package dev.florin.ledger.bench.peers;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A batch as one SQL transaction of few steps: all rows locked in the order of their ids, the funds checked here, one transfer after
 * the other, and then transfers, entries and balances written with JDBC's batches. An account is updated once, however often it
 * is in the batch.
 */
final class TransactionBatch implements SqlBatch {
    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement insertTransfer;
    private final PreparedStatement insertEntry;
    private final PreparedStatement update;
    private final AfterCommit afterCommit;

    private static final class Row {
        private final long lowerLimit;
        private long balance;

        Row(long balance, long lowerLimit) {
            this.balance = balance;
            this.lowerLimit = lowerLimit;
        }
    }

    TransactionBatch(Connection connection, AfterCommit afterCommit) throws SQLException {
        this.connection = connection;
        this.afterCommit = afterCommit;
        connection.setAutoCommit(false);
        lock = connection.prepareStatement(
                "SELECT id, balance, lower_limit FROM account WHERE id = ANY (?) ORDER BY id FOR UPDATE");
        insertTransfer = connection.prepareStatement(SqlBooks.INSERT_TRANSFER);
        insertEntry = connection.prepareStatement(
                "INSERT INTO entry (account_id, transfer_id, amount, balance) VALUES (?, ?, ?, ?)");
        update = connection.prepareStatement("UPDATE account SET balance = ? WHERE id = ?");
    }

    /** The accounts of a batch, each once, in order. */
    static Array accounts(Connection connection, List<Move> batch) throws SQLException {
        return SqlCaller.ids(
                connection,
                batch.stream()
                        .flatMapToLong(move -> LongStream.of(move.debit(), move.credit()))
                        .sorted()
                        .distinct());
    }

    @Override
    public void post(List<Move> batch) throws SQLException, InterruptedException {
        try {
            Map<Long, Row> rows = lockRows(batch);
            for (Move move : batch) {
                SqlBooks.bind(insertTransfer, move);
                insertTransfer.addBatch();
                change(rows, move, move.debit(), -move.amount());
                change(rows, move, move.credit(), move.amount());
            }
            for (Map.Entry<Long, Row> row : rows.entrySet()) {
                update.setLong(1, row.getValue().balance);
                update.setLong(2, row.getKey());
                update.addBatch();
            }
            requireAll(insertTransfer.executeBatch(), batch.size(), "transfers");
            requireAll(insertEntry.executeBatch(), 2 * batch.size(), "entries");
            requireAll(update.executeBatch(), rows.size(), "balances");
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
        afterCommit.run();
    }

    private Map<Long, Row> lockRows(List<Move> batch) throws SQLException {
        Map<Long, Row> rows = new HashMap<>();
        lock.setArray(1, accounts(connection, batch));
        try (ResultSet found = lock.executeQuery()) {
            while (found.next()) {
                rows.put(found.getLong(1), new Row(found.getLong(2), found.getLong(3)));
            }
        }
        return rows;
    }

    private void change(Map<Long, Row> rows, Move move, long account, long by) throws SQLException {
        Row row = rows.get(account);
        if (row == null) {
            throw new SQLException("account " + account + " is not there");
        }
        if (by < 0 && row.balance + by < row.lowerLimit) {
            throw new SQLException("account " + account + " has " + row.balance + ", and " + -by + " are asked for");
        }
        row.balance += by;
        insertEntry.setLong(1, account);
        insertEntry.setObject(2, move.id());
        insertEntry.setLong(3, by);
        insertEntry.setLong(4, row.balance);
        insertEntry.addBatch();
    }

    private static void requireAll(int[] counts, int statements, String what) throws SQLException {
        if (counts.length != statements) {
            throw new SQLException(counts.length + " " + what + " were written, not " + statements);
        }
        for (int count : counts) {
            // A driver that writes many rows at once cannot tell how many one of them was.
            if (count != Statement.SUCCESS_NO_INFO) {
                SqlBooks.requireOne(count, "one of the " + what);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
