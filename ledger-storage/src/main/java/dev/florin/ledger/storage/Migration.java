package dev.florin.ledger.storage;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.Storage;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Moves books from one storage to another: every batch as it is, with its ids, positions, times and hash chain, checked on
 * the way as an audit does it. At the end the target is opened anew and replayed from its first batch on, and its fingerprints
 * must be those of the source.
 *
 * <p>The source is held for the whole time, so that nobody writes to it; nothing is recorded there, and what is due waits
 * until a ledger opens the books in their new place. The target is empty, or holds what an earlier migration of these books
 * brought there: one that was interrupted, at any moment and in any way, goes on behind that when it is run again, and so does
 * one whose source has more by now.
 *
 * <p>It is the same books that move, in the same incarnation. Do not write to the old place afterwards: two places would
 * then go on differently from one history. Whoever did finds out by running the migration again, which refuses books that have
 * batches of their own.
 *
 * <p>Immutable; each {@link #run} is a migration of its own. Holds no more than a group of batches in memory, and the accounts
 * and open holds of the books.
 */
public final class Migration {
    /** Batches are appended together up to about so many bytes. */
    private static final int GROUP_BYTES = 4 << 20;

    private final Storage source;
    private final Storage target;
    private final int groupBytes;
    private final Consumer<Progress> listener;

    private Migration(Storage source, Storage target, int groupBytes, Consumer<Progress> listener) {
        this.source = source;
        this.target = target;
        this.groupBytes = groupBytes;
        this.listener = listener;
    }

    /** What is being done. */
    public enum Stage {
        /** Batches of the source are checked, and appended to the target unless it has them. */
        MOVING,
        /** The target is replayed and compared. */
        CHECKING
    }

    /**
     * How far a migration is.
     *
     * @param stage what is being done; each stage goes through all batches
     * @param batches how many batches it has gone through
     * @param effects how many effects they have
     * @param bytes how many bytes they take
     * @param totalBytes how many bytes all batches take
     */
    public record Progress(Stage stage, long batches, long effects, long bytes, long totalBytes) {
        /**
         * The share of the stage that is done.
         *
         * @return from 0 to 100
         */
        public int percent() {
            return totalBytes == 0 ? 100 : (int) (bytes * 100 / totalBytes);
        }
    }

    /**
     * What a migration did.
     *
     * @param batches how many batches were copied now
     * @param effects how many effects they have
     * @param bytes how many bytes they take
     * @param positionBefore the last position that the target had before, 0 for a new one
     * @param fingerprints of the books in both places: position, chain, state and content
     */
    public record Result(long batches, long effects, long bytes, long positionBefore, Fingerprints fingerprints) {}

    /**
     * Where the books are.
     *
     * @param source a storage that nobody has open
     * @return takes where they go
     */
    public static From from(Storage source) {
        return new From(Objects.requireNonNull(source, "source"));
    }

    /** A migration that lacks its target. */
    public static final class From {
        private final Storage source;

        private From(Storage source) {
            this.source = source;
        }

        /**
         * Where the books go.
         *
         * @param target another storage: empty, or with what a migration of these books left there
         * @return what can be run
         */
        public Migration to(Storage target) {
            return new Migration(source, Objects.requireNonNull(target, "target"), GROUP_BYTES, progress -> {});
        }
    }

    /**
     * The same, which tells how far it is.
     *
     * @param progress called after every few MiB, and at the end of each stage, on the thread that moves; to be quick
     * @return what can be run
     */
    public Migration progress(Consumer<Progress> progress) {
        return new Migration(source, target, groupBytes, Objects.requireNonNull(progress, "progress"));
    }

    /** The same in groups of another size. */
    Migration groupBytes(int bytes) {
        return new Migration(source, target, bytes, listener);
    }

    /**
     * Moves. All of it is as durable as the target makes it when this returns, and both storages are closed.
     *
     * @return what was done
     * @throws StorageException if source and target are one; if either is in use, damaged, or fails; if the target has
     *     batches of its own, or does not hold the same books at the end. What the message does not tell otherwise is: the source
     *     is as it was, the target has the beginning of it, and running the migration again goes on
     */
    public Result run() {
        if (source == target) {
            throw new StorageException(source + " cannot move to where it is; choose another place");
        }
        return new Move(source, target, groupBytes, listener).run();
    }
}
