package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * Copies the books of a folder to another one: all that is durable when the backup begins. The books may be open, in this
 * process or another, and go on; nothing is locked or changed there. The first backup into a folder copies everything, each
 * further one what was recorded since. One that was interrupted goes on where it ended.
 *
 * <p>The copy has the same batches with the same hash chain, and is itself a folder of books. It is meant to be {@linkplain Restore
 * restored}, not to be opened by a ledger: whoever writes to it ends its being a copy, and the next backup into it is refused.
 *
 * <p>Immutable; each {@link #run} is a backup of its own.
 */
public final class Backup {
    private final Path books;
    private final Path target;
    private final Consumer<CopyProgress> listener;

    private Backup(Path books, Path target, Consumer<CopyProgress> listener) {
        this.books = books;
        this.target = target;
        this.listener = listener;
    }

    /**
     * What a backup did.
     *
     * @param books the id of the books
     * @param batches how many batches were copied
     * @param bytes how many bytes they take
     * @param positionBefore the last position that the copy had before, 0 for a new one
     * @param position the last position that it has
     * @param chain the hash chain of its last batch, 64 hex digits
     */
    public record Result(UUID books, long batches, long bytes, long positionBefore, long position, String chain) {}

    /**
     * A backup.
     *
     * @param books the folder of the books
     * @param target the folder of the copy: new, empty, or with an earlier backup of the same books
     * @return what can be run
     */
    public static Backup of(Path books, Path target) {
        return new Backup(
                Objects.requireNonNull(books, "books"), Objects.requireNonNull(target, "target"), progress -> {});
    }

    /**
     * The same, which tells how far it is.
     *
     * @param progress called after each group of batches, on the thread that copies; to be quick
     * @return what can be run
     */
    public Backup progress(Consumer<CopyProgress> progress) {
        return new Backup(books, target, Objects.requireNonNull(progress, "progress"));
    }

    /**
     * Copies. All of it is on the disk when this returns.
     *
     * @return what was done
     * @throws StorageException if there are no books, or they are damaged; if the target holds something else, is in use, has
     *     no room or cannot be written. What was copied until then is whole and stays
     */
    public Result run() {
        try {
            Source source = new Source(BooksFolder.journalToRead(books));
            Source.End end = source.end();
            if (Files.isDirectory(target) && Files.isSameFile(books, target)) {
                throw new StorageException(books + " cannot be its own backup; choose another folder");
            }
            try (BooksFolder folder = BooksFolder.hold(target)) {
                return copy(new Copying(source, end, folder.folders().journal(), listener), end);
            }
        } catch (IOException e) {
            throw new StorageException(
                    "the books in " + books + " could not be copied to " + target + " (" + e
                            + "); see to the folders and run it again: it goes on where it ended",
                    e);
        }
    }

    private Result copy(Copying copying, Source.End end) throws IOException {
        JournalWalk.Found found = copying.look();
        Room.require(end.bytesBehind(found.tip()), target);
        ExecutorService executor = Spares.executor();
        try {
            Copying.Copied copied = copying.run(found, FileStorage.DEFAULT_SEGMENT_BYTES, executor, batch -> true);
            return new Result(
                    end.books(),
                    copied.batches(),
                    copied.bytes(),
                    copied.before().position(),
                    copied.tip().position(),
                    HexFormat.of().formatHex(copied.tip().chain()));
        } finally {
            executor.shutdown();
        }
    }
}
