package dev.florin.ledger.bench.peers;

import java.sql.SQLException;

/** What makes a commit durable; nothing, where the commit itself does. Called by many threads at a time. */
@FunctionalInterface
interface AfterCommit {
    void run() throws SQLException, InterruptedException;
}
