package dev.florin.ledger.bench.peers;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** A connection of one caller, which reads. How it posts, the classes below say. */
abstract class SqlCaller implements Peer.Caller {
    private final Connection connection;
    private final PreparedStatement balance;
    private final PreparedStatement balances;

    /** Takes the connection over, in auto-commit mode. */
    SqlCaller(Connection connection) throws SQLException {
        this.connection = connection;
        balance = connection.prepareStatement("SELECT balance FROM account WHERE id = ?");
        balances = connection.prepareStatement("SELECT id, balance FROM account WHERE id = ANY (?)");
    }

    Connection connection() {
        return connection;
    }

    @Override
    public long balance(int account) throws SQLException {
        connection.setAutoCommit(true);
        balance.setLong(1, account);
        try (ResultSet found = balance.executeQuery()) {
            if (!found.next()) {
                throw new SQLException("account " + account + " is not there");
            }
            return found.getLong(1);
        }
    }

    @Override
    public long[] balances(int[] accounts) throws SQLException {
        connection.setAutoCommit(true);
        Map<Long, Long> byId = new HashMap<>();
        balances.setArray(
                1, ids(connection, LongStream.range(0, accounts.length).map(i -> accounts[(int) i])));
        try (ResultSet found = balances.executeQuery()) {
            while (found.next()) {
                byId.put(found.getLong(1), found.getLong(2));
            }
        }
        long[] answers = new long[accounts.length];
        for (int i = 0; i < accounts.length; i++) {
            Long answer = byId.get((long) accounts[i]);
            if (answer == null) {
                throw new SQLException("account " + accounts[i] + " is not there");
            }
            answers[i] = answer;
        }
        return answers;
    }

    static Array ids(Connection connection, LongStream ids) throws SQLException {
        return connection.createArrayOf("bigint", ids.boxed().toArray());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // What it did is acknowledged or failed already, and the books are added up on another one.
        }
    }
}
