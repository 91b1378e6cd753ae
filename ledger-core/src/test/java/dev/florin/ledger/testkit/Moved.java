package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Exchange;
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
import org.jspecify.annotations.Nullable;

/** Commands carried over into a world of their own, where ids, accounts and names are nobody else's. */
final class Moved {
    private final int world;

    private Moved(int world) {
        this.world = world;
    }

    /** Ids that the ledger derives follow from the moved ones: nothing refers to them there. */
    static Command to(int world, Command command) {
        return new Moved(world).moved(command);
    }

    private Command moved(Command command) {
        CommandId id = id(command.id());
        List<Condition> conditions = command.conditions().stream()
                .map(condition -> new Condition(account(condition.account()), condition.kind(), condition.bound()))
                .toList();
        return switch (command.kind()) {
            case OPEN_ACCOUNT -> new OpenAccount(id, account(((OpenAccount) command).account()), conditions);
            case UPDATE_ACCOUNT -> {
                AccountUpdate update = (AccountUpdate) command;
                AccountUpdate moved = Altered.copy(update, id, account(update.account()))
                        .onlyIf(conditions.toArray(Condition[]::new));
                yield update.name().map(name -> moved.name(name(name))).orElse(moved);
            }
            case TRANSFER -> transfer((Transfer) command, id, conditions);
            case HOLD -> {
                Hold hold = (Hold) command;
                yield new Hold(transfer(hold.transfer(), id, conditions), hold.timeout());
            }
            case CAPTURE -> {
                Capture capture = (Capture) command;
                yield new Capture(
                        id, id(capture.hold()), capture.part(), capture.closes(), capture.details(), conditions);
            }
            case RELEASE -> new Release(id, id(((Release) command).hold()), ((Release) command).details(), conditions);
            case REVERSAL ->
                new Reversal(id, id(((Reversal) command).origin()), ((Reversal) command).details(), conditions);
            case REFUND -> {
                Refund refund = (Refund) command;
                yield new Refund(id, id(refund.origin()), refund.part(), refund.details(), conditions);
            }
            case SWEEP -> {
                Sweep sweep = (Sweep) command;
                yield new Sweep(
                        id, account(sweep.from()), account(sweep.to()), sweep.maximum(), sweep.details(), conditions);
            }
            case PAY_EACH -> {
                PayEach payment = (PayEach) command;
                List<PayEach.Payee> payees = payment.payees().stream()
                        .map(payee -> new PayEach.Payee(account(payee.account()), payee.amount()))
                        .toList();
                yield new PayEach(id, account(payment.payer()), payees, payment.details(), conditions);
            }
            case GROUP ->
                new Group(
                        id,
                        ((Group) command).members().stream().map(this::moved).toList(),
                        conditions);
            case CLOSE_ACCOUNT -> {
                CloseAccount closing = (CloseAccount) command;
                yield new CloseAccount(
                        id,
                        account(closing.account()),
                        closing.receiver().map(this::account).orElse(null),
                        closing.details(),
                        conditions);
            }
            case SCHEDULE -> {
                Schedule schedule = (Schedule) command;
                yield new Schedule(moved(schedule.what()), schedule.first(), schedule.recurrence(), conditions);
            }
            case CANCEL_SCHEDULE -> new CancelSchedule(id, id(((CancelSchedule) command).schedule()), conditions);
            case TICK, RESTORE_MARK -> throw new IllegalArgumentException("nobody can ask for a " + command.kind());
        };
    }

    private Transfer transfer(Transfer transfer, CommandId id, List<Condition> conditions) {
        List<Entry> entries = transfer.entries().stream()
                .map(entry -> new Entry(account(entry.account()), entry.side(), entry.amount()))
                .toList();
        return new Transfer(id, entries, transfer.details(), conditions, exchange(transfer.exchange()));
    }

    private @Nullable Exchange exchange(@Nullable Exchange exchange) {
        return exchange == null
                ? null
                : exchange.residueAccount()
                        .map(account -> exchange.residue(account(account)))
                        .orElse(exchange);
    }

    private Account account(Account account) {
        return new Account(
                account(account.id()),
                account.asset(),
                account.normalSide(),
                account.lowerLimit(),
                account.upperLimit(),
                account.code(),
                name(account.name()),
                account.metadata());
    }

    private CommandId id(CommandId id) {
        return CommandId.of(id.high() + world, id.low());
    }

    private AccountId account(AccountId id) {
        return AccountId.of(id.high() + world, id.low());
    }

    private String name(String name) {
        return name.isEmpty() ? "" : name + " " + world;
    }
}
