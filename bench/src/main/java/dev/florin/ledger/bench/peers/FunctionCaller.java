package dev.florin.ledger.bench.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The same transaction as one call of a function that is stored in PostgreSQL. */
final class FunctionCaller extends SqlCaller {
    /** Raises an error, which takes everything back, unless the transfer is posted. */
    static final String FUNCTION = """
            CREATE FUNCTION post_transfer(new_id uuid, debit bigint, credit bigint, moved bigint) RETURNS text
            LANGUAGE plpgsql AS $$
            DECLARE
                debit_balance bigint;
                credit_balance bigint;
            BEGIN
                INSERT INTO transfer (id, debit_account, credit_account, amount) VALUES (new_id, debit, credit, moved);
                PERFORM 1 FROM account WHERE id IN (debit, credit) ORDER BY id FOR UPDATE;
                UPDATE account SET balance = balance - moved WHERE id = debit AND balance - moved >= lower_limit
                    RETURNING balance INTO debit_balance;
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'account % is not there or has less than %', debit, moved;
                END IF;
                UPDATE account SET balance = balance + moved WHERE id = credit RETURNING balance INTO credit_balance;
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'account % is not there', credit;
                END IF;
                INSERT INTO entry (account_id, transfer_id, amount, balance)
                    VALUES (debit, new_id, -moved, debit_balance), (credit, new_id, moved, credit_balance);
                RETURN 'posted';
            END
            $$""";

    static final String CALL = "SELECT post_transfer(?, ?, ?, ?)";

    private final PreparedStatement call;

    FunctionCaller(Connection connection) throws SQLException {
        super(connection);
        call = connection.prepareStatement(CALL);
    }

    @Override
    public void post(Move move) throws SQLException {
        connection().setAutoCommit(true);
        SqlBooks.bind(call, move);
        try (ResultSet outcome = call.executeQuery()) {
            if (!outcome.next() || !"posted".equals(outcome.getString(1))) {
                throw new SQLException("the transfer was not posted");
            }
        }
    }
}
