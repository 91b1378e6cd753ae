package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Details;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import java.util.List;

/** Commands of every kind with what they have in common replaced. */
final class Copies {
    private Copies() {}

    /** The same content under an id, if conditions hold. */
    static Command of(Command command, CommandId id, List<Condition> conditions) {
        return switch (command.kind()) {
            case OPEN_ACCOUNT -> new OpenAccount(id, ((OpenAccount) command).account(), conditions);
            case UPDATE_ACCOUNT -> {
                AccountUpdate update = (AccountUpdate) command;
                yield Altered.copy(update, id, update.account()).onlyIf(conditions.toArray(Condition[]::new));
            }
            case TRANSFER -> of((Transfer) command, id, conditions);
            case HOLD -> {
                Hold hold = (Hold) command;
                yield new Hold(of(hold.transfer(), id, conditions), hold.timeout());
            }
            case CAPTURE -> {
                Capture capture = (Capture) command;
                yield new Capture(id, capture.hold(), capture.part(), capture.closes(), capture.details(), conditions);
            }
            case RELEASE -> new Release(id, ((Release) command).hold(), ((Release) command).details(), conditions);
            case REVERSAL ->
                new Reversal(id, ((Reversal) command).origin(), ((Reversal) command).details(), conditions);
            case REFUND -> {
                Refund refund = (Refund) command;
                yield new Refund(id, refund.origin(), refund.part(), refund.details(), conditions);
            }
            case SWEEP -> {
                Sweep sweep = (Sweep) command;
                yield new Sweep(id, sweep.from(), sweep.to(), sweep.maximum(), sweep.details(), conditions);
            }
            case PAY_EACH -> {
                PayEach payment = (PayEach) command;
                yield new PayEach(id, payment.payer(), payment.payees(), payment.details(), conditions);
            }
            case GROUP -> new Group(id, ((Group) command).members(), conditions);
            case CLOSE_ACCOUNT -> {
                CloseAccount closing = (CloseAccount) command;
                yield new CloseAccount(id, closing.account(), closing.sweepTo(), closing.details(), conditions);
            }
            case SCHEDULE -> {
                Schedule schedule = (Schedule) command;
                Command what = of(schedule.what(), id, schedule.what().conditions());
                yield new Schedule(what, schedule.first(), schedule.recurrence(), conditions);
            }
            case CANCEL_SCHEDULE -> new CancelSchedule(id, ((CancelSchedule) command).schedule(), conditions);
            case TICK, RESTORE_MARK -> throw new IllegalArgumentException("nobody can ask for a " + command.kind());
        };
    }

    private static Transfer of(Transfer transfer, CommandId id, List<Condition> conditions) {
        return new Transfer(id, transfer.entries(), transfer.details(), conditions, transfer.exchange());
    }

    /** The same command with other details, where its kind has any. */
    static Command withDetails(Command command, Details details) {
        return switch (command.kind()) {
            case OPEN_ACCOUNT, UPDATE_ACCOUNT, GROUP, CANCEL_SCHEDULE -> command;
            case TRANSFER -> withDetails((Transfer) command, details);
            case HOLD -> new Hold(withDetails(((Hold) command).transfer(), details), ((Hold) command).timeout());
            case CAPTURE -> ((Capture) command).details(details);
            case RELEASE -> ((Release) command).details(details);
            case REVERSAL -> ((Reversal) command).details(details);
            case REFUND -> ((Refund) command).details(details);
            case SWEEP -> ((Sweep) command).details(details);
            case PAY_EACH -> {
                PayEach payment = (PayEach) command;
                yield new PayEach(payment.id(), payment.payer(), payment.payees(), details, payment.conditions());
            }
            case CLOSE_ACCOUNT -> ((CloseAccount) command).details(details);
            case SCHEDULE -> {
                Schedule schedule = (Schedule) command;
                Command what = withDetails(schedule.what(), details);
                yield new Schedule(what, schedule.first(), schedule.recurrence(), schedule.conditions());
            }
            case TICK, RESTORE_MARK -> throw new IllegalArgumentException("nobody can ask for a " + command.kind());
        };
    }

    static Transfer withDetails(Transfer transfer, Details details) {
        return new Transfer(transfer.id(), transfer.entries(), details, transfer.conditions(), transfer.exchange());
    }
}
