package dev.florin.ledger.internal.books;

import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.Group;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.codec.Sections;
import dev.florin.ledger.spi.EffectCursor;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one command, or says why it is rejected: conditions first, then the rules of its kind. What is carried out
 * has its effects written and settled when a method returns null; else nothing has changed. The bookkeeper's thread only.
 */
final class Executor {
    private final Books books;
    private final ConditionRules conditions;
    private final TransferRules transfers;
    private final HoldRules holds;
    private final ReturnRules returns;
    private final SweepRules sweeps;
    private final AccountRules accounts;
    private final ScheduleRules schedules;
    private final CompoundRules compounds;

    Executor(Books books, LongFunction<EffectCursor> effects) {
        this.books = books;
        Tools tools = Tools.of(books);
        Origins origins = new Origins(books, effects);
        conditions = new ConditionRules(books);
        transfers = new TransferRules(tools);
        holds = new HoldRules(tools, origins);
        returns = new ReturnRules(tools, origins);
        sweeps = new SweepRules(tools);
        accounts = new AccountRules(books);
        schedules = new ScheduleRules(books, origins);
        compounds = new CompoundRules(books, this, conditions, sweeps, accounts);
    }

    @Nullable
    Rejection execute(CommandCursor command, DecidedBatch decided) {
        int kind = command.kind();
        if (kind != CommandCodec.POST_TRANSFER && kind != CommandCodec.HOLD) {
            return execute(CommandCodec.read(command.bytes(), command.offset()), command, decided);
        }
        if (command.sectionsStart() < command.endOffset()) {
            Rejection rejection = conditions.judge(
                    Sections.conditions(command.bytes(), command.sectionsStart(), command.endOffset()));
            if (rejection != null) {
                return rejection;
            }
        }
        int start = decided.nextStart();
        Rejection rejection = kind == CommandCodec.HOLD
                ? transfers.hold(command, decided.nextPosition(), decided.nextTimeNanos(), decided.effects())
                : transfers.post(command, decided.effects());
        if (rejection == null) {
            settle(command, Outcomes.POSTED_CODE, start, decided);
        }
        return rejection;
    }

    private @Nullable Rejection execute(Command asked, CommandCursor command, DecidedBatch decided) {
        if (asked instanceof Group group) {
            return compounds.group(group, command, decided);
        }
        if (asked instanceof PayEach payment) {
            return compounds.payEach(payment, command, decided);
        }
        if (asked instanceof CloseAccount closing) {
            return compounds.close(closing, command, decided);
        }
        Rejection rejection = conditions.judge(asked.conditions());
        if (rejection != null) {
            return rejection;
        }
        int start = decided.nextStart();
        rejection = asked instanceof Schedule schedule
                ? schedules.schedule(
                        schedule, command, decided.nextPosition(), decided.nextTimeNanos(), decided.effects())
                : single(asked, command, decided.nextPosition(), decided.effects());
        if (rejection == null) {
            settle(command, Outcomes.POSTED_CODE, start, decided);
        }
        return rejection;
    }

    private @Nullable Rejection single(Command asked, CommandCursor command, long position, RecordBuffer effects) {
        if (asked instanceof Capture capture) {
            return holds.capture(capture, command, position, effects);
        }
        if (asked instanceof Release release) {
            return holds.release(release, command, position, effects);
        }
        if (asked instanceof Reversal reversal) {
            return returns.reverse(reversal, command, position, effects);
        }
        if (asked instanceof Refund refund) {
            return returns.refund(refund, command, position, effects);
        }
        if (asked instanceof Sweep sweep) {
            return sweeps.sweep(sweep, command, effects);
        }
        if (asked instanceof OpenAccount opening) {
            return accounts.open(opening, command, effects);
        }
        if (asked instanceof AccountUpdate update) {
            return accounts.update(update, command, effects);
        }
        if (asked instanceof CancelSchedule cancellation) {
            return schedules.cancel(cancellation, command, position, effects);
        }
        throw new IllegalArgumentException("a " + asked.kind() + " cannot be carried out on its own");
    }

    /** Releases a hold of which the time-out has passed; {@code command} is the derived release, encoded. */
    void expire(Holds.Open hold, Release release, CommandCursor command, DecidedBatch decided) {
        int start = decided.nextStart();
        holds.expire(hold, release, command, decided.nextPosition(), decided.effects());
        settle(command, Outcomes.POSTED_CODE, start, decided);
    }

    /** Records that a command was rejected. */
    void reject(CommandCursor command, Rejection rejection, DecidedBatch decided) {
        int start = decided.nextStart();
        EffectCodec.writeRejected(rejection, command.bytes(), command.offset(), decided.effects());
        settle(command, rejection.reason().number(), start, decided);
    }

    /** Settles a command, whose effect was written from {@code start} on. */
    void settle(CommandCursor command, long outcome, int start, DecidedBatch decided) {
        books.settle(
                command.idHigh(),
                command.idLow(),
                command.contentHash(),
                outcome,
                decided.nextPosition(),
                decided.nextTimeNanos());
        decided.effectWritten(start);
    }
}
