package dev.florin.ledger.storage.golden;

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
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Refund;
import dev.florin.ledger.RejectionReason;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.ScheduleQuery;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.file.FileStorage;
import dev.florin.ledger.storage.file.Restore;
import dev.florin.ledger.testkit.RandomCommands;
import dev.florin.ledger.testkit.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Writes golden books with this version, under the names given: {@code NAME} is closed in an orderly way, {@code NAME-killed}
 * is what a process leaves behind that was killed, {@code NAME-restored} is a new incarnation. See the README beside the files.
 */
final class WriteGoldenBooks {
    private static final long START_NANOS = 1_700_000_000_000_000_000L;
    private static final int STEPS = 700;

    /** So little that golden books have snapshots. */
    private static final long SNAPSHOT_BYTES = 64 << 10;

    /** More than effects are recorded ahead of a clock that stands still. */
    private static final long SLACK_NANOS = 1_000_000;

    private static final CommandId LOST = id("in Atlantis");

    private final Path books;
    private final AtomicLong clock = new AtomicLong(START_NANOS);
    private final Set<CommandId> ids = new LinkedHashSet<>();
    private final Set<RejectionReason> missing = EnumSet.allOf(RejectionReason.class);

    private final List<Command> waiting = new ArrayList<>();
    private final RandomCommands commands;
    private final Random sizes;
    private Ledger ledger;
    private int coins;

    private WriteGoldenBooks(Path books, long seed) {
        this.books = books;
        this.commands = new RandomCommands(seed);
        this.sizes = new Random(seed);
        this.ledger = open(books, clock::get);
    }

    /** Takes the name of the new golden books, and a seed. */
    public static void main(String[] args) throws IOException {
        Path work = Files.createTempDirectory("golden");
        WriteGoldenBooks writing = new WriteGoldenBooks(work.resolve("books"), Long.parseLong(args[1]));
        writing.write(args[0], work.resolve("killed"));
        System.out.println("reasons that these books do not have: " + writing.missing);
    }

    /** Golden books are opened at the time at which they begin, so that nothing in them expires. */
    static Ledger open(Path folder) {
        return open(folder, () -> START_NANOS);
    }

    private static Ledger open(Path folder, LedgerClock clock) {
        return Ledger.open(
                FileStorage.at(folder).segmentBytes(64 << 10).snapshotEvery(SNAPSHOT_BYTES),
                LedgerOptions.defaults().clock(clock).maxClockLeap(Duration.ofDays(100_000)));
    }

    private void write(String name, Path killed) throws IOException {
        for (Command command : byHand()) {
            waiting.add(command);
            submitWaiting();
        }
        List<Step> steps = commands.takeSteps(STEPS);
        steps.subList(0, STEPS / 3).forEach(this::take);
        submitWaiting();
        settle();
        // Nothing is due until time passes: nobody writes while the books are copied.
        copy(books, killed);
        keep(name + "-killed", killed);
        steps.subList(STEPS / 3, STEPS).forEach(this::take);
        submitWaiting();
        settle();
        ledger.close();
        keep(name, books);
        Path restored = books.resolveSibling("restored");
        Restore.of(books, restored).run();
        keep(name + "-restored", restored);
    }

    /** Waits until no date is due and none is missing, but in a zone that nobody knows: opening adds nothing then. */
    private void settle() {
        while (ledger.schedules(ScheduleQuery.all()).schedules().stream().anyMatch(this::isUnsettled)) {
            submitWaiting();
            LockSupport.parkNanos(10_000_000);
        }
    }

    private boolean isUnsettled(ScheduleView view) {
        return view.nextDue()
                .map(due -> LedgerClock.nanosOf(due) <= clock.get() + SLACK_NANOS)
                .orElse(!view.schedule().id().equals(LOST));
    }

    private void take(Step step) {
        if (step instanceof Step.Submit submit) {
            waiting.add(submit.command());
        }
        if (!(step instanceof Step.Submit) || sizes.nextInt(4) == 0) {
            submitWaiting();
        }
        if (step instanceof Step.TimePasses time) {
            clock.addAndGet(time.nanos());
        } else if (step instanceof Step.Reopen) {
            ledger.close();
            ledger = open(books, clock::get);
        }
    }

    /** The last command is there so that what was due has expired, even if nobody waited. */
    private void submitWaiting() {
        waiting.add(transfer("coin " + coins++, "mint", "vault", Amount.of(1)));
        for (Outcome outcome : ledger.submitAll(waiting)) {
            ids.add(outcome.id());
            if (outcome instanceof Outcome.Rejected rejected) {
                missing.remove(rejected.rejection().reason());
            }
        }
        waiting.clear();
    }

    /** The words are those of a copy: opening books may change them. */
    private void keep(String name, Path folder) throws IOException {
        Path asked = folder.resolveSibling(name);
        copy(folder, asked);
        try (Ledger again = open(asked)) {
            GoldenFiles.add(name, folder, BooksInWords.of(again, List.copyOf(ids)));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.sorted().toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    /** What the generator of commands reaches seldom or never. */
    private static List<Command> byHand() {
        Asset gold = Asset.of("XAU", 30);
        List<Command> commands = new ArrayList<>();
        commands.add(OpenAccount.of(Account.named("mint", gold).debitNormal().unlimited()));
        commands.add(OpenAccount.of(Account.named("vault", gold)
                .metadata("note", "a tab\t, a line\nand \u0000 nothing")
                .metadata("\u540d\u524d", "\ud83e\udd84")));
        commands.add(OpenAccount.of(Account.named("till", gold)));
        commands.add(transfer("all the gold", "mint", "vault", Amount.MAX.minus(Amount.of(1_000))));
        commands.add(transfer("more than all", "mint", "vault", Amount.of(1_001)));
        commands.add(hold("endless", "vault", "till", 5, Duration.ofDays(73_000)));
        commands.add(hold("kept open", "vault", "till", 5, Duration.ofDays(3_000)));
        commands.add(hold("without time-out", "vault", "till", 8, null));
        commands.add(hold("expires", "vault", "till", 6, Duration.ofSeconds(2)));
        commands.add(Capture.of(id("part"), id("without time-out")).total(3));
        commands.add(Release.of(id("rest"), id("without time-out")));
        commands.add(Refund.of(id("back"), id("part")).total(1));
        commands.add(Reversal.of(id("all back"), id("part")));
        commands.add(Reversal.of(id("again"), id("part")));
        commands.add(AccountUpdate.of(id("freeze"), "till").status(AccountStatus.FROZEN));
        commands.add(hold("frozen", "vault", "till", 1, null));
        commands.add(CloseAccount.of(id("close"), "till"));
        commands.add(hold("taken back", "vault", "mint", 4, null));
        commands.add(Capture.of(id("a piece"), id("taken back")).total(1));
        commands.add(Refund.of(id("too much"), id("all the gold")).total(Amount.MAX));
        commands.add(Reversal.of(id("whole hold"), id("taken back")));
        commands.add(Release.of(id("nothing to release"), id("taken back")));
        commands.add(Reversal.of(id("twice"), id("taken back")));
        commands.add(OpenAccount.of(Account.named("chest", gold)));
        commands.add(hold("for the chest", "vault", "chest", 1, null));
        commands.add(CloseAccount.of(id("not yet"), "chest"));
        commands.add(OpenAccount.of(Account.named("coarse gold", Asset.of("XAU", 3))));
        commands.add(OpenAccount.of(Account.named("purse", Asset.of("PCS", 0))));
        commands.add(Sweep.of(id("other asset"), "vault", "purse"));
        commands.add(Group.of(
                id("settled"),
                transfer("new", "mint", "vault", Amount.of(1)),
                hold("kept open", "vault", "mint", 1, null)));
        schedules(gold, commands);
        return commands;
    }

    private static void schedules(Asset gold, List<Command> commands) {
        Instant first = LedgerClock.instantOf(START_NANOS + 5_000_000_000L);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Recurrence daily = Recurrence.every(Duration.ofDays(1));
        Recurrence monthly = Recurrence.every(Period.ofMonths(1), berlin);
        Recurrence.Calendar atlantis = new Recurrence.Calendar(Period.ofDays(1), "Atlantis/Poseidonis");
        commands.add(OpenAccount.of(Account.named("drawer", gold)));
        commands.add(Schedule.of(transfer("once", "vault", "drawer", Amount.of(2)), first));
        commands.add(Schedule.of(transfer("soon", "vault", "drawer", Amount.of(2)), Instant.EPOCH));
        commands.add(Schedule.of(transfer("every day", "vault", "drawer", Amount.of(1)), first)
                .repeat(daily.times(30)));
        commands.add(Schedule.of(hold("every other day", "vault", "drawer", 1, Duration.ofDays(1)), first)
                .repeat(Recurrence.every(Duration.ofDays(2)).missed(Recurrence.Missed.RUN_ONE)));
        commands.add(Schedule.of(Sweep.of(id("every month"), "drawer", "vault"), first)
                .repeat(monthly));
        commands.add(Schedule.of(
                        PayEach.of(id("every third month"), "vault")
                                .pay("drawer", 1)
                                .pay("mint", 1)
                                .pay("till", 1)
                                .build(),
                        first)
                .repeat(Recurrence.every(Period.ofMonths(3), berlin)
                        .missed(Recurrence.Missed.RUN_ONE)
                        .until(first.plus(Duration.ofDays(400)))));
        commands.add(new Schedule(
                transfer("in Atlantis", "vault", "drawer", Amount.of(1)),
                first,
                new Recurrence(atlantis, null, 0, Recurrence.Missed.RUN_EACH),
                List.of(Condition.versionIs(AccountId.of("drawer"), 0))));
        commands.add(Schedule.of(transfer("never", "vault", "drawer", Amount.of(1)), first));
        commands.add(CloseAccount.of(id("named by schedules"), "drawer"));
        commands.add(CancelSchedule.of(id("cancelled"), id("never")));
        commands.add(CancelSchedule.of(id("cancelled twice"), id("never")));
        commands.add(CancelSchedule.of(id("too late"), id("soon")));
        commands.add(CancelSchedule.of(id("no schedule"), id("kept open")));
        commands.add(Schedule.of(transfer("to nobody", "vault", "nobody", Amount.of(1)), first));
    }

    private static CommandId id(String name) {
        return CommandId.of("golden: " + name);
    }

    private static Transfer transfer(String name, String from, String to, Amount amount) {
        return Transfer.of(id(name))
                .debit(from, amount)
                .credit(to, amount)
                .reference("\u202e" + name)
                .build();
    }

    private static Hold hold(
            String name, String from, String to, long amount, @org.jspecify.annotations.Nullable Duration timeout) {
        Hold hold = Hold.of(transfer(name, from, to, Amount.of(amount)));
        return timeout == null ? hold : hold.timeout(timeout);
    }
}
