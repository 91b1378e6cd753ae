package dev.florin.ledger.bench.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The classic SQL transaction: the transfer under its unique id, both rows locked in the order of their ids, the funds checked,
 * two updates, two entries, commit.
 */
final class TransactionCaller extends SqlCaller {
    private final PreparedStatement insertTransfer;
    private final PreparedStatement lock;
    private final PreparedStatement update;
    private final PreparedStatement insertEntries;
    private final AfterCommit afterCommit;

    TransactionCaller(Connection connection, AfterCommit afterCommit) throws SQLException {
        super(connection);
        this.afterCommit = afterCommit;
        insertTransfer = connection.prepareStatement(SqlBooks.INSERT_TRANSFER);
        lock = connection.prepareStatement(
                "SELECT id, balance, lower_limit FROM account WHERE id IN (?, ?) ORDER BY id FOR UPDATE");
        update = connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE id = ?");
        insertEntries = connection.prepareStatement(
                "INSERT INTO entry (account_id, transfer_id, amount, balance) VALUES (?, ?, ?, ?), (?, ?, ?, ?)");
    }

    @Override
    public void post(Move move) throws SQLException, InterruptedException {
        connection().setAutoCommit(false);
        try {
            SqlBooks.bind(insertTransfer, move);
            SqlBooks.requireOne(insertTransfer.executeUpdate(), "the transfer");
            long[] balances = lockAndCheck(move);
            change(move.debit(), -move.amount());
            change(move.credit(), move.amount());
            entry(0, move, move.debit(), -move.amount(), balances[0] - move.amount());
            entry(4, move, move.credit(), move.amount(), balances[1] + move.amount());
            insertEntries.executeUpdate();
            connection().commit();
        } catch (SQLException e) {
            connection().rollback();
            throw e;
        }
        afterCommit.run();
    }

    /** The balances of the account that pays and of the one that is paid. */
    private long[] lockAndCheck(Move move) throws SQLException {
        lock.setLong(1, Math.min(move.debit(), move.credit()));
        lock.setLong(2, Math.max(move.debit(), move.credit()));
        long[] balances = new long[2];
        int rows = 0;
        try (ResultSet found = lock.executeQuery()) {
            while (found.next()) {
                rows++;
                boolean pays = found.getLong(1) == move.debit();
                balances[pays ? 0 : 1] = found.getLong(2);
                if (pays && found.getLong(2) - move.amount() < found.getLong(3)) {
                    throw new SQLException("account " + move.debit() + " has " + found.getLong(2) + ", and "
                            + move.amount() + " are asked for");
                }
            }
        }
        if (rows != 2) {
            throw new SQLException(
                    "of accounts " + move.debit() + " and " + move.credit() + ", " + rows + " are there");
        }
        return balances;
    }

    private void change(long account, long by) throws SQLException {
        update.setLong(1, by);
        update.setLong(2, account);
        SqlBooks.requireOne(update.executeUpdate(), "the balance of account " + account);
    }

    private void entry(int after, Move move, long account, long amount, long balance) throws SQLException {
        insertEntries.setLong(after + 1, account);
        insertEntries.setObject(after + 2, move.id());
        insertEntries.setLong(after + 3, amount);
        insertEntries.setLong(after + 4, balance);
    }
}
