package dev.florin.ledger.internal.books;

import dev.florin.ledger.Rejection;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.EffectCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides commands, one after the other: the same commands with the same stamps have the same effects, on every machine.
 * One thread at a time.
 *
 * <p>Before the first command of a batch, holds whose time-out has passed expire, and schedules whose date has come run. Then
 * for each command: is its id settled? If not, conditions and rules in their fixed order; the first that it breaks rejects it.
 * Only then is anything changed, and from there on it cannot fail; of a group, all that its members changed is taken back if
 * one fails.
 */
public final class Bookkeeper {
    /**
     * The version of the rules below; stands in every batch. Version 2 added all but transfers and accounts, version 3 that
     * books are restored, version 4 schedules.
     */
    public static final int RULES_VERSION = 4;

    /** The version from which on there are restored books. */
    static final int RULES_VERSION_OF_RESTORES = 3;

    /** The version from which on there are schedules. */
    static final int RULES_VERSION_OF_SCHEDULES = 4;

    /** The oldest version whose batches can be replayed. */
    static final int FIRST_RULES_VERSION = 1;

    /** A frame that has grown beyond this takes no further command; the effects of one command take at most as much. */
    private static final int FULL_FRAME_BYTES = CompoundRules.MAX_EFFECT_BYTES;

    private final Books books;
    private final History history;
    private final KnownCommands known;
    private final Executor executor;
    private final DueDates dueDates;
    private final Progress progress = new Progress();

    /** The batches that were filled here, each as it was filled last: what is not in one of them is durable. */
    private final List<DecidedBatch> filled = new ArrayList<>();

    /** The history of the books has begun. */
    public Bookkeeper(Books books) {
        this.books = books;
        this.history = books.history();
        this.known = new KnownCommands(history, new LookAhead(books));
        this.executor = new Executor(books, this::effect);
        this.dueDates = new DueDates(books, executor, this::effect);
    }

    private EffectCursor effect(long position) {
        for (int i = 0; i < filled.size(); i++) {
            if (filled.get(i).contains(position)) {
                return filled.get(i).effect(position);
            }
        }
        return history.read(position);
    }

    /** When the next open hold expires or the next schedule runs, {@link Long#MAX_VALUE} if nothing does. */
    public long nextDueNanos() {
        return books.nextDueNanos();
    }

    /** Whether a batch with this stamp would begin with an expiry or a run. */
    public boolean isDue(long stampNanos) {
        Due due = books.nextDue();
        return due != null && due.timeNanos() <= batchTimeNanos(stampNanos);
    }

    /** The dates of schedules that somebody else has to work out; each is told once, all of them after opening. */
    public List<MissingDate> takeMissingDates() {
        return dueDates.takeMissing();
    }

    private long batchTimeNanos(long stampNanos) {
        return Math.max(stampNanos, Math.addExact(Math.max(books.lastTimeNanos(), Long.MIN_VALUE + 1), 1));
    }

    /**
     * Decides a batch, changes the books, and fills {@code decided} with the outcomes and effects. What {@code decided}
     * held before must be durable, and so is all that was decided before that, since batches are appended in order: the
     * storage finds it.
     *
     * @return whether the batch is done; if not, its effects have filled a frame, and this is to be called again, with
     *     the same batch and another {@code decided}
     */
    public boolean decide(CommandBatch batch, DecidedBatch decided) {
        if (!filled.contains(decided)) {
            filled.add(decided);
        }
        if (decided.effectCount() > 0) {
            books.durable(decided.lastPosition());
        }
        boolean done = fill(batch, decided, progress, FULL_FRAME_BYTES);
        if (decided.effectCount() > 0) {
            books.batchDone(books.lastSequence() + 1, batch.order(), progress.nowNanos);
        }
        decided.end(batch.order(), books);
        if (done) {
            progress.reset();
        }
        return done;
    }

    /** Fills {@code scratch} with what {@link #decide} would, and takes everything back. Nothing {@link #isDue}. */
    public void check(CommandBatch batch, DecidedBatch scratch) {
        int begun = books.begin();
        filled.add(scratch);
        boolean done = fill(batch, scratch, new Progress(), Integer.MAX_VALUE);
        assert done : "a check has no full frame";
        filled.remove(scratch);
        books.takeBack(begun);
        scratch.end(batch.order(), books);
    }

    /** How far a batch is decided. */
    private static final class Progress {
        final CommandCursor command = new CommandCursor();
        boolean begun;

        /**
         * The time of the batch, up to which things are due: that of its first frame, also if a replica that has the first
         * frames decides the batch again for the others.
         */
        long nowNanos;

        int block;
        int commandsOfBlock;

        void reset() {
            begun = false;
            block = 0;
            commandsOfBlock = 0;
        }
    }

    private boolean fill(CommandBatch batch, DecidedBatch decided, Progress at, int fullBytes) {
        decided.begin(books.lastPosition() + 1, batchTimeNanos(batch.stampNanos()));
        if (!at.begun) {
            at.begun = true;
            at.nowNanos = batch.order() == books.lastOrder() ? books.lastOrderNanos() : decided.firstTimeNanos();
        }
        boolean room = dueDates.run(decided, at.nowNanos, fullBytes);
        if (!room) {
            return false;
        }
        List<CommandBlock> blocks = batch.blocks();
        known.look(blocks, at.block, at.commandsOfBlock);
        while (room && at.block < blocks.size()) {
            room = fill(batch, blocks.get(at.block), decided, at, fullBytes);
        }
        return at.block == blocks.size();
    }

    /** Decides what is left of a block; returns whether there is room for more. */
    private boolean fill(CommandBatch batch, CommandBlock block, DecidedBatch decided, Progress at, int fullBytes) {
        decided.addBlock(block, at.commandsOfBlock);
        if (at.commandsOfBlock == 0) {
            at.command.wrap(block.bytes(), block.length());
        }
        boolean room = true;
        while (room && at.commandsOfBlock < block.count() && at.command.next()) {
            decided.addOutcome(decide(at.command, decided));
            at.commandsOfBlock++;
            room = decided.nextStart() <= fullBytes;
        }
        if (!room && at.commandsOfBlock < block.count()) {
            return false;
        }
        if (at.commandsOfBlock != block.count() || at.command.next()) {
            // Answers are given by count: the callers behind would get those of others.
            throw new IllegalArgumentException("a block of batch " + batch.order() + " claims " + block.count()
                    + " commands and holds " + (at.commandsOfBlock == block.count() ? "more" : at.commandsOfBlock));
        }
        at.block++;
        at.commandsOfBlock = 0;
        return room;
    }

    private long decide(CommandCursor command, DecidedBatch decided) {
        if (command.kind() == CommandCodec.TICK) {
            dueDates.plan(command, decided);
            return Outcomes.of(Outcomes.NOTHING, 0);
        }
        long settledAt = known.position(decided.commandCount(), command);
        if (settledAt != History.NOT_SETTLED) {
            return Outcomes.of(Outcomes.SETTLED_BEFORE, settledAt);
        }
        long position = decided.nextPosition();
        Rejection rejection = executor.execute(command, decided);
        if (rejection == null) {
            return Outcomes.of(Outcomes.POSTED, position);
        }
        executor.reject(command, rejection, decided);
        return Outcomes.of(Outcomes.REJECTED, position);
    }
}
