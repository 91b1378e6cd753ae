package dev.florin.ledger.bench.load;

import com.sun.management.OperatingSystemMXBean;
import dev.florin.ledger.bench.TimedStorage;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What transfers cost between two moments; all that the process did is counted, the making of the transfers and the harness
 * included.
 *
 * @param transfers how many were answered
 * @param seconds how long it took
 * @param forces of the journal
 * @param appendMillis what an append with its force took, in the mean
 * @param journalBytes appended, by each transfer
 * @param cpuNanos of all cores, for each transfer
 * @param allocatedBytes for each transfer
 */
record Costs(
        long transfers,
        double seconds,
        long forces,
        double appendMillis,
        double journalBytes,
        double cpuNanos,
        double allocatedBytes,
        HeapWatch.Figures collections) {

    /** Takes the difference of two moments. */
    static final class Meter {
        private static final OperatingSystemMXBean PROCESS =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        private final TimedStorage storage;
        private final HeapWatch heap;
        private final long startNanos = System.nanoTime();
        private final long startCpu = PROCESS.getProcessCpuTime();
        private final long startAllocated = Allocation.bytes();
        private final TimedStorage.Figures startAppended;

        /** Begins now. */
        Meter(TimedStorage storage, HeapWatch heap) {
            this.storage = storage;
            this.heap = heap;
            startAppended = storage.figures();
            HeapWatch.Figures unused = heap.take();
        }

        /** What came since the beginning. */
        Costs until(long transfers) {
            TimedStorage.Figures appended = storage.figures().since(startAppended);
            double each = Math.max(1, transfers);
            return new Costs(
                    transfers,
                    (System.nanoTime() - startNanos) / 1e9,
                    appended.appends(),
                    appended.nanos() / 1e6 / Math.max(1, appended.appends()),
                    appended.bytes() / each,
                    (PROCESS.getProcessCpuTime() - startCpu) / each,
                    (Allocation.bytes() - startAllocated) / each,
                    heap.take());
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,.0f forces/s of %.2f ms, %,.1f transfers a force; a transfer: %,.0f bytes of journal, %,.0f ns of CPU,"
                        + " %,.0f bytes allocated; %d GC pauses, %d ms, longest %d ms",
                forces / seconds,
                appendMillis,
                transfers / (double) Math.max(1, forces),
                journalBytes,
                cpuNanos,
                allocatedBytes,
                collections.pauses(),
                collections.pauseMillis(),
                collections.longestMillis());
    }
}
