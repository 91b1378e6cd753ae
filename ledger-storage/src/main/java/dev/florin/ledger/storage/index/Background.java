package dev.florin.ledger.storage.index;

import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an index to the disk and merges its runs, on one thread: what waits comes first, even in the middle of a merge.
 *
 * <p>The adding thread hands over parts and waits when too many wait already. The view is changed under a lock that nobody
 * holds while working; readers take the view without it.
 */
final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    /** Runs pile up when there are so many times the fan-out of one kind and level. */
    private static final int BEHIND_FACTOR = 2;

    /** Twice what is written to bring a portion to the disk: merging writes that about one and a half times again. */
    private static final int PIECES_BETWEEN_FLUSHES = 36;

    private final Disk disk;
    private final UUID books;
    private final long seed;
    private final IndexSizes sizes;
    private final OpenFiles files;
    private final ManifestFile manifest;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean working;
    private boolean closed;
    private @Nullable IOException flushFailure;
    private @Nullable IOException mergeFailure;

    /** Written under the lock. */
    private volatile View view;

    /** The working thread's. */
    private long nextFile;

    private int piecesSinceFlush;

    /** Written under the lock. */
    private volatile IndexFigures figures = IndexFigures.NONE;

    Background(
            Disk disk,
            UUID books,
            long seed,
            IndexSizes sizes,
            OpenFiles files,
            ManifestFile manifest,
            View view,
            long nextFile) {
        this.disk = disk;
        this.books = books;
        this.seed = seed;
        this.sizes = sizes;
        this.files = files;
        this.manifest = manifest;
        this.view = view;
        this.nextFile = nextFile;
    }

    View view() {
        return view;
    }

    IndexFigures figures() {
        return figures;
    }

    /**
     * Has the newest part wait for the disk. The adding thread.
     *
     * @throws IOException if nothing gets to the disk and no more may wait
     */
    void roll() throws IOException {
        lock.lock();
        try {
            long began = System.nanoTime();
            boolean waited = false;
            while (view.waiting().size() >= sizes.waiting() && flushFailure == null && !closed) {
                waited = true;
                changed.awaitUninterruptibly();
            }
            if (waited) {
                figures = figures.waited(System.nanoTime() - began);
            }
            if (view.waiting().size() >= sizes.waiting()) {
                throw new IOException("the index cannot be brought to the disk", flushFailure);
            }
            // What failed is tried again with this part.
            flushFailure = null;
            view = view.rolled(view.newest().next());
        } finally {
            lock.unlock();
        }
    }

    /** Works until nothing is left to do. One thread at a time. */
    void work() {
        if (!begin()) {
            return;
        }
        try {
            boolean flushed;
            boolean merged;
            do {
                flushed = flushOldest();
                // What waits comes first, unless runs pile up.
                merged = (!flushed || isBehind()) && mergeOnce();
            } while (flushed || merged);
        } finally {
            end();
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            if (closed || working) {
                return false;
            }
            working = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            working = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Brings what has waited longest to the disk; false if nothing waits, or it failed. */
    private boolean flushOldest() {
        List<Recent> waiting = view.waiting();
        if (waiting.isEmpty() || !mayFlush()) {
            return false;
        }
        try {
            flush(waiting.get(0));
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
        }
    }

    private boolean mayFlush() {
        lock.lock();
        try {
            return flushFailure == null && !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there are so many runs that look-ups become slow. */
    private boolean isBehind() {
        return view.runs().mostOfALevel() >= BEHIND_FACTOR * sizes.fanOut();
    }

    private void failed(IOException failure) {
        lock.lock();
        try {
            if (!closed) {
                LOG.error(
                        "the index could not be brought to the disk; the ledger goes on as long as memory allows, and"
                                + " it is tried again",
                        failure);
                flushFailure = failure;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void flush(Recent part) throws IOException {
        long began = System.nanoTime();
        PositionsFile.write(disk, part, sizes.pieceBlocks(), this::requireOpen);
        List<Run> made = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (part.count(kind) == 0) {
                continue;
            }
            if (kind == Kind.SUMS) {
                made.add(write(part, kind, 0, sizes.groupBits(), part.amounts(sizes.groupBits())));
                made.add(write(part, kind, DatedCover.WHOLE, RunFacts.NO_GROUPS, part.amounts(RunFacts.NO_GROUPS)));
            } else {
                made.add(write(part, kind, 0, 0, part.sorted(kind)));
            }
        }
        Runs runs = view.runs().with(part.tip(), made);
        manifest.replace(runs.manifest(books, seed));
        publish(seen -> seen.flushed(runs), done -> done.flushed(System.nanoTime() - began));
    }

    private Run write(Recent part, Kind kind, int level, int groupBits, Records records) throws IOException {
        RunFacts facts = new RunFacts(nextFile++, kind, level, groupBits, part.first(), part.last(), part.count(kind));
        return RunFile.write(disk, facts, books, seed, records, sizes.pieceBlocks(), this::requireOpen);
    }

    private void publish(UnaryOperator<View> change, UnaryOperator<IndexFigures> counted) {
        lock.lock();
        try {
            view = change.apply(view);
            figures = counted.apply(figures);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean mergeOnce() {
        List<Run> due = view.runs().due(sizes.fanOut());
        if (due.isEmpty() || mergeFailure != null || isClosed()) {
            return false;
        }
        try {
            merge(due);
            return true;
        } catch (IOException e) {
            if (!isClosed()) {
                mergeFailure = e;
                LOG.error(
                        "runs of the index could not be merged; the ledger goes on, and finds ids and entries more"
                                + " slowly the more runs there are. See to the disk and open the books again",
                        e);
            }
            return false;
        }
    }

    private void merge(List<Run> due) throws IOException {
        long began = System.nanoTime();
        RunFacts first = due.get(0).facts();
        RunFacts last = due.get(due.size() - 1).facts();
        long count = due.stream().mapToLong(run -> run.facts().records()).sum();
        RunFacts facts = new RunFacts(
                nextFile++, first.kind(), first.level() + 1, first.groupBits(), first.first(), last.last(), count);
        List<Records> parts = due.stream().map(this::toMerge).toList();
        Records all = new MergedRecords(parts);
        Records records = first.kind() == Kind.SUMS ? new RunningSums(all) : all;
        Run merged = RunFile.write(disk, facts, books, seed, records, sizes.pieceBlocks(), new MergePace(this));
        Runs runs = view.runs().merged(due, merged);
        manifest.replace(runs.manifest(books, seed));
        publish(seen -> seen.merged(runs), done -> done.merged(System.nanoTime() - began));
        if (first.kind().keepsMerged()) {
            return;
        }
        for (Run run : due) {
            files.forget(run.facts().number());
            disk.delete(FileNames.of(run.facts().number()));
        }
    }

    private Records toMerge(Run run) {
        Records records = new RunRecords(files, run.facts());
        return run.facts().kind() == Kind.SUMS ? new Amounts(records) : records;
    }

    /**
     * Between two pieces of a merge: what waits is brought to the disk, then rest. While runs pile up there is no rest, and
     * what waits has to let the merge write some pieces in between: else those who add all the time would starve it.
     */
    private void rest(long nanos) throws IOException {
        if (!isBehind()) {
            while (!isBehind() && flushOldest()) {
                requireOpen();
            }
            await(nanos);
        } else if (++piecesSinceFlush >= PIECES_BETWEEN_FLUSHES) {
            piecesSinceFlush = 0;
            flushOldest();
        }
        requireOpen();
    }

    private void await(long nanos) throws IOException {
        long left = nanos;
        lock.lock();
        try {
            while (left > 0 && view.waiting().isEmpty() && !closed) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the thread of the index was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws IOException {
        if (isClosed()) {
            throw new IOException("the books were closed");
        }
    }

    /** Gives up what is being done, and returns when nothing is done any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while (working) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private static final class MergePace implements Pace {
        private final Background background;
        private long began = System.nanoTime();

        MergePace(Background background) {
            this.background = background;
        }

        @Override
        public void pieceForced() throws IOException {
            background.rest(System.nanoTime() - began);
            began = System.nanoTime();
        }
    }
}
