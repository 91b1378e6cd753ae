package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Details;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Limit;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Part;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Side;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.Rate;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Commands with one part changed and the id kept: each in conflict with the first. */
public final class Altered {
    private static final AccountId STRANGER = AccountId.of("a stranger");
    private static final AccountId ANOTHER_STRANGER = AccountId.of("another stranger");
    private static final Amount ONE = Amount.of(1);
    private static final List<Condition> ONE_CONDITION = List.of(Condition.postedAtLeast(STRANGER, 0));

    /** Each kind has at most nine parts of its own; the last two numbers are the conditions and the kind. */
    private static final int PARTS = 11;

    private Altered() {}

    /**
     * Changes one part of a command.
     *
     * @param command what to change
     * @param which any number: it chooses the part
     * @return a command with the same id and other content
     */
    public static Command part(Command command, int which) {
        int part = Math.floorMod(which, PARTS);
        int index = Math.floorMod(which / PARTS, Transfer.MAX_ENTRIES);
        return switch (part) {
            case PARTS - 1 -> ofAnotherKind(command);
            case PARTS - 2 -> withConditions(command, command.conditions().isEmpty() ? ONE_CONDITION : List.of());
            default -> ownPart(command, part, index);
        };
    }

    private static Command ofAnotherKind(Command command) {
        return command instanceof AccountUpdate
                ? Transfer.of(command.id())
                        .debit(STRANGER, 1)
                        .credit(STRANGER, 1)
                        .build()
                : AccountUpdate.of(command.id(), STRANGER).code(1);
    }

    private static Command ownPart(Command command, int part, int index) {
        return switch (command.kind()) {
            case OPEN_ACCOUNT -> {
                OpenAccount opening = (OpenAccount) command;
                yield new OpenAccount(opening.id(), account(opening.account(), part % 8), opening.conditions());
            }
            case UPDATE_ACCOUNT -> update((AccountUpdate) command, part % 8);
            case TRANSFER -> transfer((Transfer) command, part, index);
            case HOLD -> hold((Hold) command, part, index);
            case CAPTURE -> capture((Capture) command, part % 7);
            case RELEASE -> release((Release) command, part % 5);
            case REVERSAL -> reversal((Reversal) command, part % 5);
            case REFUND -> refund((Refund) command, part % 6);
            case SWEEP -> sweep((Sweep) command, part % 7);
            case PAY_EACH -> payEach((PayEach) command, part % 8, index);
            case GROUP -> group((Group) command, part, index);
            case CLOSE_ACCOUNT -> close((CloseAccount) command, part % 6);
            case SCHEDULE -> schedule((Schedule) command, part, index);
            case CANCEL_SCHEDULE -> {
                CancelSchedule cancel = (CancelSchedule) command;
                yield new CancelSchedule(cancel.id(), other(cancel.schedule()), cancel.conditions());
            }
            case TICK, RESTORE_MARK -> throw new IllegalArgumentException("nobody can ask for a " + command.kind());
        };
    }

    private static Transfer transfer(Transfer transfer, int part, int number) {
        int index = number % transfer.entries().size();
        Entry entry = transfer.entries().get(index);
        return switch (part) {
            case 0 -> withEntry(transfer, index, new Entry(other(entry.account()), entry.side(), entry.amount()));
            case 1 -> withEntry(transfer, index, new Entry(entry.account(), entry.side(), other(entry.amount())));
            case 2 ->
                withEntry(
                        transfer, index, new Entry(entry.account(), entry.side().opposite(), entry.amount()));
            case 3 -> withEntry(transfer, transfer.entries().size(), new Entry(STRANGER, Side.DEBIT, ONE));
            case 4 ->
                new Transfer(
                        transfer.id(),
                        transfer.entries(),
                        transfer.details(),
                        transfer.conditions(),
                        other(transfer.exchange()));
            default -> Copies.withDetails(transfer, details(transfer.details(), part - 5));
        };
    }

    /** Replaces an entry, or adds one; where that would sum up to too much, changes the code instead. */
    private static Transfer withEntry(Transfer transfer, int index, Entry entry) {
        List<Entry> entries = new ArrayList<>(transfer.entries());
        if (index < entries.size()) {
            entries.set(index, entry);
        } else {
            entries.add(entry);
        }
        try {
            return new Transfer(transfer.id(), entries, transfer.details(), transfer.conditions(), transfer.exchange());
        } catch (MalformedCommandException tooMuch) {
            return Copies.withDetails(transfer, details(transfer.details(), 1));
        }
    }

    private static Hold hold(Hold hold, int part, int index) {
        return part == 8
                ? new Hold(hold.transfer(), other(hold.timeout()))
                : new Hold(transfer(hold.transfer(), part, index), hold.timeout());
    }

    private static Capture capture(Capture capture, int part) {
        return switch (part) {
            case 0 ->
                new Capture(
                        capture.id(),
                        other(capture.hold()),
                        capture.part(),
                        capture.closes(),
                        capture.details(),
                        capture.conditions());
            case 1 -> capture.part(other(capture.part()));
            case 2 ->
                new Capture(
                        capture.id(),
                        capture.hold(),
                        capture.part(),
                        !capture.closes(),
                        capture.details(),
                        capture.conditions());
            default -> capture.details(details(capture.details(), part - 3));
        };
    }

    private static Release release(Release release, int part) {
        return part == 0
                ? new Release(release.id(), other(release.hold()), release.details(), release.conditions())
                : release.details(details(release.details(), part - 1));
    }

    private static Reversal reversal(Reversal reversal, int part) {
        return part == 0
                ? new Reversal(reversal.id(), other(reversal.origin()), reversal.details(), reversal.conditions())
                : reversal.details(details(reversal.details(), part - 1));
    }

    private static Refund refund(Refund refund, int part) {
        return switch (part) {
            case 0 ->
                new Refund(refund.id(), other(refund.origin()), refund.part(), refund.details(), refund.conditions());
            case 1 -> refund.part(other(refund.part()));
            default -> refund.details(details(refund.details(), part - 2));
        };
    }

    private static Sweep sweep(Sweep sweep, int part) {
        AccountId from = part == 0 ? other(sweep.from(), sweep.to()) : sweep.from();
        AccountId to = part == 1 ? other(sweep.to(), sweep.from()) : sweep.to();
        Amount most = part == 2 ? other(sweep.maximum()) : sweep.maximum();
        Details details = part > 2 ? details(sweep.details(), part - 3) : sweep.details();
        return new Sweep(sweep.id(), from, to, most, details, sweep.conditions());
    }

    private static PayEach payEach(PayEach payment, int part, int number) {
        List<PayEach.Payee> payees = new ArrayList<>(payment.payees());
        int index = number % payees.size();
        PayEach.Payee payee = payees.get(index);
        switch (part) {
            case 1 -> payees.set(index, new PayEach.Payee(other(payee.account()), payee.amount()));
            case 2 -> payees.set(index, new PayEach.Payee(payee.account(), other(payee.amount())));
            case 3 -> payees.add(new PayEach.Payee(STRANGER, ONE));
            default -> {}
        }
        return new PayEach(
                payment.id(),
                part == 0 ? other(payment.payer()) : payment.payer(),
                payees,
                part > 3 ? details(payment.details(), part - 4) : payment.details(),
                payment.conditions());
    }

    /** A part of a member, or one member more. */
    private static Group group(Group group, int part, int number) {
        List<Command> members = new ArrayList<>(group.members());
        if (part == 0) {
            members.add(AccountUpdate.of(CommandId.derived(group.id().toString(), "" + members.size()), STRANGER)
                    .code(1));
        } else {
            int index = number % members.size();
            members.set(index, part(members.get(index), part - 1));
        }
        return new Group(group.id(), members, group.conditions());
    }

    private static CloseAccount close(CloseAccount closing, int part) {
        AccountId receiver = closing.sweepTo();
        AccountId account = part == 0 ? other(closing.account(), receiver) : closing.account();
        if (part == 1) {
            receiver = receiver == null ? other(account) : null;
        }
        Details details = part > 1 ? details(closing.details(), part - 2) : closing.details();
        return new CloseAccount(closing.id(), account, receiver, details, closing.conditions());
    }

    /** Its first date, how it repeats, or what it does. */
    private static Schedule schedule(Schedule schedule, int part, int index) {
        Instant first = schedule.first();
        return switch (part) {
            case 0 ->
                new Schedule(schedule.what(), first.minusSeconds(1), schedule.recurrence(), schedule.conditions());
            case 1 -> new Schedule(schedule.what(), first, other(schedule.recurrence(), index), schedule.conditions());
            case 2 ->
                new Schedule(
                        withConditions(
                                schedule.what(), schedule.what().conditions().isEmpty() ? ONE_CONDITION : List.of()),
                        first,
                        schedule.recurrence(),
                        schedule.conditions());
            default ->
                new Schedule(
                        ownPart(schedule.what(), part - 3 + index % 2 * 3, index),
                        first,
                        schedule.recurrence(),
                        schedule.conditions());
        };
    }

    private static @Nullable Recurrence other(@Nullable Recurrence recurrence, int part) {
        if (recurrence == null) {
            return Recurrence.every(Duration.ofDays(1 + part));
        }
        return switch (part % 4) {
            case 0 -> null;
            case 1 -> recurrence.times(recurrence.times() == 7 ? 8 : 7);
            case 2 ->
                recurrence.missed(
                        recurrence.missed() == Recurrence.Missed.RUN_ONE
                                ? Recurrence.Missed.RUN_EACH
                                : Recurrence.Missed.RUN_ONE);
            default ->
                new Recurrence(
                        recurrence.rhythm() instanceof Recurrence.Interval
                                ? new Recurrence.Calendar(Period.ofDays(1), "UTC")
                                : new Recurrence.Interval(Duration.ofDays(1)),
                        recurrence.until(),
                        recurrence.times(),
                        recurrence.missed());
        };
    }

    private static Details details(Details details, int part) {
        return switch (part) {
            case 0 ->
                new Details(other(details.reference()), details.code(), details.effectiveTime(), details.metadata());
            case 1 -> details.withCode(details.code() ^ 1);
            case 2 ->
                new Details(details.reference(), details.code(), other(details.effectiveTime()), details.metadata());
            default ->
                new Details(details.reference(), details.code(), details.effectiveTime(), other(details.metadata()));
        };
    }

    private static Account account(Account account, int part) {
        return switch (part) {
            case 0 ->
                new Account(
                        other(account.id()),
                        account.asset(),
                        account.normalSide(),
                        account.lowerLimit(),
                        account.upperLimit(),
                        account.code(),
                        account.name(),
                        account.metadata());
            case 1 ->
                new Account(
                        account.id(),
                        Asset.of("STRANGE", account.asset().scale() ^ 1),
                        account.normalSide(),
                        account.lowerLimit(),
                        account.upperLimit(),
                        account.code(),
                        account.name(),
                        account.metadata());
            case 2 -> account.normalSide(account.normalSide().opposite());
            case 3 -> account.lowerLimit(account.lowerLimit().equals(Limit.NONE) ? Limit.ZERO : Limit.NONE);
            case 4 -> account.upperLimit(account.upperLimit().equals(Limit.NONE) ? Limit.of(1_000) : Limit.NONE);
            case 5 -> account.code(account.code() ^ 1);
            case 6 -> account.name(other(account.name()));
            default ->
                new Account(
                        account.id(),
                        account.asset(),
                        account.normalSide(),
                        account.lowerLimit(),
                        account.upperLimit(),
                        account.code(),
                        account.name(),
                        other(account.metadata()));
        };
    }

    private static AccountUpdate update(AccountUpdate update, int part) {
        return switch (part) {
            case 0 -> copy(update, update.id(), other(update.account()));
            case 1 ->
                update.status(
                        update.status().stream().anyMatch(AccountStatus.FROZEN::equals)
                                ? AccountStatus.OPEN
                                : AccountStatus.FROZEN);
            case 2 ->
                update.normalSide(update.normalSide().stream().anyMatch(Side.DEBIT::equals) ? Side.CREDIT : Side.DEBIT);
            case 3 ->
                update.lowerLimit(update.lowerLimit().stream().anyMatch(Limit.NONE::equals) ? Limit.ZERO : Limit.NONE);
            case 4 ->
                update.upperLimit(update.upperLimit().stream().anyMatch(Limit.NONE::equals) ? Limit.ZERO : Limit.NONE);
            case 5 -> update.code(update.code().orElse(0) ^ 1);
            case 6 -> update.name(update.name().map(Altered::other).orElse(""));
            default -> update.metadata(update.metadata().map(Altered::other).orElse(Map.of()));
        };
    }

    /** The same changes under another id, or of another account. */
    static AccountUpdate copy(AccountUpdate update, CommandId id, AccountId account) {
        return merged(AccountUpdate.of(id, account), update);
    }

    /** The changes of both updates, those of the second one where they differ; id and account of the first. */
    static AccountUpdate merged(AccountUpdate first, AccountUpdate update) {
        AccountUpdate copy = first;
        copy = update.status().map(copy::status).orElse(copy);
        copy = update.normalSide().map(copy::normalSide).orElse(copy);
        copy = update.lowerLimit().map(copy::lowerLimit).orElse(copy);
        copy = update.upperLimit().map(copy::upperLimit).orElse(copy);
        copy = update.code().map(copy::code).orElse(copy);
        copy = update.name().map(copy::name).orElse(copy);
        copy = update.metadata().map(copy::metadata).orElse(copy);
        return copy.onlyIf(update.conditions().toArray(Condition[]::new));
    }

    /**
     * The same content under another id.
     *
     * @param command what to copy
     * @param id the id of the copy
     * @return the copy
     */
    public static Command withId(Command command, CommandId id) {
        return Copies.of(command, id, command.conditions());
    }

    /** The same command, if other conditions hold. */
    static Command withConditions(Command command, List<Condition> conditions) {
        return Copies.of(command, command.id(), conditions);
    }

    private static AccountId other(AccountId account) {
        return account.equals(STRANGER) ? ANOTHER_STRANGER : STRANGER;
    }

    private static AccountId other(AccountId account, @Nullable AccountId taken) {
        return Stream.of(STRANGER, ANOTHER_STRANGER, AccountId.of("a third stranger"))
                .filter(other -> !other.equals(account) && !other.equals(taken))
                .findFirst()
                .orElseThrow();
    }

    private static CommandId other(CommandId id) {
        return id.equals(CommandId.of("strange")) ? CommandId.of("stranger") : CommandId.of("strange");
    }

    private static Part other(Part part) {
        return part.equals(Part.all()) ? Part.total(1) : Part.all();
    }

    private static @Nullable Duration other(@Nullable Duration timeout) {
        return timeout == null ? Duration.ofMillis(2_500) : null;
    }

    private static @Nullable Exchange other(@Nullable Exchange exchange) {
        return exchange == null ? Exchange.of(Rate.of(1, 1), RoundingMode.DOWN, 0, 1) : null;
    }

    private static Amount other(@Nullable Amount amount) {
        if (amount == null) {
            return ONE;
        }
        return amount.equals(ONE) ? Amount.of(2) : amount.minus(ONE);
    }

    private static String other(String text) {
        return text.equals("another") ? "" : "another";
    }

    private static @Nullable Instant other(@Nullable Instant time) {
        return Instant.EPOCH.equals(time) ? null : Instant.EPOCH;
    }

    private static Map<String, String> other(Map<String, String> metadata) {
        return metadata.isEmpty() ? Map.of("another key", "") : Map.of();
    }
}
