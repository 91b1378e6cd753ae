package dev.florin.ledger.internal.snapshot;

import dev.florin.ledger.internal.books.Milestone;
import dev.florin.ledger.internal.read.Between;
import dev.florin.ledger.internal.read.PublishedBooks;
import dev.florin.ledger.internal.sequence.Threads;
import dev.florin.ledger.spi.Storage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots in the background, one at a time, each on a thread of its own. A snapshot that fails is logged, and the
 * ledger goes on: it loses nothing but time at its next opening.
 */
public final class Snapshotter {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshotter.class);

    private final Storage.Session storage;
    private final PublishedBooks published;
    private final Supplier<Milestone> milestone;
    private final Between between;

    /** The thread that takes a snapshot, or took the last one. The caller's of {@link #take}, then of {@link #end}. */
    private @Nullable Thread thread;

    private volatile boolean ending;

    /** {@code milestone} is asked within {@code between}. */
    public Snapshotter(
            Storage.Session storage, PublishedBooks published, Supplier<Milestone> milestone, Between between) {
        this.storage = storage;
        this.published = published;
        this.milestone = milestone;
        this.between = between;
    }

    /** Begins to take a snapshot, unless one is being taken. The committer's thread. */
    public void take() {
        if (thread == null || !thread.isAlive()) {
            thread = new Thread(this::run, "florin-snapshot");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            Milestone from = between.call(milestone);
            storage.keepSnapshot(
                    from.position(), new SnapshotWriter(from, published, milestone, between, storage, () -> ending));
        } catch (Exception | OutOfMemoryError e) {
            if (ending || PublishedBooks.isEnded(published.position())) {
                LOG.debug("a snapshot was not finished, since the ledger ends", e);
            } else {
                LOG.warn(
                        "a snapshot could not be kept; the ledger goes on without it, and its next opening takes longer",
                        e);
            }
        }
    }

    /** Gives up what is being taken, and waits for that. Nothing is taken any more: the committer's thread has ended. */
    public void end() {
        ending = true;
        if (thread != null) {
            Threads.join(thread);
        }
    }
}
