package dev.florin.ledger.bench.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a ledger in SQL, as a textbook has them: accounts with their balance, transfers by their id, and two entries a
 * transfer, found by their account. No foreign keys, which an application may have besides.
 */
final class SqlBooks {
    private static final List<String> TABLES = List.of("""
            CREATE TABLE account (
                id BIGINT PRIMARY KEY,
                balance BIGINT NOT NULL,
                lower_limit BIGINT NOT NULL
            )""", """
            CREATE TABLE transfer (
                id UUID PRIMARY KEY,
                debit_account BIGINT NOT NULL,
                credit_account BIGINT NOT NULL,
                amount BIGINT NOT NULL,
                posted_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
            )""", """
            CREATE TABLE entry (
                account_id BIGINT NOT NULL,
                entry_id BIGINT GENERATED ALWAYS AS IDENTITY,
                transfer_id UUID NOT NULL,
                amount BIGINT NOT NULL,
                balance BIGINT NOT NULL,
                PRIMARY KEY (account_id, entry_id)
            )""");

    static final String INSERT_TRANSFER =
            "INSERT INTO transfer (id, debit_account, credit_account, amount) VALUES (?, ?, ?, ?)";

    private static final int INSERTED_TOGETHER = 10_000;

    private SqlBooks() {}

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Makes the tables and the accounts, which begin with what they hold. */
    static void make(Connection connection, int accounts, long startBalance) throws SQLException {
        connection.setAutoCommit(true);
        for (String table : TABLES) {
            execute(connection, table);
        }
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO account (id, balance, lower_limit) VALUES (?, ?, 0)")) {
            for (int account = 0; account < accounts; account++) {
                insert.setLong(1, account);
                insert.setLong(2, startBalance);
                insert.addBatch();
                if ((account + 1) % INSERTED_TOGETHER == 0 || account == accounts - 1) {
                    insert.executeBatch();
                }
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Sums the balances; a transfer counts if both of its entries are there. */
    static Peer.Totals totals(Connection connection) throws SQLException {
        long balances = number(connection, "SELECT SUM(balance) FROM account");
        long transfers = number(connection, "SELECT COUNT(*) FROM transfer");
        long entries = number(connection, "SELECT COUNT(*) FROM entry");
        if (entries != 2 * transfers) {
            throw new IllegalStateException(transfers + " transfers have " + entries + " entries, not two each");
        }
        return new Peer.Totals(balances, transfers);
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    static void bind(PreparedStatement insertTransfer, Move move) throws SQLException {
        insertTransfer.setObject(1, move.id());
        insertTransfer.setLong(2, move.debit());
        insertTransfer.setLong(3, move.credit());
        insertTransfer.setLong(4, move.amount());
    }

    /** Throws unless a statement did what it was to do. */
    static void requireOne(int rows, String what) throws SQLException {
        if (rows != 1) {
            throw new SQLException(what + " changed " + rows + " rows, not one");
        }
    }
}
