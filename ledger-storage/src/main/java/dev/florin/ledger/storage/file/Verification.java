package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the books of a folder, from the first byte of the journal to its last, without changing anything: headers,
 * checksums, hash chain, sequence and positions, the sums that every entry carries, the state digest of every batch, that
 * debits equal credits, that what is pending is what open holds have left, that the index in files, and the one in MapDB if there is one, is that of the journal, and snapshots are the books at their position.
 *
 * <p>The books may be open, in this process or another: then what is whole when the verification comes by is verified, but for
 * the index, which changes then.
 * Takes memory as opening the books does, and reads as fast as the disk and one core can.
 *
 * <p>Immutable; each {@link #run} is a verification of its own.
 */
public final class Verification {
    private static final Pattern CHAIN = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final @Nullable String since;
    private final Consumer<Progress> progress;

    private Verification(Path folder, @Nullable String since, Consumer<Progress> progress) {
        this.folder = folder;
        this.since = since;
        this.progress = progress;
    }

    /**
     * How far a verification is.
     *
     * @param bytes how many bytes of the journal were read, unused space included
     * @param totalBytes how many there were at the beginning
     * @param batches how many batches were verified
     * @param position the last position that was verified
     */
    public record Progress(long bytes, long totalBytes, long batches, long position) {}

    /**
     * Books in a folder.
     *
     * @param folder the folder
     * @return what can be run
     */
    public static Verification of(Path folder) {
        return new Verification(Objects.requireNonNull(folder, "folder"), null, progress -> {});
    }

    /**
     * The same, which also looks for a batch by its chain hash. If it is found, nothing up to it was changed since the hash was
     * noted: all hashes are computed again from the first batch on.
     *
     * @param chain 64 hex digits, as {@link dev.florin.ledger.Fingerprints#chain} and receipts show them
     * @return what can be run
     * @throws IllegalArgumentException if it is no such hash
     */
    public Verification since(String chain) {
        String lower = chain.toLowerCase(Locale.ROOT);
        if (!CHAIN.matcher(lower).matches()) {
            throw new IllegalArgumentException("'" + chain + "' is no chain hash, which has 64 hex digits");
        }
        return new Verification(folder, lower, progress);
    }

    /**
     * The same, which tells how far it is.
     *
     * @param listener called after each batch, on the thread that verifies; to be quick
     * @return what can be run
     */
    public Verification progress(Consumer<Progress> listener) {
        return new Verification(folder, since, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Verifies.
     *
     * @return what was found
     * @throws StorageException if there are no books in the folder, or a file cannot be read
     */
    public VerificationReport run() {
        try {
            Disk journal = BooksFolder.journalToRead(folder);
            return new VerifyingWalk(
                            journal,
                            folder,
                            BooksFolder.snapshotsToRead(folder),
                            () -> isInUse(folder),
                            since,
                            progress)
                    .run();
        } catch (IOException e) {
            throw new StorageException(
                    "the books in " + folder + " could not be read (" + e + "); see to the folder and verify again", e);
        }
    }

    private static boolean isInUse(Path folder) {
        try {
            return BooksFolder.isInUse(folder);
        } catch (IOException e) {
            throw new StorageException("the lock of the books in " + folder + " could not be looked at (" + e + ")", e);
        }
    }
}
