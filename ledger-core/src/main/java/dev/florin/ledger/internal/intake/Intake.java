package dev.florin.ledger.internal.intake;

import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.OutcomeUnknownException;
import dev.florin.ledger.OverloadedException;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.commit.Lifecycle;
import dev.florin.ledger.internal.commit.Submission;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.Sequencer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes commands on the caller's thread: checks their form, encodes them, hands them to the sequencer, and waits for
 * room and for the outcome where the call is a blocking one.
 */
public final class Intake {
    private static final int MAX_BLOCK_COMMANDS = 8_190;

    /** With one more command of the greatest size, a block stays within the bound of the sequencer. */
    private static final int FULL_BLOCK_BYTES = CommandCodec.MAX_BYTES;

    private static final int BYTES_PER_COMMAND_GUESS = 96;
    private static final int SPINS = 64;
    private static final long FULL_WAIT_NANOS = 50_000;

    private final Sequencer sequencer;
    private final Lifecycle lifecycle;
    private final int queueCapacity;

    public Intake(Sequencer sequencer, Lifecycle lifecycle, int queueCapacity) {
        this.sequencer = sequencer;
        this.lifecycle = lifecycle;
        this.queueCapacity = queueCapacity;
    }

    public Outcome submit(Command command) {
        return submitAll(List.of(command)).get(0);
    }

    public List<Outcome> submitAll(List<? extends Command> commands) {
        lifecycle.requireMayWait();
        lifecycle.requireRunning();
        List<Submission> submissions = new ArrayList<>(1);
        for (Block block : encode(commands)) {
            submissions.add(Submission.awaited(block.buffer.bytes(), block.buffer.length(), block.count));
        }
        int handed = 0;
        LedgerException refused = null;
        while (handed < submissions.size() && refused == null) {
            refused = handOver(submissions.get(handed));
            handed += refused == null ? 1 : 0;
        }
        if (refused != null && handed == 0) {
            throw refused;
        }
        List<List<Outcome>> outcomes = new ArrayList<>(handed);
        for (int i = 0; i < handed; i++) {
            outcomes.add(submissions.get(i).await());
        }
        if (refused != null) {
            // A part was carried out, so that this is no call without effect.
            Throwable fault = lifecycle.fault();
            throw fault == null ? refused : new OutcomeUnknownException(fault);
        }
        return joined(outcomes);
    }

    public CompletionStage<Outcome> submitAsync(Command command) {
        return submitAllAsync(List.of(command)).thenApply(outcomes -> outcomes.get(0));
    }

    public CompletionStage<List<Outcome>> submitAllAsync(List<? extends Command> commands) {
        List<Block> blocks = encode(commands);
        LedgerException notRunning = lifecycle.reasonNotRunning();
        if (notRunning != null) {
            return CompletableFuture.failedFuture(notRunning);
        }
        List<CompletableFuture<List<Outcome>>> futures = new ArrayList<>(blocks.size());
        for (Block block : blocks) {
            CompletableFuture<List<Outcome>> future = new CompletableFuture<>();
            futures.add(future);
            if (!sequencer.offer(
                    Submission.signalled(block.buffer.bytes(), block.buffer.length(), block.count, future))) {
                future.completeExceptionally(new OverloadedException(queueCapacity));
                break;
            }
        }
        if (futures.size() == 1) {
            return futures.get(0);
        }
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        joined(futures.stream().map(CompletableFuture::join).toList()));
    }

    /** A command that is not handed over: checked in its form, and encoded, as one that is. */
    public static CommandBlock encoded(Command command) {
        RecordBuffer buffer = newBuffer(1);
        write(command, buffer);
        return CommandBlock.of(Arrays.copyOf(buffer.bytes(), buffer.length()), 1);
    }

    /** Commands that are handed over together. */
    private static final class Block {
        final RecordBuffer buffer;
        final int count;

        Block(RecordBuffer buffer, int count) {
            this.buffer = buffer;
            this.count = count;
        }
    }

    /** All commands are encoded, and thereby checked, before the first is handed over. */
    private static List<Block> encode(List<? extends Command> commands) {
        List<Block> blocks = new ArrayList<>(1);
        int left = commands.size();
        int count = 0;
        RecordBuffer buffer = newBuffer(left);
        for (Command command : commands) {
            int before = buffer.length();
            write(command, buffer);
            boolean tooMany = count == MAX_BLOCK_COMMANDS;
            boolean tooLarge = count > 0 && buffer.length() > FULL_BLOCK_BYTES;
            if (tooMany || tooLarge) {
                left -= count;
                RecordBuffer next = newBuffer(left);
                next.putBytes(buffer.bytes(), before, buffer.length() - before);
                buffer.truncate(before);
                blocks.add(new Block(buffer, count));
                buffer = next;
                count = 0;
            }
            count++;
        }
        if (count > 0) {
            blocks.add(new Block(buffer, count));
        }
        return blocks;
    }

    private static RecordBuffer newBuffer(int commands) {
        return new RecordBuffer(Math.min(Math.max(commands, 0), MAX_BLOCK_COMMANDS) * BYTES_PER_COMMAND_GUESS + 64);
    }

    private static void write(Command command, RecordBuffer buffer) {
        if (command instanceof AccountUpdate update && update.changesNothing()) {
            throw new MalformedCommandException(
                    "update " + update.id() + " of account " + update.account() + " names nothing to change");
        }
        int size = CommandCodec.write(command, buffer);
        if (size > CommandCodec.MAX_BYTES) {
            throw new MalformedCommandException(
                    "command " + command.id() + " takes " + size + " bytes; the most is " + CommandCodec.MAX_BYTES);
        }
    }

    /** Waits for room; returns null once the submission is taken, or why it was not. */
    private @Nullable LedgerException handOver(Submission submission) {
        boolean interrupted = false;
        int tries = 0;
        LedgerException refused = lifecycle.reasonNotRunning();
        while (refused == null && !sequencer.offer(submission)) {
            if (++tries < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, FULL_WAIT_NANOS);
                interrupted |= Thread.interrupted();
            }
            refused = lifecycle.reasonNotRunning();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return refused;
    }

    private static List<Outcome> joined(List<List<Outcome>> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        List<Outcome> all = new ArrayList<>();
        parts.forEach(all::addAll);
        return Collections.unmodifiableList(all);
    }
}
