package dev.florin.ledger.internal.books;

import dev.florin.ledger.Rejection;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides commands, one after the other: the same commands with the same stamps have the same effects, on every machine.
 * One thread.
 *
 * <p>For each command: is its id settled? Then the rules of its kind, in their fixed order; the first that it breaks
 * rejects it. Only then is anything changed, and from there on it cannot fail.
 */
public final class Bookkeeper {
    /** The version of the rules below; stands in every batch. */
    public static final int RULES_VERSION = 1;

    private final Books books;
    private final TransferRules transfers;
    private final AccountRules accounts;
    private final CommandCursor command = new CommandCursor();

    public Bookkeeper(Books books) {
        this.books = books;
        this.transfers = new TransferRules(books);
        this.accounts = new AccountRules(books);
    }

    /** Decides a batch, changes the books, and fills {@code decided} with the outcomes and effects. */
    public void decide(CommandBatch batch, DecidedBatch decided) {
        long afterLast = Math.addExact(Math.max(books.lastTimeNanos(), Long.MIN_VALUE + 1), 1);
        decided.begin(books.lastPosition() + 1, Math.max(batch.stampNanos(), afterLast));
        List<CommandBlock> blocks = batch.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            CommandBlock block = blocks.get(i);
            decided.addBlock(block);
            command.wrap(block.bytes(), block.length());
            int commands = 0;
            while (command.next()) {
                decided.addOutcome(decide(decided));
                commands++;
            }
            if (commands != block.count()) {
                // Answers are given by count: the callers behind would get those of others.
                throw new IllegalArgumentException("a block of batch " + batch.order() + " claims " + block.count()
                        + " commands and holds " + commands);
            }
        }
        if (decided.effectCount() > 0) {
            books.batchDone(books.lastSequence() + 1);
        }
        decided.end(batch.order(), books);
    }

    /** Decides one command as {@link #decide} would, fills the scratch, and takes everything back. */
    public void check(CommandBatch batch, DecidedBatch scratch) {
        long afterLast = Math.addExact(Math.max(books.lastTimeNanos(), Long.MIN_VALUE + 1), 1);
        scratch.begin(books.lastPosition() + 1, Math.max(batch.stampNanos(), afterLast));
        CommandBlock block = batch.blocks().get(0);
        scratch.addBlock(block);
        command.wrap(block.bytes(), block.length());
        if (!command.next() || command.kind() != CommandCodec.POST_TRANSFER) {
            throw new UnsupportedOperationException("only transfers are checked");
        }
        long settledAt = books.history.position(command.idHigh(), command.idLow());
        if (settledAt != History.NOT_SETTLED) {
            scratch.addOutcome(Outcomes.of(Outcomes.SETTLED_BEFORE, settledAt));
        } else {
            Rejection rejection = transfers.judge(command);
            if (rejection != null) {
                EffectCodec.writeRejected(rejection, command.bytes(), command.offset(), scratch.effects());
            }
            scratch.addOutcome(
                    Outcomes.of(rejection == null ? Outcomes.POSTED : Outcomes.REJECTED, scratch.nextPosition()));
            scratch.effectWritten();
        }
        scratch.end(batch.order(), books);
    }

    /** When the next open hold expires; {@link Long#MAX_VALUE} if none does. */
    public long nextDueNanos() {
        return Long.MAX_VALUE;
    }

    private long decide(DecidedBatch decided) {
        long settledAt = books.history.position(command.idHigh(), command.idLow());
        if (settledAt != History.NOT_SETTLED) {
            return Outcomes.of(Outcomes.SETTLED_BEFORE, settledAt);
        }
        Rejection rejection = judgeAndPost(decided);
        if (rejection != null) {
            EffectCodec.writeRejected(rejection, command.bytes(), command.offset(), decided.effects());
        }
        long position = decided.nextPosition();
        books.settle(
                command.idHigh(),
                command.idLow(),
                command.contentHash(),
                rejection == null ? 0 : rejection.reason().number(),
                position,
                decided.nextTimeNanos());
        decided.effectWritten();
        return Outcomes.of(rejection == null ? Outcomes.POSTED : Outcomes.REJECTED, position);
    }

    /** Null if the command was posted: its effect is written and the books have changed. */
    private @Nullable Rejection judgeAndPost(DecidedBatch decided) {
        switch (command.kind()) {
            case CommandCodec.POST_TRANSFER -> {
                Rejection rejection = transfers.judge(command);
                if (rejection == null) {
                    transfers.post(command, decided.effects());
                }
                return rejection;
            }
            case CommandCodec.OPEN_ACCOUNT -> {
                return accounts.open(command, decided.effects());
            }
            case CommandCodec.UPDATE_ACCOUNT -> {
                return accounts.update(command, decided.effects());
            }
            default ->
                throw new IllegalArgumentException(
                        "command kind " + command.kind() + " is unknown to rules version " + RULES_VERSION);
        }
    }
}
