package dev.florin.ledger.cli;

import dev.florin.ledger.storage.Migration;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far a migration is, once a second, if somebody watches. */
final class MigrateWatch implements Consumer<Migration.Progress> {
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final PrintWriter err;
    private final boolean isWatched;
    private long shownNanos = System.nanoTime();
    private int width;

    /** A watch; the script sets the property when the error output is a terminal. */
    MigrateWatch(PrintWriter err) {
        this.err = err;
        this.isWatched = Boolean.getBoolean("florin.progress");
    }

    @Override
    public void accept(Migration.Progress progress) {
        long now = System.nanoTime();
        if (isWatched && now - shownNanos >= INTERVAL_NANOS) {
            show(progress);
            shownNanos = now;
        }
    }

    private void show(Migration.Progress progress) {
        String line = String.format(
                Locale.ROOT,
                "%s %,d batches, %,d effects, %,d MB, %d %%",
                progress.stage() == Migration.Stage.MOVING ? "moving" : "checking",
                progress.batches(),
                progress.effects(),
                progress.bytes() / 1_000_000,
                progress.percent());
        // What a longer line left is covered.
        err.print("\r" + line + " ".repeat(Math.max(1, width - line.length())));
        err.flush();
        width = line.length();
    }

    /** Ends the line, so that others can follow. */
    void end() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width + 1) + "\r");
            err.flush();
        }
    }
}
