package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Carries out commands of every kind, and between them what time does: what is judged first, and what has which position.
 */
final class ModelExecutor {
    /** Replaced by an earlier copy when a group fails. */
    ModelBooks books;

    ModelExecutor(ModelBooks books) {
        this.books = books;
    }

    /** Does what is due, before the first command of a batch: holds expire, schedules run. */
    void doWhatIsDue() {
        if (books.clockNanos == null) {
            return;
        }
        long batchNanos = books.nextNanos();
        for (Optional<Due> next = next(); next.isPresent() && next.get().nanos <= batchNanos; next = next()) {
            next.get().what.run();
        }
    }

    /** Something that time does: when it is due, who is before others that are due at once, under which id. */
    record Due(long nanos, long position, CommandId id, Runnable what) {}

    /** What time does next: a hold expires, or a schedule runs. */
    Optional<Due> next() {
        Stream<Due> holds = books.holds.values().stream()
                .filter(hold -> hold.status == HoldStatus.OPEN && hold.dueNanos() != null)
                .map(hold -> expiry(hold));
        Stream<Due> schedules = books.schedules.values().stream()
                .filter(schedule -> schedule.dueNanos != null)
                .map(schedule -> run(schedule));
        return Stream.concat(holds, schedules)
                .min(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::position));
    }

    private Due expiry(ModelHold hold) {
        ModelHolds holds = new ModelHolds(books);
        CommandId id = hold.hold.id();
        long due = hold.dueNanos();
        return new Due(due, hold.receipt.position(), holds.expiryId(id, due), () -> holds.expire(id, due));
    }

    private Due run(ModelSchedule schedule) {
        ModelSchedules schedules = new ModelSchedules(books);
        return new Due(
                schedule.dueNanos,
                schedule.receipt.position(),
                schedules.firedId(schedule),
                () -> schedules.run(schedule, this::decide));
    }

    Outcome decide(Command command) {
        ModelBooks.Settled first = books.settled.get(command.id());
        if (first != null) {
            return firstDifference(first, command)
                    .<Outcome>map(field -> new Outcome.Rejected(
                            command.id(),
                            new Rejection.IdConflict(field, first.receipt().position())))
                    .orElseGet(first::again);
        }
        Optional<Rejection> rejection = judge(command);
        if (rejection.isPresent()) {
            return books.reject(command, rejection.get()).first();
        }
        return command instanceof Group group ? carryOutTogether(group) : carryOut(command);
    }

    private static Optional<String> firstDifference(ModelBooks.Settled first, Command command) {
        return first.command() == null ? Optional.of("kind") : Contents.firstDifference(first.command(), command);
    }

    private Optional<Rejection> judge(Command command) {
        return ModelRules.first(
                () -> idSettled(idsUsedBy(command)),
                () -> new ModelConditions(books).judge(command.conditions()),
                () -> judgeOnItsOwn(command));
    }

    private Optional<Rejection> idSettled(List<CommandId> ids) {
        return ids.stream()
                .filter(books.settled::containsKey)
                .findFirst()
                .map(id -> new Rejection.IdSettled(
                        id, books.settled.get(id).receipt().position()));
    }

    /** Those of members, and derived ones. */
    private static List<CommandId> idsUsedBy(Command command) {
        if (command instanceof Group group) {
            return group.members().stream().map(Command::id).toList();
        }
        if (command instanceof PayEach payment) {
            return IntStream.range(0, payment.payees().size())
                    .mapToObj(payment::payeeId)
                    .toList();
        }
        return command instanceof CloseAccount closing ? ModelSweeps.derivedIds(closing) : List.of();
    }

    private Optional<Rejection> judgeOnItsOwn(Command command) {
        return switch (command.kind()) {
            case OPEN_ACCOUNT -> new ModelAccounts(books).judge((OpenAccount) command);
            case UPDATE_ACCOUNT -> new ModelAccounts(books).judge((AccountUpdate) command);
            case TRANSFER -> new ModelTransfers(books).judge((Transfer) command);
            case HOLD -> new ModelTransfers(books).judge((Hold) command);
            case CAPTURE -> new ModelHolds(books).judge((Capture) command);
            case RELEASE -> new ModelHolds(books).judge((Release) command);
            case REVERSAL -> new ModelReversals(books).judge((Reversal) command);
            case REFUND -> new ModelReversals(books).judge((Refund) command);
            case SWEEP -> new ModelSweeps(books).judge((Sweep) command);
            case CLOSE_ACCOUNT -> new ModelSweeps(books).judge((CloseAccount) command);
            case SCHEDULE -> new ModelSchedules(books).judge((Schedule) command);
            case CANCEL_SCHEDULE -> new ModelSchedules(books).judge((CancelSchedule) command);
            case PAY_EACH, GROUP -> Optional.empty();
            case TICK, RESTORE_MARK -> throw notACommand(command);
        };
    }

    /** The id is settled before anything is done: what a command does in parts has later positions. */
    private Outcome carryOut(Command command) {
        Receipt receipt = books.nextReceipt(command.id());
        books.settle(command, receipt, Decision.AsAsked.INSTANCE);
        return books.settle(command, receipt, effect(command, receipt)).first();
    }

    private Decision effect(Command command, Receipt receipt) {
        switch (command.kind()) {
            case OPEN_ACCOUNT -> new ModelAccounts(books).open((OpenAccount) command, receipt);
            case UPDATE_ACCOUNT -> new ModelAccounts(books).update((AccountUpdate) command);
            case TRANSFER -> new ModelTransfers(books).post((Transfer) command, receipt);
            case HOLD -> new ModelTransfers(books).place((Hold) command, receipt);
            case CAPTURE -> {
                return new ModelHolds(books).capture((Capture) command, receipt);
            }
            case RELEASE -> {
                return new ModelHolds(books).release((Release) command, receipt);
            }
            case REVERSAL -> {
                return new ModelReversals(books).reverse((Reversal) command, receipt);
            }
            case REFUND -> {
                return new ModelReversals(books).refund((Refund) command, receipt);
            }
            case SWEEP -> {
                return new ModelSweeps(books).sweep((Sweep) command, receipt);
            }
            case CLOSE_ACCOUNT -> {
                return new ModelSweeps(books).close((CloseAccount) command);
            }
            case PAY_EACH -> {
                return payEach((PayEach) command);
            }
            case SCHEDULE -> new ModelSchedules(books).setUp((Schedule) command, receipt);
            case CANCEL_SCHEDULE -> new ModelSchedules(books).cancel((CancelSchedule) command, receipt);
            case GROUP -> throw new IllegalArgumentException("a group is carried out as a whole");
            case TICK, RESTORE_MARK -> throw notACommand(command);
        }
        return Decision.AsAsked.INSTANCE;
    }

    private Decision payEach(PayEach payment) {
        return new Decision.Each(IntStream.range(0, payment.payees().size())
                .mapToObj(i -> decide(payment.transfer(i)))
                .toList());
    }

    /** All members, or the books as they were and a rejection. */
    private Outcome carryOutTogether(Group group) {
        ModelBooks before = books.copy();
        Receipt receipt = books.nextReceipt(group.id());
        books.settle(group, receipt, Decision.AsAsked.INSTANCE);
        List<Outcome> outcomes = new ArrayList<>();
        for (Command member : group.members()) {
            Optional<Rejection> taken = idSettled(List.of(member.id()));
            Outcome outcome = taken.isPresent() ? new Outcome.Rejected(member.id(), taken.get()) : decide(member);
            if (outcome instanceof Outcome.Rejected rejected) {
                books = before;
                Rejection why = new Rejection.GroupMemberRejected(outcomes.size(), member.id(), rejected.rejection());
                return books.reject(group, why).first();
            }
            outcomes.add(outcome);
        }
        return books.settle(group, receipt, new Decision.Each(outcomes)).first();
    }

    private static IllegalArgumentException notACommand(Command command) {
        return new IllegalArgumentException("nobody can ask for a " + command.kind());
    }
}
