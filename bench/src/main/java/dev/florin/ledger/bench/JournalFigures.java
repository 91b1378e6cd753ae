package dev.florin.ledger.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** What the journal was given during an iteration, as rates; the report makes ratios of them. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class JournalFigures {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Forces of the journal. */
    public long forces;

    /** Nanoseconds in which something was being appended and forced. */
    public long appendNanos;

    /** Bytes appended. */
    public long bytes;

    /** CPU time of the whole process, callers and garbage collection included. */
    public long cpuNanos;

    /** Notes where the iteration begins; one thread counts for all. */
    @Setup(Level.Iteration)
    public void begin(PostingState state, ThreadParams thread) {
        if (thread.getThreadIndex() == 0) {
            long cpuBefore = PROCESS.getProcessCpuTime();
            TimedStorage.Figures before = state.books().storage().figures();
            state.counting(() -> {
                TimedStorage.Figures done = state.books().storage().figures().since(before);
                cpuNanos = PROCESS.getProcessCpuTime() - cpuBefore;
                forces = done.appends();
                appendNanos = done.nanos();
                bytes = done.bytes();
            });
        }
    }

    /** Counts what the iteration did. */
    @TearDown(Level.Iteration)
    public void end(PostingState state, ThreadParams thread) {
        if (thread.getThreadIndex() == 0) {
            state.endCounting();
        }
    }
}
