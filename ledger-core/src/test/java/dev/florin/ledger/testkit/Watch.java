package dev.florin.ledger.testkit;

/** Readers that look at the books over and over while a test writes. Closing waits for them and tells what they saw. */
public final class Watch implements AutoCloseable {
    private final Callers<Void> readers;
    private volatile boolean over;

    private Watch(int count, Runnable look) {
        readers = Callers.start(count, reader -> {
            do {
                look.run();
            } while (!over);
            return null;
        });
    }

    /** Starts readers; a look that throws ends its reader, and {@link #close} throws it. */
    public static Watch with(int readers, Runnable look) {
        return new Watch(readers, look);
    }

    @Override
    public void close() {
        over = true;
        readers.results();
    }
}
