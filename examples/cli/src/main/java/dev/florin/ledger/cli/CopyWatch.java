package dev.florin.ledger.cli;

import dev.florin.ledger.storage.file.CopyProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far a copy is, once a second, if somebody watches. */
final class CopyWatch implements Consumer<CopyProgress> {
    /** Set by the script when the error output is a terminal. */
    private static final boolean WATCHED = Boolean.getBoolean("florin.progress");

    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final PrintWriter err;
    private long shownNanos = System.nanoTime();
    private boolean shown;

    CopyWatch(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(CopyProgress progress) {
        long now = System.nanoTime();
        if (WATCHED && now - shownNanos >= INTERVAL_NANOS) {
            err.printf(
                    Locale.ROOT,
                    "\r%,d MB copied, position %,d of %,d ",
                    progress.bytes() / 1_000_000,
                    progress.position(),
                    progress.lastPosition());
            err.flush();
            shownNanos = now;
            shown = true;
        }
    }

    /** Ends the line, so that others can follow. */
    void end() {
        if (shown) {
            err.print("\r" + " ".repeat(70) + "\r");
            err.flush();
        }
    }
}
