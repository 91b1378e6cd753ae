package dev.florin.ledger.internal.commit;

import dev.florin.ledger.Command;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.internal.books.DecidedBatch;
import dev.florin.ledger.internal.books.Outcomes;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.read.PastCommands;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import java.util.ArrayList;
import java.util.List;

/** Tells callers the outcomes of a durable, published batch. The committer's thread only. */
final class Answers {
    private final PastCommands past;

    Answers(PastCommands past) {
        this.past = past;
    }

    void give(DecidedBatch batch) {
        EffectCursor effects = new EffectBatch(batch.frame(), 0, batch.frameLength()).cursor();
        int command = 0;
        for (CommandBlock block : batch.blocks()) {
            if (block instanceof Submission submission) {
                submission.complete(outcomes(submission, batch, command, effects));
            } else {
                skip(block.count(), batch, command, effects);
            }
            command += block.count();
        }
    }

    /** The answer to a command that was only checked; within {@link Committer#between}. */
    Outcome checked(Command command, DecidedBatch scratch) {
        EffectCursor effects = new EffectBatch(scratch.frame(), 0, scratch.frameLength()).cursor();
        return outcome(command, scratch, scratch.outcome(0), effects);
    }

    private List<Outcome> outcomes(Submission submission, DecidedBatch batch, int first, EffectCursor effects) {
        if (submission.count() == 1) {
            List<Outcome> one = new ArrayList<>(1);
            one.add(outcome(submission.command(0), batch, batch.outcome(first), effects));
            return one;
        }
        BatchOutcomes outcomes = new BatchOutcomes(
                submission.commands(), batch.firstPosition(), batch.firstTimeNanos(), batch.incarnation());
        for (int i = 0; i < submission.count(); i++) {
            long packed = batch.outcome(first + i);
            if (Outcomes.kind(packed) == Outcomes.POSTED) {
                effects.next();
                outcomes.posted(i, Outcomes.position(packed));
            } else {
                outcomes.other(i, outcome(submission.command(i), batch, packed, effects));
            }
        }
        return outcomes;
    }

    /** Effects stand in the order of commands, one for each that was not settled before. */
    private Outcome outcome(Command command, DecidedBatch batch, long packed, EffectCursor effects) {
        switch (Outcomes.kind(packed)) {
            case Outcomes.POSTED -> {
                effects.next();
                return new Outcome.Posted(batch.receipt(command.id(), Outcomes.position(packed)));
            }
            case Outcomes.REJECTED -> {
                effects.next();
                return new Outcome.Rejected(command.id(), EffectCodec.rejection(effects));
            }
            default -> {
                return past.outcomeAgain(command, Outcomes.position(packed));
            }
        }
    }

    private static void skip(int count, DecidedBatch batch, int first, EffectCursor effects) {
        for (int i = 0; i < count; i++) {
            if (Outcomes.kind(batch.outcome(first + i)) != Outcomes.SETTLED_BEFORE) {
                effects.next();
            }
        }
    }
}
