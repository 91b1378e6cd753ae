package dev.florin.ledger.storage.index;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.index.DatedSums;
import dev.florin.ledger.internal.index.Locators;
import dev.florin.ledger.internal.index.PairList;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the effects of a journal are, which command each one settled, the entries of each account with sums by effective time,
 * which effects refer to which, and which have which label. The newest are in memory, all others in files, of which filters and
 * the first keys of blocks are in memory: 12 to 16 bits an effect, and about 2 bits for its id and entries each. The journal is
 * the truth: an index that is lost or damaged is made again.
 *
 * <p>One thread adds and closes; any thread looks, at the same time. What is found includes every batch that had been
 * added before the look began. Nobody who looks waits for anybody; who adds waits only if the disk of the index is so slow
 * that memory would run out.
 */
public final class FileIndex implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FileIndex.class);

    private final Disk disk;
    private final long seed;
    private final IndexSizes sizes;
    private final Executor executor;
    private final OpenFiles files;
    private final ManifestFile manifest;
    private final Background background;
    private volatile boolean closed;

    private FileIndex(
            Disk disk,
            long seed,
            IndexSizes sizes,
            Executor executor,
            OpenFiles files,
            Background background,
            ManifestFile manifest) {
        this.disk = disk;
        this.seed = seed;
        this.sizes = sizes;
        this.executor = executor;
        this.files = files;
        this.manifest = manifest;
        this.background = background;
    }

    /**
     * Opens the index of books, or makes an empty one if there is none that can be trusted: then all of the journal must be
     * added again.
     *
     * @param disk the folder of the index, of which only files with names of our own are touched
     * @param books the id of the books
     * @param journal whether the journal has the batch that the index ends with
     * @param sizes how large its parts get
     * @param executor has one thread for the work in the background, which goes on until {@link #close}
     * @param notes takes what an operator should know
     */
    public static FileIndex open(
            Disk disk, UUID books, JournalEnd journal, IndexSizes sizes, Executor executor, List<String> notes)
            throws IOException {
        OpenFiles files = new OpenFiles(disk, FileNames::of);
        boolean opened = false;
        try {
            Opening.Found found = new Opening(disk, files, books, journal, notes).run();
            ManifestFile manifest = new ManifestFile(disk);
            Recent newest = new Recent(found.seed(), found.runs().tip());
            Background background = new Background(
                    disk,
                    books,
                    found.seed(),
                    sizes,
                    files,
                    manifest,
                    new View(found.runs(), List.of(), newest),
                    found.nextFile());
            opened = true;
            return new FileIndex(disk, found.seed(), sizes, executor, files, background, manifest);
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }

    /** A thread for the work in the background. */
    public static ExecutorService executor() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "florin-index");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The last position whose index is on the disk: all behind it must be added after opening. */
    public long covered() {
        return background.view().runs().tip().position();
    }

    /** The last position that was added, now or before. */
    public long lastPosition() {
        return background.view().newest().last();
    }

    /**
     * Adds a batch; one that was added before is passed over.
     *
     * @param batch the batch, whole
     * @param place where its frame is; an effect's place is this plus its offset in the frame
     * @throws IllegalArgumentException if it does not follow, or its effects do not fit its frame; the index is useless then
     * @throws IOException if nothing can be brought to the disk, and memory is used up
     */
    public void add(EffectBatch batch, long place) throws IOException {
        Recent newest = background.view().newest();
        if (batch.lastPosition() <= newest.last()) {
            return;
        }
        newest.add(batch, place);
        if (newest.effectCount() >= sizes.effects() || newest.weight() >= sizes.entries()) {
            background.roll();
            executor.execute(background::work);
        }
    }

    /**
     * Where an effect is.
     *
     * @param position from 1 to the last position that was added
     */
    public Located locate(long position) {
        return look((view, reader) -> {
            if (position <= view.runs().tip().position()) {
                return PositionsFile.read(files, position);
            }
            for (Recent part : view.waiting()) {
                if (position <= part.last()) {
                    return part.locate(position);
                }
            }
            return view.newest().locate(position);
        });
    }

    /**
     * Finds effects by the ids they settled, as {@link Storage.Reader#find} promises.
     *
     * @param ids upper and lower half of each id
     * @param count how many ids there are
     * @param positions takes the position for each
     */
    public void find(long[] ids, int count, long[] positions) {
        IdSearch search = new IdSearch(seed, ids, count, positions);
        look((view, reader) -> {
            search.in(view, reader);
            return positions;
        });
    }

    /**
     * Finds entries of an account, as {@link Storage.Reader#entries} promises.
     *
     * @param which which of its entries
     * @param account the account's number
     * @param from the locator to begin with
     * @param ascending the order
     * @param limit the most locators to return
     * @return the locators found
     */
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        long position = EntryLocator.position(from);
        return look((view, reader) -> switch (which) {
            case POSTED ->
                Locators.merged(
                        range(Kind.UNDATED, account, from, position, ascending, limit, view, reader),
                        range(Kind.DATED, account, from, position, ascending, limit, view, reader),
                        ascending,
                        limit);
            case UNDATED -> range(Kind.UNDATED, account, from, position, ascending, limit, view, reader);
            case DATED -> range(Kind.DATED, account, from, position, ascending, limit, view, reader);
            case PENDING -> range(Kind.PENDING, account, from, position, ascending, limit, view, reader);
        });
    }

    /**
     * Finds dated entries, as {@link Storage.Reader#dated} promises.
     *
     * @param account the account's number
     * @param fromNanos the effective time to begin with
     * @param from the locator to begin with among those of that time
     * @param position the last position that counts
     * @param ascending the order
     * @param limit the most entries to return
     * @return effective time and locator of each
     */
    public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        return look((view, reader) -> {
            PairList found = new PairList(limit);
            new DatedSearch(account, position).find(fromNanos, from, ascending, limit, found, view, reader);
            return found.toArray();
        });
    }

    /**
     * Sums dated entries, as {@link Storage.Reader#datedSums} promises.
     *
     * @param account the account's number
     * @param untilNanos the last effective time that counts
     * @param position the last position that counts
     * @return the sums
     */
    public long[] datedSums(int account, long untilNanos, long position) {
        return look((view, reader) -> {
            DatedSums sums = new DatedSums();
            new DatedSearch(account, position).sum(untilNanos, sums, view, reader);
            return sums.toArray();
        });
    }

    /**
     * Finds movements by a label, as {@link Storage.Reader#labelled} promises.
     *
     * @param label the label
     * @param from the position to begin with
     * @param ascending the order
     * @param limit the most positions to return
     * @return the positions found
     */
    public long[] labelled(Label label, long from, boolean ascending, int limit) {
        long hash = label.hash();
        // No position is as great, and a run looks for what is behind it.
        long first = Math.min(from, Long.MAX_VALUE - 1);
        return look((view, reader) -> range(Kind.LABELS, hash, first, first, ascending, limit, view, reader));
    }

    private static long[] range(
            Kind kind, long key, long from, long position, boolean ascending, int limit, View view, BlockReader reader)
            throws IOException {
        Found found = new Found(limit);
        new RangeSearch(kind, key, from, position, ascending, found).in(view, reader);
        return found.toArray();
    }

    /**
     * Finds what refers to an effect, as {@link Storage.Reader#references} promises.
     *
     * @param origin the position of the effect
     * @param after the position behind which to begin
     * @param limit the most positions to return
     * @return the positions found
     */
    public long[] references(long origin, long after, int limit) {
        if (after == Long.MAX_VALUE) {
            return new long[0];
        }
        return look((view, reader) -> {
            Found found = new Found(limit);
            // What refers to an effect is behind it.
            long from = Math.max(after, origin) + 1;
            new RangeSearch(Kind.REFERENCES, origin, from, from, true, found, Kind.REFERENCES.hash(seed, origin, 0))
                    .in(view, reader);
            return found.toArray();
        });
    }

    /** What was done so far. */
    public IndexFigures figures() {
        return background.figures();
    }

    @FunctionalInterface
    private interface Look<T> {
        T at(View view, BlockReader reader) throws IOException;
    }

    /** Looks at the index of one moment; again at that of a later one, if files are gone that were merged meanwhile. */
    private <T> T look(Look<T> look) {
        while (true) {
            View seen = background.view();
            try {
                return look.at(seen, new BlockReader(files, 1));
            } catch (IOException e) {
                if (closed) {
                    throw new StorageException("these books were closed; open them again", e);
                }
                if (seen.runs().equals(background.view().runs())) {
                    throw failed(e);
                }
            }
        }
    }

    private StorageException failed(IOException cause) {
        String folder = disk.describe("");
        if (!(cause instanceof DamagedIndexException)) {
            return new StorageException(
                    "the index in " + folder + " could not be read (" + cause
                            + "); see to the disk and open the books again",
                    cause);
        }
        try {
            manifest.discard();
        } catch (IOException e) {
            LOG.error("the manifest of the damaged index could not be deleted", e);
            return new StorageException(
                    "the index in " + folder + " is damaged (" + cause.getMessage() + "). Close the books, "
                            + disk.howToForget() + ", and open them again: the index is made again from the journal",
                    cause);
        }
        return new StorageException(
                "the index in " + folder + " is damaged (" + cause.getMessage()
                        + "). Close the books and open them again:" + " the index is made again from the journal",
                cause);
    }

    /** Stops the work in the background. What is in memory only is added again after the next opening. */
    @Override
    public void close() throws IOException {
        closed = true;
        background.close();
        files.close();
    }
}
