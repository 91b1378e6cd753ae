package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.SequencerFactory;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Faults;
import dev.florin.ledger.testkit.HookedSequencer;
import dev.florin.ledger.testkit.HookedStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures that other ledgers and schedulers had in public with things to be done later, each as a test of this one. */
@Timeout(60)
class ScheduleFailuresOfOtherLedgersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration DAY = Duration.ofDays(1);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final AtomicLong time = new AtomicLong();
    private final HookedStorage storage = new HookedStorage(InMemoryStorage.create());
    private Ledger ledger = openAt("2024-01-01T00:00:00Z");

    private Ledger openAt(String moment) {
        setClock(Instant.parse(moment));
        Ledger opened = open();
        openBank(opened);
        openUser(opened, "alice", 0);
        return opened;
    }

    private Ledger open() {
        return Ledger.open(storage, LedgerOptions.defaults().clock(time::get).maxClockLeap(Duration.ofDays(100_000)));
    }

    private void setClock(Instant moment) {
        time.set(moment.getEpochSecond() * 1_000_000_000 + moment.getNano());
    }

    private Instant now() {
        return Instant.ofEpochSecond(0, time.get());
    }

    private void pass(Duration duration) {
        setClock(now().plus(duration));
    }

    @AfterEach
    void close() {
        assertThat(ledger.trialBalance().isBalanced()).isTrue();
        ledger.close();
    }

    private void reopen() {
        ledger.close();
        ledger = open();
    }

    private static Schedule rent(Instant first) {
        return Schedule.of(transfer(BANK, "alice", 1), first);
    }

    private List<Instant> dates(Schedule schedule) {
        return ledger.runs(schedule.id(), 0, ScheduleRuns.MAX_LIMIT).orElseThrow().runs().stream()
                .map(ScheduleRun::due)
                .toList();
    }

    private void awaitRuns(Schedule schedule, int count) {
        await().atMost(PATIENCE).until(() -> dates(schedule).size() >= count);
        assertThat(dates(schedule)).hasSize(count);
        assertThat(posted(ledger, "alice")).isEqualTo(count);
    }

    private static RejectionReason reason(Outcome outcome) {
        return ((Outcome.Rejected) outcome).rejection().reason();
    }

    /** What is due has run, and the next date is known. */
    private void awaitNext(Schedule schedule, Instant due) {
        await().atMost(PATIENCE)
                .until(() ->
                        ledger.schedule(schedule.id()).orElseThrow().nextDue().equals(Optional.of(due)));
    }

    /** What was set up never ran, since nothing else was asked of the ledger. */
    @Test
    void aScheduleThatNeverRunsInAnIdleLedger() {
        Schedule once = rent(now().plus(DAY));
        ledger.schedule(once);
        pass(DAY.minusNanos(1));
        ledger.post(transfer(BANK, "alice", 1));
        assertThat(dates(once)).isEmpty();
        pass(Duration.ofNanos(1));
        await().atMost(PATIENCE).until(() -> posted(ledger, "alice") == 2);
        assertThat(dates(once)).containsExactly(now());
        assertThat(ledger.schedule(once.id()).orElseThrow().status()).isEqualTo(ScheduleStatus.ENDED);
    }

    /** The same with the clock of the machine. */
    @Test
    void aScheduleOfTheNextMomentRuns() {
        ledger.close();
        ledger = Ledger.open(InMemoryStorage.create(), LedgerOptions.defaults().clock(LedgerClock.system()));
        openBank(ledger);
        openUser(ledger, "alice", 0);
        Instant first = Instant.now().plusMillis(100);
        Schedule twice =
                rent(first).repeat(Recurrence.every(Duration.ofSeconds(1)).times(2));
        ledger.schedule(twice);
        awaitRuns(twice, 2);
        for (ScheduleRun run : ledger.runs(twice.id(), 0, 2).orElseThrow().runs()) {
            assertThat(run.receipt().recordedTime())
                    .isBetween(run.due(), run.due().plus(PATIENCE));
        }
    }

    /** It ran, and ran again after a restart, as its date had come before. */
    @Test
    void aScheduleThatRunsTwiceAfterARestart() {
        Schedule once = rent(now().plus(DAY));
        Schedule daily = rent(now().plus(DAY)).repeat(Recurrence.every(DAY));
        ledger.schedule(once);
        ledger.schedule(daily);
        pass(DAY);
        await().atMost(PATIENCE).until(() -> posted(ledger, "alice") == 2);
        for (int restart = 0; restart < 5; restart++) {
            reopen();
            assertThat(ledger.check(transfer(BANK, "alice", 1)).isPosted()).isTrue();
            assertThat(posted(ledger, "alice")).isEqualTo(2);
            assertThat(dates(once)).hasSize(1);
            assertThat(dates(daily)).hasSize(1);
        }
    }

    /** The machine stopped in the middle of a date: it was half done, or done again. Here the disk fails instead. */
    @Test
    void aScheduleThatIsInterrupted() {
        Schedule daily = rent(now().plus(DAY)).repeat(Recurrence.every(Period.ofDays(1), BERLIN));
        ledger.schedule(daily);
        for (int day = 1; day <= 6; day++) {
            boolean before = day % 2 == 0;
            HookedStorage.Hook fault = append -> {
                throw new StorageException("the disk is full");
            };
            if (before) {
                storage.before(fault);
            } else {
                storage.after(fault);
            }
            pass(DAY);
            await().atMost(PATIENCE)
                    .until(() -> Faults.thrownBy(ledger::fingerprints) instanceof LedgerFailedException);
            ledger.close();
            storage.before(append -> {}).after(append -> {});
            ledger = open();
            awaitRuns(daily, day);
            awaitNext(daily, now().plus(DAY));
        }
    }

    /** The call that set it up timed out and was sent again: both took effect, and each date ran twice. */
    @Test
    void aScheduleThatIsSetUpTwiceByRetries() {
        Schedule twice = rent(now().plus(DAY)).repeat(Recurrence.every(DAY).times(2));
        List<Outcome> outcomes = Callers.run(16, caller -> ledger.submit(twice));
        assertThat(outcomes.stream().filter(Outcome.Posted.class::isInstance)).hasSize(1);
        assertThat(outcomes).allMatch(Outcome::isPosted);
        pass(DAY);
        assertThat(ledger.submit(twice)).isInstanceOf(Outcome.AlreadyPosted.class);
        pass(DAY);
        awaitRuns(twice, 2);
        reopen();
        assertThat(ledger.submit(twice)).isInstanceOf(Outcome.AlreadyPosted.class);
        assertThat(reason(ledger.submit(twice.repeat(Recurrence.every(DAY).times(3)))))
                .isEqualTo(RejectionReason.ID_CONFLICT);
        pass(DAY.multipliedBy(5));
        assertThat(ledger.check(transfer(BANK, "alice", 1)).isPosted()).isTrue();
        assertThat(dates(twice)).hasSize(2);
        assertThat(ledger.schedules(ScheduleQuery.all()).schedules()).isEmpty();
    }

    /** What fell due while the service was down was lost, or only its last date was done. */
    @Test
    void datesThatComeWhileTheBooksAreClosed() {
        Instant first = now().plus(DAY);
        Schedule once = rent(first);
        Schedule each = rent(first).repeat(Recurrence.every(DAY));
        Schedule one = rent(first).repeat(Recurrence.every(DAY).missed(Recurrence.Missed.RUN_ONE));
        Schedule calendar = rent(first).repeat(Recurrence.every(Period.ofDays(1), BERLIN));
        Schedule calendarOne =
                rent(first).repeat(Recurrence.every(Period.ofDays(1), BERLIN).missed(Recurrence.Missed.RUN_ONE));
        List<Schedule> all = List.of(once, each, one, calendar, calendarOne);
        all.forEach(ledger::schedule);
        ledger.close();
        pass(DAY.multipliedBy(4).plusHours(1));
        ledger = open();
        Instant next = first.plus(DAY.multipliedBy(4));
        List.of(each, one, calendar, calendarOne).forEach(schedule -> awaitNext(schedule, next));
        List<Instant> days =
                List.of(first, first.plus(DAY), first.plus(DAY.multipliedBy(2)), first.plus(DAY.multipliedBy(3)));
        assertThat(dates(once)).containsExactly(first);
        assertThat(dates(each)).isEqualTo(days);
        assertThat(dates(one)).containsExactly(first);
        assertThat(dates(calendar)).isEqualTo(days);
        assertThat(dates(calendarOne)).containsExactly(first);
        assertThat(posted(ledger, "alice")).isEqualTo(11);
        pass(DAY);
        all.subList(1, 5).forEach(schedule -> awaitNext(schedule, next.plus(DAY)));
        assertThat(dates(one)).containsExactly(first, next);
        assertThat(dates(calendarOne)).containsExactly(first, next);
    }

    /**
     * On the night on which clocks go forward the job was skipped, on the one on which they go back it ran twice; the 31st
     * was left out in short months, or slid to the 28th for good; the 29th of February never came back.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a time of day that is left out         | 2024-03-30T02:30 | P1D | Europe/Berlin       | 03-30T01:30 03-31T01:30 04-01T00:30 04-02T00:30
            a time of day that comes twice         | 2024-10-26T02:30 | P1D | Europe/Berlin       | 10-26T00:30 10-27T00:30 10-28T01:30 10-29T01:30
            one that comes twice, seen from winter | 2024-01-27T02:30 | P9M | Europe/Berlin       | 01-27T01:30 10-27T00:30 2025-07-27T00:30
            a gap of half an hour                  | 2024-10-05T02:15 | P1D | Australia/Lord_Howe | 10-04T15:45 10-05T15:45 10-06T15:15 10-07T15:15
            an overlap of half an hour             | 2024-04-06T01:45 | P1D | Australia/Lord_Howe | 04-05T14:45 04-06T14:45 04-07T15:15 04-08T15:15
            midnight is left out                   | 2024-03-30T00:00 | P1D | Asia/Beirut         | 03-29T22:00 03-30T22:00 03-31T21:00 04-01T21:00
            the 31st of each month                 | 2024-01-31T12:00 | P1M | UTC                 | 01-31T12:00 02-29T12:00 03-31T12:00 04-30T12:00 05-31T12:00
            the 31st, across both changes of clock | 2024-01-31T12:00 | P1M | Europe/Berlin       | 01-31T11:00 02-29T11:00 03-31T10:00 04-30T10:00 05-31T10:00 06-30T10:00 07-31T10:00 08-31T10:00 09-30T10:00 10-31T11:00
            the leap day                           | 2024-02-29T12:00 | P1Y | UTC                 | 02-29T12:00 2025-02-28T12:00 2026-02-28T12:00 2027-02-28T12:00 2028-02-29T12:00 2029-02-28T12:00
            the end of a quarter                   | 2024-08-31T00:00 | P3M | America/New_York    | 08-31T04:00 11-30T05:00 2025-02-28T05:00 2025-05-31T04:00
            a week and a month                     | 2024-01-31T12:00 | P1M7D | UTC               | 01-31T12:00 03-07T12:00 04-14T12:00 05-21T12:00
            a zone that is an offset               | 2024-03-30T02:30 | P1D | +05:45              | 03-29T20:45 03-30T20:45 03-31T20:45
            """)
    void datesOfCalendars(String what, LocalDateTime first, Period every, String zone, String expected) {
        ZoneId clocks = ZoneId.of(zone);
        List<Instant> dates = Stream.of(expected.split(" "))
                .map(date -> LocalDateTime.parse(date.length() > 11 ? date : "2024-" + date)
                        .toInstant(ZoneOffset.UTC))
                .toList();
        Schedule schedule = rent(first.atZone(clocks).toInstant()).repeat(Recurrence.every(every, clocks));
        ledger.schedule(schedule);
        for (int i = 0; i < dates.size(); i++) {
            awaitNext(schedule, dates.get(i));
            setClock(dates.get(i).minusNanos(1));
            ledger.check(transfer(BANK, "alice", 1));
            assertThat(dates(schedule)).as(what).isEqualTo(dates.subList(0, i));
            setClock(dates.get(i));
            awaitRuns(schedule, i + 1);
            assertThat(dates(schedule)).as(what).isEqualTo(dates.subList(0, i + 1));
        }
    }

    /** Samoa had no 30th of December 2011: that day's date is the next day's, and runs once, not twice. */
    @Test
    void aDayThatIsLeftOut() {
        ledger.close();
        setClock(Instant.parse("2011-12-01T00:00:00Z"));
        ledger = Ledger.open(
                InMemoryStorage.create(),
                LedgerOptions.defaults().clock(time::get).maxClockLeap(Duration.ofDays(100_000)));
        openBank(ledger);
        openUser(ledger, "alice", 0);
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Schedule daily = rent(LocalDateTime.parse("2011-12-28T12:00")
                        .atZone(apia)
                        .toInstant())
                .repeat(Recurrence.every(Period.ofDays(1), apia).times(4));
        ledger.schedule(daily);
        setClock(Instant.parse("2012-02-01T00:00:00Z"));
        awaitRuns(daily, 4);
        assertThat(dates(daily).stream()
                        .map(date -> date.atZone(apia).toLocalDate().toString()))
                .containsExactly("2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01");
    }

    /** One schedule whose time zone the machine did not know stopped all others. */
    @Test
    void aTimeZoneThatNobodyKnows() {
        Instant first = now().plus(DAY);
        Schedule lost = rent(first)
                .repeat(new Recurrence(
                        new Recurrence.Calendar(Period.ofDays(1), "Atlantis/Capital"),
                        null,
                        0,
                        Recurrence.Missed.RUN_EACH));
        Schedule known = rent(first).repeat(Recurrence.every(Period.ofDays(1), BERLIN));
        ledger.schedule(lost);
        ledger.schedule(known);
        pass(DAY.multipliedBy(3));
        awaitNext(known, first.plus(DAY.multipliedBy(3)));
        reopen();
        pass(DAY);
        awaitNext(known, first.plus(DAY.multipliedBy(4)));
        assertThat(dates(known)).hasSize(4);
        ScheduleView view = ledger.schedule(lost.id()).orElseThrow();
        assertThat(view.status()).isEqualTo(ScheduleStatus.ACTIVE);
        assertThat(view.nextDue()).isEmpty();
        assertThat(dates(lost)).containsExactly(first);
        ledger.cancel(CancelSchedule.of(CommandId.next(), lost.id()));
        assertThat(ledger.schedules(ScheduleQuery.all()).schedules()).hasSize(1);
    }

    /** A message that told the next date was delivered twice, and late: dates ran twice, or time seemed to go back. */
    @Test
    void aTickThatComesAgainAndLate() {
        List<CommandBlock> ticks = new CopyOnWriteArrayList<>();
        SequencerFactory repeating =
                HookedSequencer.hooked((batch, target) -> target.accept(batch), (block, behind) -> {
                    ticks.forEach(behind::offer);
                    if (isTick(block)) {
                        ticks.add(block);
                        behind.offer(block);
                    }
                    return behind.offer(block);
                });
        ledger.close();
        ledger = Ledger.open(
                storage,
                LedgerOptions.defaults()
                        .clock(time::get)
                        .maxClockLeap(Duration.ofDays(100_000))
                        .sequencer(repeating));
        Instant first = now().plus(DAY);
        Schedule daily = rent(first).repeat(Recurrence.every(Period.ofDays(1), BERLIN));
        Schedule weekly = rent(first).repeat(Recurrence.every(Period.ofDays(7), BERLIN));
        ledger.schedule(daily);
        ledger.schedule(weekly);
        for (int day = 1; day <= 8; day++) {
            pass(DAY);
            awaitNext(daily, now().plus(DAY));
            ledger.post(transfer(BANK, "alice", 1));
            assertThat(dates(daily)).hasSize(day).doesNotHaveDuplicates().isSorted();
            assertThat(dates(weekly)).hasSize(day == 8 ? 2 : 1);
        }
        awaitNext(weekly, first.plus(DAY.multipliedBy(14)));
        assertThat(ticks).hasSizeGreaterThan(8);
        assertThat(posted(ledger, "alice")).isEqualTo(8 + 2 + 8);
        for (Instant date : dates(daily)) {
            assertThat(ledger.outcome(planned(daily, date, 0))).isPresent();
            assertThat(ledger.outcome(planned(daily, date, 1))).isEmpty();
        }
    }

    private static CommandId planned(Schedule schedule, Instant behind, int attempt) {
        String nanos = Long.toString(LedgerClock.nanosOf(behind));
        return CommandId.derived("florin:planned", schedule.id().toString(), nanos, Integer.toString(attempt));
    }

    private static boolean isTick(CommandBlock block) {
        CommandCursor command = new CommandCursor();
        command.wrap(block.bytes(), block.length());
        return command.next() && command.kind() == CommandCodec.TICK;
    }

    /** It was cancelled at the moment it was due: the cancellation was confirmed, and it ran all the same. */
    @RepeatedTest(10)
    void cancelledAtTheMomentItIsDue() throws InterruptedException {
        List<Schedule> schedules =
                IntStream.range(0, 50).mapToObj(i -> rent(now().plus(DAY))).toList();
        ledger.submitAll(schedules);
        CountDownLatch start = new CountDownLatch(1);
        Thread clock = new Thread(() -> {
            try {
                start.await();
                Thread.sleep(0, ThreadLocalRandom.current().nextInt(999_999));
                pass(DAY);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        clock.start();
        start.countDown();
        List<Outcome> outcomes = schedules.stream()
                .map(schedule -> ledger.submit(CancelSchedule.of(CommandId.next(), schedule.id())))
                .toList();
        clock.join();
        ledger.post(transfer(BANK, "alice", 1)); // what is due by now has run before it
        int ran = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            boolean cancelled = outcomes.get(i).isPosted();
            assertThat(cancelled || reason(outcomes.get(i)) == RejectionReason.SCHEDULE_ENDED)
                    .as("%s", outcomes.get(i))
                    .isTrue();
            assertThat(dates(schedules.get(i))).hasSize(cancelled ? 0 : 1);
            assertThat(ledger.schedule(schedules.get(i).id()).orElseThrow().status())
                    .isEqualTo(cancelled ? ScheduleStatus.CANCELLED : ScheduleStatus.ENDED);
            ran += cancelled ? 0 : 1;
        }
        assertThat(posted(ledger, "alice")).isEqualTo(1 + ran);
    }

    /** A payment that failed was taken for done, or tried for ever, and those behind it waited. */
    @Test
    void aDateThatIsRejectedHoldsUpNothing() {
        Instant first = now().plus(DAY);
        Schedule failing = Schedule.of(transfer("alice", BANK, 1_000), first).repeat(Recurrence.every(DAY));
        Schedule behind = rent(first).repeat(Recurrence.every(DAY));
        ledger.schedule(failing);
        ledger.schedule(behind);
        pass(DAY.multipliedBy(3));
        awaitNext(behind, first.plus(DAY.multipliedBy(3)));
        awaitNext(failing, first.plus(DAY.multipliedBy(3)));
        assertThat(posted(ledger, "alice")).isEqualTo(3);
        List<ScheduleRun> runs = ledger.runs(failing.id(), 0, 10).orElseThrow().runs();
        assertThat(runs).hasSize(3);
        for (ScheduleRun run : runs) {
            assertThat(reason(run.outcome())).isEqualTo(RejectionReason.BELOW_LOWER_LIMIT);
            assertThat(ledger.outcome(run.outcome().id())).contains(run.outcome());
        }
    }

    /** A clock that was set back and forth had the same hour's dates run again. */
    @Test
    void aClockThatGoesBack() {
        Instant first = now().plus(Duration.ofHours(1));
        Schedule hourly = rent(first).repeat(Recurrence.every(Duration.ofHours(1)));
        ledger.schedule(hourly);
        pass(Duration.ofHours(2));
        awaitRuns(hourly, 2);
        for (int hours : new int[] {-1, 1, -2, 2, -48, 48}) {
            pass(Duration.ofHours(hours));
            assertThat(ledger.check(transfer(BANK, "alice", 1)).isPosted()).isTrue();
            assertThat(dates(hourly)).hasSize(2);
        }
        pass(Duration.ofHours(1));
        awaitRuns(hourly, 3);
        assertThat(dates(hourly)).isSorted().doesNotHaveDuplicates();
    }

    /** An account was closed although a standing order paid into it, and the order's money was gone. */
    @Test
    void anAccountThatIsClosedUnderAStandingOrder() {
        Schedule monthly = rent(now().plus(DAY)).repeat(Recurrence.every(Period.ofMonths(1), BERLIN));
        ledger.schedule(monthly);
        Outcome refused = ledger.submit(CloseAccount.of(CommandId.next(), AccountId.of("alice")));
        assertThat(reason(refused)).isEqualTo(RejectionReason.ACCOUNT_HAS_SCHEDULES);
        reopen();
        refused = ledger.submit(CloseAccount.of(CommandId.next(), AccountId.of("alice")));
        assertThat(reason(refused)).isEqualTo(RejectionReason.ACCOUNT_HAS_SCHEDULES);
        ledger.cancel(CancelSchedule.of(CommandId.next(), monthly.id()));
        assertThat(ledger.submit(CloseAccount.of(CommandId.next(), AccountId.of("alice")))
                        .isPosted())
                .isTrue();
        assertThat(reason(ledger.submit(rent(now().plus(DAY))))).isEqualTo(RejectionReason.ACCOUNT_CLOSED);
    }
}
