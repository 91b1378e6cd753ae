package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.Storage;
import java.util.concurrent.atomic.AtomicLong;

/** Long runs, on books that are opened from snapshots taken at any moment. */
class SnapshotRunsTest extends LedgerRuns {
    private final AtomicLong seeds = new AtomicLong();

    @Override
    protected Storage newStorage() {
        return new SnapshotStorage(seeds.incrementAndGet(), 3);
    }
}
