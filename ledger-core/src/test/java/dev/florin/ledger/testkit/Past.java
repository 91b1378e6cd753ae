package dev.florin.ledger.testkit;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Side;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import java.util.ArrayList;
import java.util.List;

/** The commands that were sent, as later ones may refer to them. */
final class Past {
    private static final int RECENT = 4;

    private final List<Origin> holds = new ArrayList<>();
    private final List<Origin> schedules = new ArrayList<>();
    private final List<Origin> movements = new ArrayList<>();
    private final List<Origin> all = new ArrayList<>();

    /** A command to refer to, with its entries as far as they are known beforehand. */
    record Origin(CommandId id, List<Entry> entries) {}

    static Past of(List<Command> commands) {
        Past past = new Past();
        commands.forEach(past::add);
        return past;
    }

    Past copy() {
        Past copy = new Past();
        copy.holds.addAll(holds);
        copy.schedules.addAll(schedules);
        copy.movements.addAll(movements);
        copy.all.addAll(all);
        return copy;
    }

    void add(Command command) {
        Origin origin = new Origin(command.id(), entries(command));
        all.add(origin);
        if (command instanceof Hold) {
            holds.add(origin);
        }
        if (command instanceof Schedule) {
            schedules.add(origin);
        }
        if (command instanceof Hold || command instanceof Transfer || command instanceof Sweep) {
            movements.add(origin);
        }
        if (command instanceof Group group) {
            group.members().forEach(this::add);
        }
        if (command instanceof PayEach payment) {
            for (int i = 0; i < payment.payees().size(); i++) {
                movements.add(new Origin(payment.payeeId(i), payment.transfer(i).entries()));
            }
        }
    }

    private static List<Entry> entries(Command command) {
        if (command instanceof Transfer transfer) {
            return transfer.entries();
        }
        if (command instanceof Hold hold) {
            return hold.transfer().entries();
        }
        if (command instanceof Sweep sweep) {
            Amount amount = sweep.most().orElse(Amount.of(10));
            return List.of(new Entry(sweep.from(), Side.DEBIT, amount), new Entry(sweep.to(), Side.CREDIT, amount));
        }
        return List.of();
    }

    /** A hold, mostly. */
    Origin hold(Luck luck) {
        return origin(holds, luck);
    }

    /** A schedule, mostly. */
    Origin schedule(Luck luck) {
        return origin(schedules, luck);
    }

    /** A transfer, hold, sweep or payment, mostly. */
    Origin movement(Luck luck) {
        return origin(movements, luck);
    }

    /** Any command. */
    CommandId any(Luck luck) {
        return all.isEmpty() ? unknown(luck).id : luck.pick(all).id;
    }

    /** One of the last of the right kind, mostly; sometimes another command, sometimes an id that nothing has yet. */
    private Origin origin(List<Origin> right, Luck luck) {
        int kind = luck.below(100);
        if (right.isEmpty() || kind >= 97) {
            return unknown(luck);
        }
        if (kind >= 94) {
            return luck.pick(all);
        }
        int first = kind < 85 ? Math.max(0, right.size() - RECENT) : 0;
        return right.get(first + luck.below(right.size() - first));
    }

    private Origin unknown(Luck luck) {
        return new Origin(Universe.commandId(all.size() + luck.below(5)), List.of());
    }
}
