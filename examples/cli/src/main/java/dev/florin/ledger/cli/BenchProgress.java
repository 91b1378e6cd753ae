package dev.florin.ledger.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Tells what is being measured, if somebody watches. */
final class BenchProgress implements Consumer<String> {
    /** Set by the script when the error output is a terminal. */
    private static final boolean WATCHED = Boolean.getBoolean("florin.progress");

    private static final int WIDTH = 78;

    private final PrintWriter err;

    BenchProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(String step) {
        if (WATCHED) {
            err.print("\r" + " ".repeat(WIDTH) + "\rmeasuring " + step + " ");
            err.flush();
        }
    }

    /** Ends the line, so that others can follow. */
    void end() {
        if (WATCHED) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
        }
    }
}
