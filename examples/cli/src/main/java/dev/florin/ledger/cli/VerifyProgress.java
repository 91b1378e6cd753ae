package dev.florin.ledger.cli;

import dev.florin.ledger.storage.file.Verification;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far a verification is, once a second, if somebody watches. */
final class VerifyProgress implements Consumer<Verification.Progress> {
    /** Set by the script when the error output is a terminal. */
    private static final boolean WATCHED = Boolean.getBoolean("florin.progress");

    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final PrintWriter err;
    private final long startNanos = System.nanoTime();
    private long shownNanos = startNanos;

    VerifyProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(Verification.Progress progress) {
        // A clock is read in nanoseconds, a batch verified in microseconds.
        long now = System.nanoTime();
        if (WATCHED && now - shownNanos >= INTERVAL_NANOS) {
            shownNanos = now;
            long perSecond = progress.batches() * 1_000 / Math.max(1, (now - startNanos) / 1_000_000);
            long percent = progress.totalBytes() == 0 ? 100 : progress.bytes() * 100 / progress.totalBytes();
            err.printf(
                    Locale.ROOT,
                    "\r%,d MiB, %d %%, position %,d, %,d batches a second ",
                    progress.bytes() >> 20,
                    percent,
                    progress.position(),
                    perSecond);
            err.flush();
        }
    }

    /** Ends the line of progress, so that other lines can follow. */
    void end() {
        if (shownNanos != startNanos) {
            err.print("\r" + " ".repeat(78) + "\r");
            err.flush();
        }
    }
}
