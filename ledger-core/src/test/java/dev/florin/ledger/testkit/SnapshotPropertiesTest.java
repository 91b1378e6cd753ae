package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.spi.Storage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.lifecycle.AfterContainer;

/** The properties, on books that are opened from snapshots taken at any moment. */
@PropertyDefaults(tries = 40, edgeCases = EdgeCasesMode.NONE)
class SnapshotPropertiesTest extends LedgerProperties {
    private static final AtomicInteger RESTORED = new AtomicInteger();
    private final AtomicLong seeds = new AtomicLong();
    private SnapshotStorage last = new SnapshotStorage(0, 1);

    @Override
    protected Storage newStorage() {
        RESTORED.addAndGet(last.restored());
        long seed = seeds.incrementAndGet();
        last = new SnapshotStorage(seed, 1 + (int) (seed % 5));
        return last;
    }

    @AfterContainer
    static void snapshotsWereUsed() {
        assertThat(RESTORED.get()).isGreaterThan(20);
    }
}
