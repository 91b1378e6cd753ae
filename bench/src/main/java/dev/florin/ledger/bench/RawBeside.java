package dev.florin.ledger.bench;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Behind each iteration, when the ledger is at rest: the same bytes appended and forced without a ledger, in appends as large as
 * the ledger's were in the mean. So a busy disk hits both, and the score can be told as a part of what the disk allowed:
 * {@code bytes} of {@link JournalFigures} a second, by {@code rawBytes} each {@code rawNanos}.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class RawBeside {
    private static final long MOST_NANOS = 1_000_000_000;
    private static final int MOST_APPENDED_TOGETHER = 4 << 20;

    /** Bytes appended. */
    public long rawBytes;

    /** The time it took. */
    public long rawNanos;

    private @Nullable RawFile file;
    private TimedStorage.Figures before = new TimedStorage.Figures(0, 0, 0);

    /** Notes where the iteration begins. */
    @Setup(Level.Iteration)
    public void begin(PostingState state) {
        before = state.books().storage().figures();
    }

    /** Appends; one thread does it for all. */
    @TearDown(Level.Iteration)
    public void measure(PostingState state, ThreadParams thread) {
        if (thread.getThreadIndex() != 0) {
            return;
        }
        state.endCounting();
        TimedStorage.Figures done = state.books().storage().figures().since(before);
        long forces = Math.max(1, done.appends());
        int append = (int) Math.min(MOST_APPENDED_TOGETHER, Math.max(1, done.bytes() / forces));
        RawFile raw = file();
        long start = System.nanoTime();
        for (long i = 0; i < forces && System.nanoTime() - start < MOST_NANOS; i++) {
            raw.appendAndForce(append);
            rawBytes += append;
        }
        rawNanos = System.nanoTime() - start;
        raw.forget();
    }

    private RawFile file() {
        RawFile made = file == null ? new RawFile() : file;
        file = made;
        return made;
    }

    /** Deletes what is there. */
    @TearDown(Level.Trial)
    public void delete() {
        if (file != null) {
            file.close();
        }
    }
}
