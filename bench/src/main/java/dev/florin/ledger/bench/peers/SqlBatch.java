package dev.florin.ledger.bench.peers;

import java.sql.SQLException;
import java.util.List;

/** Posts batches, one at a time, each as one transaction. Of one thread. */
interface SqlBatch extends AutoCloseable {
    /** Returns when all of the batch is durable; throws if one transfer was not posted, and then none was. */
    void post(List<Move> batch) throws SQLException, InterruptedException;

    @Override
    void close() throws SQLException;
}
