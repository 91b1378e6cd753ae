package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.testkit.Faults;
import dev.florin.ledger.testkit.SnapshotStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Schedules run when their dates come, in ledgers that are idle, busy, closed, and told wrong times. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchedulesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration DAY = Duration.ofDays(1);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final SnapshotStorage storage = new SnapshotStorage(0, 0);
    private final AtomicLong time = new AtomicLong(LedgerClock.nanosOf(NOON));

    /** A clock that a test sets, and that is believed whatever it says. */
    private LedgerOptions byHand() {
        return LedgerOptions.defaults().clock(time::get).maxClockLeap(Duration.ofDays(100_000));
    }

    private Ledger open() {
        return Ledger.open(storage, byHand());
    }

    private Ledger openNew() {
        Ledger ledger = open();
        openBank(ledger);
        openUser(ledger, "ann", 0);
        openUser(ledger, "ben", 0);
        return ledger;
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.plusMillis(1).toNanos());
    }

    private void setTo(String moment) {
        time.set(LedgerClock.nanosOf(Instant.parse(moment)));
    }

    private static Transfer pay(String to, long amount) {
        return transfer(BANK, to, amount);
    }

    private static ScheduleView view(Ledger ledger, CommandId schedule) {
        return ledger.schedule(schedule).orElseThrow();
    }

    private static List<ScheduleRun> runs(Ledger ledger, CommandId schedule) {
        return ledger.runs(schedule, 0, 1_000).orElseThrow().runs();
    }

    private static List<String> dates(Ledger ledger, CommandId schedule) {
        return runs(ledger, schedule).stream().map(run -> run.due().toString()).toList();
    }

    private static void awaitRuns(Ledger ledger, CommandId schedule, int count) {
        await().atMost(PATIENCE).until(() -> view(ledger, schedule).runs() == count);
    }

    private static void awaitNext(Ledger ledger, CommandId schedule, String moment) {
        await().atMost(PATIENCE)
                .until(() -> view(ledger, schedule)
                        .nextDue()
                        .filter(Instant.parse(moment)::equals)
                        .isPresent());
    }

    @Test
    void whatIsScheduledOnceRunsOnceInAnIdleLedger() {
        try (Ledger ledger = openNew()) {
            Schedule schedule = Schedule.of(pay("ann", 7), NOON.plus(DAY));
            Receipt receipt = ledger.schedule(schedule);
            assertThat(ledger.schedule(schedule)).isEqualTo(receipt);
            ScheduleView before = view(ledger, schedule.id());
            assertThat(before.schedule()).isEqualTo(schedule);
            assertThat(before.receipt()).isEqualTo(receipt);
            assertThat(before.status()).isEqualTo(ScheduleStatus.ACTIVE);
            assertThat(before.nextDue()).contains(NOON.plus(DAY));
            assertThat(ledger.schedules(ScheduleQuery.of("ann")).schedules()).containsExactly(before);
            assertThat(ledger.schedules(ScheduleQuery.of("ben")).schedules()).isEmpty();

            pass(DAY);
            awaitRuns(ledger, schedule.id(), 1);
            ScheduleView after = view(ledger, schedule.id());
            assertThat(after.status()).isEqualTo(ScheduleStatus.ENDED);
            assertThat(after.nextDue()).isEmpty();
            ScheduleRun run = runs(ledger, schedule.id()).get(0);
            assertThat(after.closedBy()).contains(run.receipt().id());
            assertThat(run.due()).isEqualTo(NOON.plus(DAY));
            assertThat(run.number()).isEqualTo(1);
            assertThat(posted(ledger, "ann")).isEqualTo(7);
            CommandId moved = ((Outcome.Posted) run.outcome()).receipt().id();
            assertThat(ledger.transfer(moved).orElseThrow().transfer().entries())
                    .isEqualTo(((Transfer) schedule.what()).entries());
            assertThat(ledger.schedules(ScheduleQuery.all()).schedules()).isEmpty();
            pass(DAY.multipliedBy(100));
            ledger.post(pay("ben", 1));
            assertThat(posted(ledger, "ann")).isEqualTo(7);
        }
    }

    @Test
    void datesThatPassedWhileTheBooksWereClosedRunEachOnceInOrder() {
        Schedule each = Schedule.of(pay("ann", 1), NOON.plus(DAY)).repeat(Recurrence.every(DAY));
        Schedule one = Schedule.of(pay("ben", 1), NOON.plus(DAY))
                .repeat(Recurrence.every(DAY).missed(Recurrence.Missed.RUN_ONE));
        try (Ledger ledger = openNew()) {
            ledger.submitAll(List.of(each, one));
        }
        pass(DAY.multipliedBy(5));
        try (Ledger ledger = open()) {
            awaitRuns(ledger, each.id(), 5);
            awaitRuns(ledger, one.id(), 1);
            assertThat(dates(ledger, each.id()))
                    .containsExactly(
                            "2026-02-01T12:00:00Z",
                            "2026-02-02T12:00:00Z",
                            "2026-02-03T12:00:00Z",
                            "2026-02-04T12:00:00Z",
                            "2026-02-05T12:00:00Z");
            assertThat(dates(ledger, one.id())).containsExactly("2026-02-01T12:00:00Z");
            assertThat(view(ledger, each.id()).nextDue()).contains(NOON.plus(DAY.multipliedBy(6)));
            assertThat(view(ledger, one.id()).nextDue()).contains(NOON.plus(DAY.multipliedBy(6)));
        }
        try (Ledger ledger = open()) {
            pass(DAY);
            awaitRuns(ledger, each.id(), 6);
            awaitRuns(ledger, one.id(), 2);
            assertThat(posted(ledger, "ann")).isEqualTo(6);
            assertThat(posted(ledger, "ben")).isEqualTo(2);
        }
    }

    @Test
    void theThirtyFirstFallsOnTheLastDayOfShortMonthsAndComesBack() {
        Schedule rent = Schedule.of(pay("ann", 1), NOON)
                .repeat(Recurrence.every(Period.ofMonths(1), BERLIN).times(6));
        try (Ledger ledger = openNew()) {
            ledger.schedule(rent);
            awaitNext(ledger, rent.id(), "2026-02-28T12:00:00Z");
        }
        setTo("2026-07-10T00:00:00Z");
        try (Ledger ledger = open()) {
            awaitRuns(ledger, rent.id(), 6);
            // Thirteen o'clock in Berlin, where summer begins on the 29th of March.
            assertThat(dates(ledger, rent.id()))
                    .containsExactly(
                            "2026-01-31T12:00:00Z",
                            "2026-02-28T12:00:00Z",
                            "2026-03-31T11:00:00Z",
                            "2026-04-30T11:00:00Z",
                            "2026-05-31T11:00:00Z",
                            "2026-06-30T11:00:00Z");
            assertThat(view(ledger, rent.id()).status()).isEqualTo(ScheduleStatus.ENDED);
            assertThat(posted(ledger, "ann")).isEqualTo(6);
        }
    }

    @Test
    void ofMissedDatesOfACalendarTheFirstAloneRunsIfSoAsked() {
        Schedule schedule = Schedule.of(pay("ann", 1), NOON)
                .repeat(Recurrence.every(Period.ofWeeks(1), BERLIN)
                        .missed(Recurrence.Missed.RUN_ONE)
                        .until(Instant.parse("2026-03-21T12:00:00Z")));
        try (Ledger ledger = openNew()) {
            ledger.schedule(schedule);
            awaitNext(ledger, schedule.id(), "2026-02-07T12:00:00Z");
        }
        setTo("2026-03-08T00:00:00Z");
        try (Ledger ledger = open()) {
            awaitNext(ledger, schedule.id(), "2026-03-14T12:00:00Z");
            setTo("2026-06-01T00:00:00Z");
            await().atMost(PATIENCE).until(() -> view(ledger, schedule.id()).status() == ScheduleStatus.ENDED);
            assertThat(dates(ledger, schedule.id()))
                    .containsExactly("2026-01-31T12:00:00Z", "2026-02-07T12:00:00Z", "2026-03-14T12:00:00Z");
            ScheduleView ended = view(ledger, schedule.id());
            assertThat(ended.runs()).isEqualTo(3);
            assertThat(ended.closedBy()).isPresent();
        }
    }

    @Test
    void aRejectionIsAnOutcomeLikeAnyOther() {
        try (Ledger ledger = openNew()) {
            Transfer all = Transfer.of(CommandId.next())
                    .debit("ann", 10)
                    .credit(BANK, 10)
                    .build();
            Schedule schedule =
                    Schedule.of(all, NOON).repeat(Recurrence.every(DAY).times(3));
            ledger.schedule(schedule);
            awaitRuns(ledger, schedule.id(), 1);
            ledger.post(pay("ann", 15));
            pass(DAY.multipliedBy(4));
            awaitRuns(ledger, schedule.id(), 3);
            assertThat(runs(ledger, schedule.id()))
                    .extracting(run -> run.outcome().isPosted())
                    .containsExactly(false, true, false);
            Outcome.Rejected first =
                    (Outcome.Rejected) runs(ledger, schedule.id()).get(0).outcome();
            assertThat(first.rejection()).isInstanceOf(Rejection.BelowLowerLimit.class);
            assertThat(ledger.outcome(first.id())).contains(first);
            assertThat(posted(ledger, "ann")).isEqualTo(5);
        }
    }

    @Test
    void everythingThatCanBeScheduledRuns() {
        try (Ledger ledger = openNew()) {
            ledger.post(pay("ann", 10));
            Schedule hold = Schedule.of(Hold.of(pay("ben", 3)).timeout(DAY), NOON.plus(DAY));
            Schedule sweep = Schedule.of(Sweep.of(CommandId.next(), "ann", "ben"), NOON.plus(DAY));
            PayEach payment = PayEach.of(CommandId.next(), "ben")
                    .pay("ann", 4)
                    .pay(BANK, 1_000)
                    .build();
            Schedule wages = Schedule.of(payment, NOON.plus(DAY));
            assertThat(ledger.submitAll(List.of(hold, sweep, wages))).allMatch(Outcome::isPosted);
            pass(DAY);
            awaitRuns(ledger, wages.id(), 1);
            assertThat(posted(ledger, "ann")).isEqualTo(4);
            assertThat(posted(ledger, "ben")).isEqualTo(6);
            Outcome.Posted held =
                    (Outcome.Posted) runs(ledger, hold.id()).get(0).outcome();
            assertThat(ledger.hold(held.receipt().id()).orElseThrow().status()).isEqualTo(HoldStatus.OPEN);
            assertThat(runs(ledger, sweep.id()).get(0).outcome().moved()).containsExactly(Amount.of(10));
            ScheduleRun paid = runs(ledger, wages.id()).get(0);
            assertThat(paid.outcome().parts()).extracting(Outcome::isPosted).containsExactly(true, false);
            // The outcome of the date has what it did as its only part.
            assertThat(ledger.outcome(paid.receipt().id()).orElseThrow().parts())
                    .containsExactly(paid.outcome());
            pass(DAY);
            await().atMost(PATIENCE)
                    .until(() -> ledger.hold(held.receipt().id()).orElseThrow().status() == HoldStatus.EXPIRED);
        }
    }

    @Test
    void aScheduleThatIsCancelledRunsNoMore() {
        try (Ledger ledger = openNew()) {
            Schedule schedule = Schedule.of(pay("ann", 1), NOON).repeat(Recurrence.every(DAY));
            ledger.schedule(schedule);
            awaitRuns(ledger, schedule.id(), 1);
            CancelSchedule cancellation = CancelSchedule.of(CommandId.next(), schedule.id());
            Receipt cancelled = ledger.cancel(cancellation);
            assertThat(ledger.cancel(cancellation)).isEqualTo(cancelled);
            pass(DAY.multipliedBy(3));
            ledger.post(pay("ben", 1));
            ScheduleView view = view(ledger, schedule.id());
            assertThat(view.status()).isEqualTo(ScheduleStatus.CANCELLED);
            assertThat(view.closedBy()).contains(cancellation.id());
            assertThat(view.runs()).isEqualTo(1);
            assertThat(posted(ledger, "ann")).isEqualTo(1);
            assertThat(ledger.submit(CancelSchedule.of(CommandId.next(), schedule.id())))
                    .extracting(outcome -> ((Outcome.Rejected) outcome).rejection())
                    .isEqualTo(new OriginRejection.ScheduleCancelled(schedule.id(), cancelled.position()));
        }
    }

    @Test
    void anAccountThatAScheduleNamesCannotBeClosed() {
        try (Ledger ledger = openNew()) {
            Schedule first = Schedule.of(pay("ann", 1), NOON.plus(DAY));
            Schedule second = Schedule.of(pay("ann", 1), NOON.plus(DAY));
            ledger.submitAll(List.of(first, second));
            Rejection expected = new Rejection.AccountHasSchedules(AccountId.of("ann"), 2, first.id());
            assertThat(ledger.submit(CloseAccount.of(CommandId.next(), AccountId.of("ann"))))
                    .extracting(outcome -> ((Outcome.Rejected) outcome).rejection())
                    .isEqualTo(expected);
            assertThat(ledger.submit(AccountUpdate.of(CommandId.next(), AccountId.of("ann"))
                            .status(AccountStatus.CLOSED)))
                    .extracting(outcome -> ((Outcome.Rejected) outcome).rejection())
                    .isEqualTo(expected);
            ledger.cancel(CancelSchedule.of(CommandId.next(), first.id()));
            ledger.cancel(CancelSchedule.of(CommandId.next(), second.id()));
            ledger.closeAccount(CloseAccount.of(CommandId.next(), AccountId.of("ann")));
            assertThat(ledger.submit(Schedule.of(pay("ann", 1), NOON)))
                    .extracting(outcome -> ((Outcome.Rejected) outcome).rejection())
                    .isEqualTo(new Rejection.AccountClosed(AccountId.of("ann")));
            assertThat(ledger.submit(Schedule.of(pay("nobody", 1), NOON)))
                    .extracting(outcome -> ((Outcome.Rejected) outcome).rejection())
                    .isEqualTo(new Rejection.UnknownAccount(AccountId.of("nobody")));
        }
    }

    /** A run cannot be undone: a clock that is wrong by days must not cause any. */
    @Test
    void aLeapThatIsNotBelievedRunsNothingUntilTheBooksAreOpenedAgain() throws InterruptedException {
        LedgerOptions wary = byHand().maxClockLeap(Duration.ofHours(1));
        Schedule schedule = Schedule.of(pay("ann", 1), NOON.plus(DAY));
        try (Ledger ledger = openNew()) {
            ledger.schedule(schedule);
        }
        try (Ledger ledger = Ledger.open(storage, wary)) {
            ledger.post(pay("ben", 1));
            pass(DAY.multipliedBy(2));
            Thread.sleep(200);
            ledger.post(pay("ben", 1));
            assertThat(view(ledger, schedule.id()).runs()).isZero();
            pass(DAY.multipliedBy(-2));
            Schedule soon = Schedule.of(pay("ben", 1), NOON.plus(Duration.ofMinutes(30)));
            ledger.schedule(soon);
            pass(Duration.ofMinutes(40));
            awaitRuns(ledger, soon.id(), 1);
            assertThat(view(ledger, schedule.id()).runs()).isZero();
            pass(DAY.multipliedBy(2));
        }
        try (Ledger ledger = Ledger.open(storage, wary)) {
            awaitRuns(ledger, schedule.id(), 1);
        }
    }

    /** A clock that is set back runs nothing again: a date that has run is behind the schedule. */
    @Test
    void aClockThatIsSetBackRunsNothingTwice() {
        try (Ledger ledger = openNew()) {
            Schedule schedule = Schedule.of(pay("ann", 1), NOON.plus(DAY)).repeat(Recurrence.every(DAY));
            ledger.schedule(schedule);
            pass(DAY.multipliedBy(2));
            awaitRuns(ledger, schedule.id(), 2);
            pass(DAY.multipliedBy(-10));
            ledger.post(pay("ben", 1));
            assertThat(view(ledger, schedule.id()).runs()).isEqualTo(2);
            pass(DAY.multipliedBy(11));
            awaitRuns(ledger, schedule.id(), 3);
            assertThat(posted(ledger, "ann")).isEqualTo(3);
        }
    }

    @Test
    void aCheckSetsNothingUp() {
        try (Ledger ledger = openNew()) {
            Schedule schedule = Schedule.of(pay("ann", 1), NOON).repeat(Recurrence.every(DAY));
            Fingerprints before = ledger.fingerprints();
            assertThat(ledger.check(schedule).isPosted()).isTrue();
            assertThat(ledger.fingerprints()).isEqualTo(before);
            assertThat(ledger.schedule(schedule.id())).isEmpty();
            ledger.schedule(schedule);
            awaitRuns(ledger, schedule.id(), 1);
            CancelSchedule cancellation = CancelSchedule.of(CommandId.next(), schedule.id());
            assertThat(ledger.check(cancellation).isPosted()).isTrue();
            assertThat(view(ledger, schedule.id()).status()).isEqualTo(ScheduleStatus.ACTIVE);
            pass(DAY);
            awaitRuns(ledger, schedule.id(), 2);
            // A check itself runs nothing: what was due has run before it, as before any command.
            pass(DAY);
            assertThat(ledger.check(cancellation).isPosted()).isTrue();
            assertThat(view(ledger, schedule.id()).runs()).isEqualTo(3);
        }
    }

    @Test
    void aZoneThatIsNotKnownHoldsUpItsScheduleAlone() {
        Recurrence lost = new Recurrence(
                new Recurrence.Calendar(Period.ofDays(1), "Atlantis/Poseidonis"), null, 0, Recurrence.Missed.RUN_EACH);
        Schedule first = Schedule.of(pay("ann", 1), NOON).repeat(lost);
        Schedule second = Schedule.of(pay("ben", 1), NOON).repeat(Recurrence.every(Period.ofDays(1), BERLIN));
        try (Ledger ledger = openNew()) {
            ledger.submitAll(List.of(first, second));
            awaitNext(ledger, second.id(), "2026-02-01T12:00:00Z");
            assertThat(view(ledger, first.id()).runs()).isEqualTo(1);
            assertThat(view(ledger, first.id()).nextDue()).isEmpty();
            assertThat(view(ledger, first.id()).status()).isEqualTo(ScheduleStatus.ACTIVE);
        }
        pass(DAY.multipliedBy(2));
        try (Ledger ledger = open()) {
            awaitNext(ledger, second.id(), "2026-02-03T12:00:00Z");
            assertThat(view(ledger, first.id()).runs()).isEqualTo(1);
            assertThat(view(ledger, first.id()).schedule()).isEqualTo(first);
            ledger.cancel(CancelSchedule.of(CommandId.next(), first.id()));
            assertThat(view(ledger, first.id()).runs()).isEqualTo(1);
        }
    }

    @Test
    void openSchedulesComeBackFromASnapshot() {
        Schedule interval =
                Schedule.of(pay("ann", 1), NOON).repeat(Recurrence.every(DAY).times(5));
        Schedule calendar = Schedule.of(pay("ben", 1), NOON)
                .repeat(Recurrence.every(Period.ofMonths(1), BERLIN)
                        .missed(Recurrence.Missed.RUN_ONE)
                        .until(NOON.plus(Duration.ofDays(200))));
        Schedule once = Schedule.of(pay("ben", 1), NOON.plus(DAY.multipliedBy(2)));
        Schedule cancelled = Schedule.of(pay("ben", 1), NOON.plus(DAY));
        try (Ledger ledger = openNew()) {
            ledger.submitAll(List.of(interval, calendar, once, cancelled));
            ledger.cancel(CancelSchedule.of(CommandId.next(), cancelled.id()));
            awaitRuns(ledger, interval.id(), 1);
            awaitNext(ledger, calendar.id(), "2026-02-28T12:00:00Z");
            storage.take(() -> {});
            ledger.post(pay("ben", 1));
            await().atMost(PATIENCE).until(() -> storage.newest() != null);
        }
        Fingerprints before;
        try (Ledger ledger = open()) {
            assertThat(storage.restored()).isEqualTo(1);
            assertThat(ledger.schedules(ScheduleQuery.all()).schedules())
                    .extracting(view -> view.schedule())
                    .containsExactly(interval, calendar, once);
            assertThat(ledger.submit(CloseAccount.of(CommandId.next(), AccountId.of("ann"))))
                    .extracting(
                            outcome -> ((Outcome.Rejected) outcome).rejection().reason())
                    .isEqualTo(RejectionReason.ACCOUNT_NOT_EMPTY);
            pass(DAY.multipliedBy(10));
            awaitRuns(ledger, interval.id(), 5);
            awaitRuns(ledger, once.id(), 1);
            assertThat(view(ledger, interval.id()).status()).isEqualTo(ScheduleStatus.ENDED);
            assertThat(view(ledger, calendar.id()).nextDue()).contains(Instant.parse("2026-02-28T12:00:00Z"));
            before = ledger.fingerprints();
        }
        storage.offer(null);
        try (Ledger ledger = open()) {
            assertThat(ledger.fingerprints()).isEqualTo(before);
        }
    }

    @Test
    void runsAreListedByPage() {
        try (Ledger ledger = openNew()) {
            Schedule schedule = Schedule.of(pay("ann", 1), NOON).repeat(Recurrence.every(Duration.ofSeconds(1)));
            ledger.schedule(schedule);
            pass(Duration.ofSeconds(2_500));
            awaitRuns(ledger, schedule.id(), 2_501);
            long after = 0;
            long seen = 0;
            do {
                ScheduleRuns page = ledger.runs(schedule.id(), after, 7).orElseThrow();
                for (ScheduleRun run : page.runs()) {
                    assertThat(run.number()).isEqualTo(++seen);
                    assertThat(run.due()).isEqualTo(NOON.plusSeconds(seen - 1));
                }
                assertThat(page.runs()).hasSizeLessThanOrEqualTo(7);
                after = page.next();
            } while (after != 0);
            assertThat(seen).isEqualTo(2_501);
            assertThat(ledger.runs(CommandId.next(), 0, 1)).isEmpty();
            assertThat(Faults.thrownBy(() -> ledger.runs(schedule.id(), 0, 0)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(Faults.thrownBy(() -> ledger.runs(schedule.id(), -1, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            // Of so many runs, the first page does not tell the end: it is found by halves.
            ledger.cancel(CancelSchedule.of(CommandId.next(), schedule.id()));
            assertThat(view(ledger, schedule.id()).runs()).isEqualTo(2_501);
            assertThat(view(ledger, schedule.id()).status()).isEqualTo(ScheduleStatus.CANCELLED);
        }
    }
}
