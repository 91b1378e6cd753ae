package dev.florin.ledger.internal.codec;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Details;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Part;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Rate;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.testkit.Altered;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commands that differ from a given one in one part each, under the same id. */
final class Alike {
    private static final CommandId OTHER_ID = CommandId.of("another command");
    private static final AccountId OTHER_ACCOUNT = AccountId.of("another account");
    private static final Condition CONDITION =
            new Condition(OTHER_ACCOUNT, Condition.Kind.POSTED_AT_LEAST, SignedAmount.of(-12_345));

    private Alike() {}

    static List<Command> to(Command command) {
        List<Command> others = new ArrayList<>();
        if (command instanceof Transfer c) {
            others.addAll(transfers(c));
        } else if (command instanceof Hold c) {
            transfers(c.transfer()).forEach(transfer -> others.add(new Hold(transfer, c.timeout())));
            others.add(new Hold(c.transfer(), c.timeout() == null ? Duration.ofNanos(7) : null));
            others.add(new Hold(c.transfer(), Duration.ofNanos(8)));
        } else if (command instanceof OpenAccount c) {
            of(command, 8, others);
            conditions(c.conditions(), list -> new OpenAccount(c.id(), c.account(), list), others);
        } else if (command instanceof AccountUpdate c) {
            of(command, 8, others);
            conditions(c.conditions(), list -> c.onlyIf(list.toArray(Condition[]::new)), others);
        } else if (command instanceof Capture c) {
            others.add(new Capture(c.id(), OTHER_ID, c.part(), c.closes(), c.details(), c.conditions()));
            others.add(new Capture(c.id(), c.hold(), c.part(), !c.closes(), c.details(), c.conditions()));
            parts(c.part(), c::part, others);
            details(c.details(), c::details, others);
            conditions(c.conditions(), list -> c.onlyIf(list.toArray(Condition[]::new)), others);
        } else if (command instanceof Release c) {
            others.add(new Release(c.id(), OTHER_ID, c.details(), c.conditions()));
            details(c.details(), c::details, others);
            conditions(c.conditions(), list -> c.onlyIf(list.toArray(Condition[]::new)), others);
        } else if (command instanceof Reversal c) {
            others.add(new Reversal(c.id(), OTHER_ID, c.details(), c.conditions()));
            others.add(new Release(c.id(), c.origin(), c.details(), c.conditions()));
            details(c.details(), c::details, others);
            conditions(c.conditions(), list -> c.onlyIf(list.toArray(Condition[]::new)), others);
        } else if (command instanceof Refund c) {
            others.add(new Refund(c.id(), OTHER_ID, c.part(), c.details(), c.conditions()));
            others.add(new Capture(c.id(), c.origin(), c.part(), false, c.details(), c.conditions()));
            parts(c.part(), c::part, others);
            details(c.details(), c::details, others);
            conditions(c.conditions(), list -> c.onlyIf(list.toArray(Condition[]::new)), others);
        } else {
            ofSeveral(command, others);
        }
        return others;
    }

    private static void ofSeveral(Command command, List<Command> others) {
        if (command instanceof Sweep c) {
            others.add(new Sweep(c.id(), OTHER_ACCOUNT, c.to(), c.maximum(), c.details(), c.conditions()));
            others.add(new Sweep(c.id(), c.from(), OTHER_ACCOUNT, c.maximum(), c.details(), c.conditions()));
            others.add(new Sweep(
                    c.id(), c.from(), c.to(), c.maximum() == null ? Amount.of(9) : null, c.details(), c.conditions()));
            others.add(c.atMost(10));
            details(c.details(), c::details, others);
            conditions(c.conditions(), list -> c.onlyIf(list.toArray(Condition[]::new)), others);
        } else if (command instanceof CloseAccount c) {
            others.add(new CloseAccount(c.id(), OTHER_ACCOUNT, c.sweepTo(), c.details(), c.conditions()));
            others.add(c.sweepTo(OTHER_ACCOUNT));
            details(c.details(), c::details, others);
            conditions(c.conditions(), list -> c.onlyIf(list.toArray(Condition[]::new)), others);
        } else if (command instanceof PayEach c) {
            List<PayEach.Payee> more = new ArrayList<>(c.payees());
            more.add(new PayEach.Payee(OTHER_ACCOUNT, Amount.of(1)));
            List<PayEach.Payee> changed = new ArrayList<>(c.payees());
            changed.set(0, new PayEach.Payee(OTHER_ACCOUNT, changed.get(0).amount()));
            others.add(new PayEach(c.id(), OTHER_ACCOUNT, c.payees(), c.details(), c.conditions()));
            others.add(new PayEach(c.id(), c.payer(), more, c.details(), c.conditions()));
            others.add(new PayEach(c.id(), c.payer(), changed, c.details(), c.conditions()));
            details(c.details(), d -> new PayEach(c.id(), c.payer(), c.payees(), d, c.conditions()), others);
            conditions(c.conditions(), l -> new PayEach(c.id(), c.payer(), c.payees(), c.details(), l), others);
        } else if (command instanceof Schedule c) {
            schedules(c, others);
        } else if (command instanceof CancelSchedule c) {
            others.add(new CancelSchedule(c.id(), OTHER_ID, c.conditions()));
            others.add(new Release(c.id(), c.schedule(), Details.NONE, c.conditions()));
            conditions(c.conditions(), list -> new CancelSchedule(c.id(), c.schedule(), list), others);
        } else {
            groups((Group) command, others);
        }
    }

    private static void schedules(Schedule s, List<Command> others) {
        to(s.what()).forEach(what -> others.add(new Schedule(what, s.first(), s.recurrence(), s.conditions())));
        others.add(new Schedule(s.what(), s.first().plusNanos(1), s.recurrence(), s.conditions()));
        conditions(s.conditions(), list -> new Schedule(s.what(), s.first(), s.recurrence(), list), others);
        for (Recurrence recurrence : recurrences(s.recurrence())) {
            others.add(new Schedule(s.what(), s.first(), recurrence, s.conditions()));
        }
    }

    private static List<Recurrence> recurrences(@Nullable Recurrence r) {
        Recurrence.Rhythm daily = new Recurrence.Interval(Duration.ofDays(1));
        if (r == null) {
            return List.of(new Recurrence(daily, null, 0, Recurrence.Missed.RUN_EACH));
        }
        Recurrence.Missed missed =
                r.missed() == Recurrence.Missed.RUN_EACH ? Recurrence.Missed.RUN_ONE : Recurrence.Missed.RUN_EACH;
        Instant until = r.until() == null ? Instant.parse("2261-01-01T00:00:00Z") : null;
        return List.of(
                new Recurrence(daily, r.until(), r.times(), r.missed()),
                new Recurrence(
                        new Recurrence.Calendar(Period.ofDays(1), "Europe/Paris"), r.until(), r.times(), r.missed()),
                new Recurrence(r.rhythm(), until, r.times(), r.missed()),
                new Recurrence(r.rhythm(), r.until(), r.times() ^ 2, r.missed()),
                new Recurrence(r.rhythm(), r.until(), r.times(), missed));
    }

    private static void groups(Group group, List<Command> others) {
        List<Command> more = new ArrayList<>(group.members());
        more.add(Release.of(OTHER_ID, OTHER_ID));
        others.add(new Group(group.id(), more, group.conditions()));
        for (int i = 0; i < group.members().size(); i++) {
            List<Command> changed = new ArrayList<>(group.members());
            changed.set(i, withId(changed.get(i), OTHER_ID));
            others.add(new Group(group.id(), changed, group.conditions()));
            for (Command member : to(group.members().get(i))) {
                changed = new ArrayList<>(group.members());
                changed.set(i, member);
                others.add(new Group(group.id(), changed, group.conditions()));
            }
        }
        conditions(group.conditions(), list -> new Group(group.id(), group.members(), list), others);
    }

    private static void of(Command command, int parts, List<Command> others) {
        for (int part = 0; part <= parts; part++) {
            others.add(Altered.part(command, part));
        }
    }

    private static List<Transfer> transfers(Transfer t) {
        List<Command> others = new ArrayList<>();
        for (int part = 0; part < 4; part++) {
            if (Altered.part(t, part) instanceof Transfer altered) {
                others.add(altered);
            }
        }
        details(t.details(), d -> new Transfer(t.id(), t.entries(), d, t.conditions(), t.exchange()), others);
        conditions(t.conditions(), l -> new Transfer(t.id(), t.entries(), t.details(), l, t.exchange()), others);
        for (Exchange exchange : exchanges(t.exchange())) {
            others.add(new Transfer(t.id(), t.entries(), t.details(), t.conditions(), exchange));
        }
        return others.stream().map(Transfer.class::cast).toList();
    }

    private static List<Exchange> exchanges(@Nullable Exchange e) {
        if (e == null) {
            return List.of(Exchange.of(Rate.of(7, 3), RoundingMode.UP, 0, 1));
        }
        Rate inverse =
                e.rate().equals(e.rate().inverse()) ? Rate.of(2, 1) : e.rate().inverse();
        RoundingMode rounding = e.rounding() == RoundingMode.UP ? RoundingMode.DOWN : RoundingMode.UP;
        return List.of(
                new Exchange(inverse, e.rounding(), e.from(), e.to(), e.residue()),
                new Exchange(e.rate(), rounding, e.from(), e.to(), e.residue()),
                new Exchange(e.rate(), e.rounding(), e.to(), e.from(), e.residue()),
                e.residue(OTHER_ACCOUNT));
    }

    private static void details(Details d, Function<Details, Command> command, List<Command> others) {
        Instant time = Instant.EPOCH.equals(d.effectiveTime()) ? null : Instant.EPOCH;
        others.add(command.apply(d.withReference(d.reference().equals("another") ? "" : "another")));
        others.add(command.apply(d.withCode(d.code() ^ 1)));
        others.add(command.apply(new Details(d.reference(), d.code(), time, d.metadata())));
        others.add(command.apply(new Details(
                d.reference(), d.code(), d.effectiveTime(), d.metadata().isEmpty() ? Map.of("key", "") : Map.of())));
    }

    private static void conditions(
            List<Condition> conditions, Function<List<Condition>, Command> command, List<Command> others) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(CONDITION);
        others.add(command.apply(more));
        if (!conditions.isEmpty()) {
            Condition first = conditions.get(0);
            others.add(command.apply(conditions.subList(1, conditions.size())));
            others.add(command.apply(replaced(conditions, new Condition(OTHER_ACCOUNT, first.kind(), first.bound()))));
            others.add(command.apply(
                    replaced(conditions, new Condition(first.account(), first.kind(), SignedAmount.of(4_711)))));
        }
    }

    private static List<Condition> replaced(List<Condition> conditions, Condition first) {
        List<Condition> changed = new ArrayList<>(conditions);
        changed.set(0, first);
        return changed;
    }

    private static void parts(Part part, Function<Part, Command> command, List<Command> others) {
        others.add(command.apply(part.equals(Part.total(5)) ? Part.total(6) : Part.total(5)));
        others.add(command.apply(part.equals(Part.amounts(1, 2)) ? Part.amounts(2, 1) : Part.amounts(1, 2)));
        others.add(command.apply(part.equals(Part.all()) ? Part.total(3) : Part.all()));
        if (part instanceof Part.Total total) {
            others.add(command.apply(new Part.Total(total.entry() == 0 ? 1 : 0, total.amount())));
        }
    }

    /** The same content under another id, whatever the kind. */
    static Command withId(Command command, CommandId id) {
        RecordBuffer out = new RecordBuffer(256);
        CommandCodec.write(command, out);
        EffectLayout.putLong(out.bytes(), EffectLayout.ID_HIGH, id.high());
        EffectLayout.putLong(out.bytes(), EffectLayout.ID_LOW, id.low());
        return CommandCodec.read(out.bytes(), 0);
    }
}
