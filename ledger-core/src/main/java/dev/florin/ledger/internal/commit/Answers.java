package dev.florin.ledger.internal.commit;

import dev.florin.ledger.Command;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.internal.books.DecidedBatch;
import dev.florin.ledger.internal.books.Outcomes;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.read.GivenOutcomes;
import dev.florin.ledger.internal.read.PastCommands;
import dev.florin.ledger.spi.CommandBlock;
import java.util.ArrayList;
import java.util.List;

/** Tells callers the outcomes of a durable, published batch. The committer's thread only. */
final class Answers {
    private final PastCommands past;

    Answers(PastCommands past) {
        this.past = past;
    }

    void give(DecidedBatch batch, Wakeups wakeups) {
        GivenOutcomes given = new GivenOutcomes(batch::effect, position -> batch.incarnation());
        List<CommandBlock> blocks = batch.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof Submission submission) {
                if (batch.commandCount(i) == submission.count()) {
                    submission.complete(outcomes(submission, batch, batch.firstOutcome(i), given), wakeups);
                } else {
                    submission.completePart(part(submission, batch, i, given), wakeups);
                }
            }
        }
    }

    /** The outcomes of those commands of a submission that were decided here. */
    private List<Outcome> part(Submission submission, DecidedBatch batch, int block, GivenOutcomes given) {
        CommandCursor command = commands(submission);
        for (int i = 0; i <= batch.firstCommand(block); i++) {
            requireNext(command);
        }
        List<Outcome> outcomes = new ArrayList<>(batch.commandCount(block));
        for (int i = 0; i < batch.commandCount(block); i++) {
            outcomes.add(outcome(command, batch, batch.outcome(batch.firstOutcome(block) + i), given));
            boolean unused = command.next();
        }
        return outcomes;
    }

    private static CommandCursor commands(Submission submission) {
        return new CommandCursor().wrap(submission.bytes(), submission.length());
    }

    private static void requireNext(CommandCursor command) {
        if (!command.next()) {
            throw new IllegalStateException("a submission has fewer commands than were decided of it");
        }
    }

    /** The answer to a command that was only checked; within {@link Committer#between}. */
    Outcome checked(Command command, DecidedBatch scratch) {
        GivenOutcomes given = new GivenOutcomes(scratch::effect, position -> scratch.incarnation());
        return outcome(CommandCursor.of(command), scratch, scratch.outcome(0), given);
    }

    private List<Outcome> outcomes(Submission submission, DecidedBatch batch, int first, GivenOutcomes given) {
        CommandCursor command = commands(submission);
        if (submission.count() == 1) {
            requireNext(command);
            List<Outcome> one = new ArrayList<>(1);
            one.add(outcome(command, batch, batch.outcome(first), given));
            return one;
        }
        BatchOutcomes outcomes =
                new BatchOutcomes(submission, batch.firstPosition(), batch.firstTimeNanos(), batch.incarnation());
        for (int i = 0; i < submission.count(); i++) {
            requireNext(command);
            long packed = batch.outcome(first + i);
            if (Outcomes.kind(packed) == Outcomes.POSTED && isAsAsked(command)) {
                outcomes.posted(i, command.offset(), Outcomes.position(packed));
            } else {
                outcomes.other(i, outcome(command, batch, packed, given));
            }
        }
        return outcomes;
    }

    private Outcome outcome(CommandCursor command, DecidedBatch batch, long packed, GivenOutcomes given) {
        long position = Outcomes.position(packed);
        return switch (Outcomes.kind(packed)) {
            case Outcomes.POSTED ->
                isAsAsked(command) ? new Outcome.Posted(batch.receipt(command.id(), position)) : given.at(position);
            case Outcomes.REJECTED -> given.at(position);
            case Outcomes.SETTLED_BEFORE ->
                past.outcomeAgain(CommandCodec.read(command.bytes(), command.offset()), position);
            default -> throw new IllegalStateException("command " + command.id() + " was given no outcome");
        };
    }

    /** Whether a command of this kind leaves nothing to be decided, so that its effect need not be looked at. */
    private static boolean isAsAsked(CommandCursor command) {
        return switch (command.kind()) {
            case CommandCodec.POST_TRANSFER,
                    CommandCodec.OPEN_ACCOUNT,
                    CommandCodec.UPDATE_ACCOUNT,
                    CommandCodec.HOLD,
                    CommandCodec.SCHEDULE,
                    CommandCodec.CANCEL_SCHEDULE -> true;
            default -> false;
        };
    }
}
