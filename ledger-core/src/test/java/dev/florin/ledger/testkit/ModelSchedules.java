package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.ScheduleStatus;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Schedules: their rules in order, and what happens when a date comes. */
final class ModelSchedules {
    private final ModelBooks books;

    ModelSchedules(ModelBooks books) {
        this.books = books;
    }

    Optional<Rejection> judge(Schedule schedule) {
        List<AccountId> named = accounts(schedule);
        return ModelRules.first(
                () -> new ModelRules(books).unknownAccount(named),
                () -> named.stream()
                        .filter(id -> books.accounts.get(id).status == AccountStatus.CLOSED)
                        .findFirst()
                        .map(Rejection.AccountClosed::new),
                () -> firstDateTooEarly(schedule));
    }

    private Optional<Rejection> firstDateTooEarly(Schedule schedule) {
        if (schedule.recurrence() == null
                || ModelDates.isCalendar(schedule)
                || schedule.recurrence().missed() == Recurrence.Missed.RUN_ONE) {
            return Optional.empty();
        }
        BigInteger first = ModelDates.nanosOf(schedule.first());
        long now = books.nextNanos();
        BigInteger dates = ModelDates.countBefore(schedule, now);
        return dates.compareTo(BigInteger.valueOf(10_000)) > 0
                ? Optional.of(
                        new Rejection.FirstDateTooEarly(first.longValueExact(), now, dates.longValueExact(), 10_000))
                : Optional.empty();
    }

    Optional<Rejection> judge(CancelSchedule cancellation) {
        CommandId id = cancellation.schedule();
        return ModelRules.first(
                () -> ModelReversals.origin(books, id, books.schedules.keySet()), () -> hasNoMoreDates(id));
    }

    private Optional<Rejection> hasNoMoreDates(CommandId id) {
        ModelSchedule schedule = books.schedules.get(id);
        if (schedule.closing == null) {
            return Optional.empty();
        }
        long position = schedule.closing.position();
        return Optional.of(
                schedule.status == ScheduleStatus.CANCELLED
                        ? new OriginRejection.ScheduleCancelled(id, position)
                        : new OriginRejection.ScheduleEnded(id, position));
    }

    /** Of an account that is to be closed. */
    Optional<Rejection> accountHasSchedules(AccountId account) {
        List<ModelSchedule> naming = naming(account);
        return naming.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rejection.AccountHasSchedules(
                        account, naming.size(), naming.get(0).schedule.id()));
    }

    /** The schedules with a date to come that name an account, in the order in which they were set up. */
    List<ModelSchedule> naming(AccountId account) {
        return books.schedules.values().stream()
                .filter(ModelSchedule::isActive)
                .filter(schedule -> accounts(schedule.schedule).contains(account))
                .toList();
    }

    private static List<AccountId> accounts(Schedule schedule) {
        Command what = schedule.what();
        List<AccountId> accounts = new ArrayList<>();
        if (what instanceof Transfer transfer) {
            transfer.entries().stream().map(Entry::account).forEach(accounts::add);
        } else if (what instanceof Hold hold) {
            hold.transfer().entries().stream().map(Entry::account).forEach(accounts::add);
        } else if (what instanceof Sweep sweep) {
            accounts.add(sweep.from());
            accounts.add(sweep.to());
        } else {
            PayEach payment = (PayEach) what;
            accounts.add(payment.payer());
            payment.payees().stream().map(PayEach.Payee::account).forEach(accounts::add);
        }
        return accounts;
    }

    void setUp(Schedule schedule, Receipt receipt) {
        books.schedules.put(schedule.id(), new ModelSchedule(schedule, receipt));
    }

    void cancel(CancelSchedule cancellation, Receipt receipt) {
        books.schedules.get(cancellation.schedule()).close(ScheduleStatus.CANCELLED, receipt);
    }

    /** A date has come: what is to be done is decided like any command, by whoever decides. */
    void run(ModelSchedule schedule, Function<Command, Outcome> decider) {
        long due = schedule.dueNanos;
        Receipt fired = books.nextReceipt(firedId(schedule));
        CommandId did = derived("florin:run", schedule, due);
        schedule.runs.add(new ModelSchedule.Run(due, fired, did));
        int times = schedule.schedule.repeats().map(Recurrence::times).orElse(1);
        if (times == schedule.runs.size()) {
            schedule.close(ScheduleStatus.ENDED, fired);
        } else if (ModelDates.isCalendar(schedule.schedule)) {
            schedule.dueNanos = null;
        } else {
            goOn(schedule, fired);
        }
        books.passTime(fired, Decision.AsAsked.INSTANCE);
        Command what = schedule.schedule.what();
        Outcome outcome = decider.apply(Copies.of(what, did, what.conditions()));
        books.passTime(fired, new Decision.Each(List.of(outcome)));
    }

    /** The next date of a calendar becomes known. */
    void plan(ModelSchedule schedule) {
        Receipt planned = books.nextReceipt(plannedId(schedule));
        goOn(schedule, planned);
        books.passTime(planned, Decision.AsAsked.INSTANCE);
    }

    CommandId firedId(ModelSchedule schedule) {
        return derived("florin:fired", schedule, schedule.dueNanos);
    }

    CommandId plannedId(ModelSchedule schedule) {
        return derived("florin:planned", schedule, schedule.lastRun().dueNanos());
    }

    /** With the date behind the last one, or, of missed dates that are skipped, behind the time at which that ran. */
    private static void goOn(ModelSchedule schedule, Receipt receipt) {
        ModelSchedule.Run last = schedule.lastRun();
        boolean skips = schedule.schedule.repeats().orElseThrow().missed() == Recurrence.Missed.RUN_ONE;
        long behind = skips ? Math.max(last.dueNanos(), last.fired().recordedNanos()) : last.dueNanos();
        long next = ModelDates.behind(schedule.schedule, behind);
        if (next == ModelDates.NONE) {
            schedule.close(ScheduleStatus.ENDED, receipt);
        } else {
            schedule.dueNanos = next;
        }
    }

    private CommandId derived(String what, ModelSchedule schedule, long dueNanos) {
        for (int attempt = 0; ; attempt++) {
            CommandId id = CommandId.derived(
                    what, schedule.schedule.id().toString(), Long.toString(dueNanos), Integer.toString(attempt));
            if (!books.settled.containsKey(id)) {
                return id;
            }
        }
    }
}
