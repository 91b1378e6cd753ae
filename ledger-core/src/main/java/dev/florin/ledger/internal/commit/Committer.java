package dev.florin.ledger.internal.commit;

import dev.florin.ledger.Command;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.OutcomeUnknownException;
import dev.florin.ledger.internal.books.Books;
import dev.florin.ledger.internal.books.DecidedBatch;
import dev.florin.ledger.internal.books.Milestone;
import dev.florin.ledger.internal.codec.Hashing;
import dev.florin.ledger.internal.read.PastCommands;
import dev.florin.ledger.internal.read.PublishedBooks;
import dev.florin.ledger.internal.sequence.GroupDelay;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jctools.queues.varhandle.MpscBlockingConsumerVarHandleArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes decided batches durable and tells the world: seal, append and force, publish, answer, wake. All batches that wait are
 * forced together. One thread runs it; {@link #hand}, {@link #between} and {@link #end} may be called from others.
 *
 * <p>After a fault nothing is written, published or confirmed any more: whoever waits is told that the outcome is
 * unknown.
 */
public final class Committer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int QUEUE_CAPACITY = 1024;
    private static final long JOIN_NANOS = 20_000;

    private final Storage.Session storage;
    private final PublishedBooks published;
    private final Answers answers;
    private final Lifecycle lifecycle;
    private final BatchPool pool;
    private final Runnable stopIntake;
    private final Runnable snapshotIsDue;
    private final GroupDelay delay;
    private final Hashing hashing = new Hashing();

    /** Decided batches from the bookkeeper, tasks from readers, and the end. */
    private final MpscBlockingConsumerVarHandleArrayQueue<Object> queue =
            new MpscBlockingConsumerVarHandleArrayQueue<>(QUEUE_CAPACITY);

    private static final Object END = new Object();

    /** Set by the committer's thread when it takes nothing more from the queue; see {@link #between}. */
    private volatile boolean ended;

    // Below: the committer's thread only.
    private final List<DecidedBatch> group = new ArrayList<>();
    private final List<Task<?>> tasks = new ArrayList<>();
    private final List<EffectBatch> frames = new ArrayList<>();
    private boolean ending;

    /** Until when batches that wait already wait for one more, of callers that were answered; 0 if they do not. */
    private long joinedUntil;

    /** How many waited when those callers were answered. */
    private int joined;

    /** Those who were answered last, of whom some may still sleep. */
    private Wakeups answered = new Wakeups();

    private byte[] chain;
    private long forcedSequence;
    private Fingerprints fingerprints;
    private Milestone milestone;

    public Committer(
            Storage.Session storage,
            PublishedBooks published,
            PastCommands past,
            Lifecycle lifecycle,
            BatchPool pool,
            Runnable stopIntake,
            Runnable snapshotIsDue,
            GroupDelay delay,
            Ending recovered) {
        this.storage = storage;
        this.published = published;
        this.answers = new Answers(past);
        this.lifecycle = lifecycle;
        this.pool = pool;
        this.stopIntake = stopIntake;
        this.snapshotIsDue = snapshotIsDue;
        this.delay = delay;
        this.forcedSequence = recovered.milestone.sequence();
        this.chain = recovered.milestone.chain();
        this.fingerprints = recovered.fingerprints;
        this.milestone = recovered.milestone;
    }

    /** What the journal ends with: the committer goes on behind it. */
    public record Ending(Milestone milestone, Fingerprints fingerprints) {}

    private record Task<T>(Supplier<T> work, CompletableFuture<T> result) {
        void run() {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }
    }

    /** Hands over a decided batch. The sequencer's thread. */
    public void hand(DecidedBatch batch) {
        put(batch);
    }

    /** Ends {@link #run} behind everything that was handed over before. */
    public void end() {
        put(END);
    }

    /** Runs a read between two publications, so that it sees one moment, and waits for its result. */
    public <T> T between(Supplier<T> work) {
        lifecycle.requireRunning();
        if (lifecycle.isAnswering()) {
            return work.get(); // in a stage that depends on an outcome, which is between two publications, too
        }
        Task<T> task = new Task<>(work, new CompletableFuture<>());
        put(task);
        // Either the committer's last look at the queue comes after this task, or this look after its `ended`.
        if (ended) {
            drain();
        }
        try {
            return task.result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LedgerException fault) {
                throw fault;
            }
            throw e;
        }
    }

    /** The answer to a command that was checked: once every batch that was handed over before is published. */
    Outcome checked(Command command, DecidedBatch scratch) {
        return between(() -> answers.checked(command, scratch));
    }

    private void put(Object work) {
        while (!queue.offer(work)) {
            LockSupport.parkNanos(20_000);
        }
    }

    /** The fingerprints of what is published; within {@link #between}. */
    public Fingerprints fingerprints() {
        return fingerprints;
    }

    /** Where the books stand that are published; within {@link #between}. */
    public Milestone milestone() {
        return milestone;
    }

    @Override
    public void run() {
        lifecycle.answerHere();
        while (!ending) {
            try {
                gather();
                commit();
            } catch (Throwable t) {
                fail(t);
            }
            recycle();
            wakeWhileIdle();
        }
        ended = true;
        drain();
    }

    /** Those who are woken wake others, too; at the end nobody is left to do it later. */
    private void wakeWhileIdle() {
        boolean more = true;
        while (more && (ending || queue.isEmpty())) {
            more = answered.wake(1);
        }
    }

    private void gather() throws InterruptedException {
        take(queue.take());
        takeMore();
        while (joinedUntil != 0 && group.size() <= joined && tasks.isEmpty() && !ending) {
            if (!answered.wake(1)) {
                LockSupport.parkNanos(this, JOIN_NANOS);
            }
            takeMore();
            joinedUntil = joinedUntil - System.nanoTime() > 0 ? joinedUntil : 0;
        }
        joinedUntil = 0;
    }

    private void takeMore() {
        for (Object work = queue.poll(); work != null; work = queue.poll()) {
            take(work);
        }
    }

    private void take(Object work) {
        if (work instanceof DecidedBatch batch) {
            group.add(batch);
        } else if (work instanceof Task<?> task) {
            tasks.add(task);
        } else {
            ending = true;
        }
    }

    private void commit() {
        Throwable fault = lifecycle.fault();
        if (fault != null) {
            abandon(fault);
            return;
        }
        long sealedSequence = seal();
        if (!frames.isEmpty()) {
            long begun = System.nanoTime();
            storage.append(frames);
            delay.forced(System.nanoTime() - begun);
            forcedSequence = sealedSequence;
            publish();
            if (storage.wantsSnapshot()) {
                snapshotIsDue.run();
            }
        }
        answered.wakeAll();
        answered = new Wakeups();
        if (!group.isEmpty()) {
            answering();
        }
        for (int i = 0; i < group.size(); i++) {
            answers.give(group.get(i), answered);
        }
        answered.open();
        boolean unused = answered.wake(Wakeups.PASSED_ON);
        published.wake();
        tasks.forEach(Task::run);
    }

    /** Those who are about to be answered may come back at once: others that wait already are to be forced with them. */
    private void answering() {
        int handOvers = 0;
        long bytes = 0;
        for (int i = 0; i < group.size(); i++) {
            handOvers += group.get(i).blocks().size();
            bytes += group.get(i).frameLength();
        }
        joined = queue.size();
        // Where nothing was forced, nobody waits for two forces.
        long until = delay.answering(frames.isEmpty() ? 0 : handOvers, bytes);
        joinedUntil = joined > 0 ? until : 0;
    }

    /** Fills in chain and checksum of all frames of the group; returns the last sequence. */
    private long seal() {
        long sequence = forcedSequence;
        for (int i = 0; i < group.size(); i++) {
            DecidedBatch batch = group.get(i);
            if (batch.effectCount() > 0) {
                hashing.seal(batch.frame(), batch.frameLength(), chain, forcedSequence);
                EffectBatch frame = new EffectBatch(batch.frame(), 0, batch.frameLength());
                chain = frame.chain();
                sequence = frame.sequence();
                frames.add(frame);
            }
        }
        return sequence;
    }

    private void publish() {
        for (int i = 0; i < frames.size(); i++) {
            published.apply(frames.get(i));
        }
        EffectBatch last = frames.get(frames.size() - 1);
        DecidedBatch lastDecided = group.get(group.size() - 1);
        for (int i = 0; i < frames.size(); i++) {
            milestone = milestone.next(frames.get(i), lastDecided);
        }
        fingerprints = fingerprints(last, lastDecided);
        published.publish(last.lastPosition());
    }

    private Fingerprints fingerprints(EffectBatch last, DecidedBatch lastDecided) {
        return new Fingerprints(
                last.lastPosition(),
                HexFormat.of().formatHex(chain),
                digest('s', last.stateDigestHigh(), last.stateDigestLow()),
                digest('c', lastDecided.contentDigestHigh(), lastDecided.contentDigestLow()));
    }

    /** The fingerprints of books as they are, of which the last batch has this chain. */
    public static Fingerprints fingerprints(Books books, byte[] chain) {
        return new Fingerprints(
                books.lastPosition(),
                HexFormat.of().formatHex(chain),
                digest('s', books.stateDigestHigh(), books.stateDigestLow()),
                digest('c', books.contentDigestHigh(), books.contentDigestLow()));
    }

    /** A digest as text: which one, its version, 32 hex digits. */
    private static String digest(char which, long high, long low) {
        return which + "1-" + HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private void recycle() {
        frames.clear();
        tasks.clear();
        for (int i = 0; i < group.size(); i++) {
            pool.give(group.get(i));
        }
        group.clear();
    }

    private void fail(Throwable cause) {
        stopAll(cause);
        abandon(cause);
    }

    /** Stops the ledger after a fault. Any thread. */
    public void stopAll(Throwable cause) {
        if (lifecycle.fail(cause)) {
            LOG.error(
                    "the ledger stops: nothing more is journaled or answered until the books are opened again", cause);
        }
        published.stop();
        stopIntake.run();
    }

    /** Answering twice does no harm: a submission keeps its first result. */
    private void abandon(Throwable cause) {
        answered.open();
        answered.wakeAll();
        OutcomeUnknownException unknown = new OutcomeUnknownException(cause);
        for (DecidedBatch batch : group) {
            for (CommandBlock block : batch.blocks()) {
                if (block instanceof Submission submission) {
                    submission.fail(unknown);
                }
            }
        }
        tasks.forEach(this::refuse);
    }

    private void refuse(Task<?> task) {
        LedgerException reason = lifecycle.reasonNotRunning();
        task.result.completeExceptionally(reason == null ? new IllegalStateException("the committer ended") : reason);
    }

    /** Readers that came too late for the last group; the lock is for the single consumer that the queue allows. */
    private synchronized void drain() {
        for (Object work = queue.poll(); work != null; work = queue.poll()) {
            if (work instanceof Task<?> task) {
                refuse(task);
            }
        }
    }
}
