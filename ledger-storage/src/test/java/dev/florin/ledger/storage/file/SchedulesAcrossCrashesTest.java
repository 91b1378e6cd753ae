package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleRuns;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.testkit.Agreement;
import dev.florin.ledger.testkit.Follower;
import dev.florin.ledger.testkit.ModelLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Days pass, with schedules of every rhythm, on a machine that loses power: wherever it does, each date runs exactly once
 * and in order, and after each recovery the books are those of the model, to the nanosecond.
 *
 * <p>{@code -Dflorin.everyCrash=true} lets the power go at every operation of the disk instead of at some, and
 * {@code -Dflorin.runs=1000} makes more runs of many crashes, {@code -Dflorin.seed=7} with other seeds than from 0 on.
 */
@Timeout(3_600)
class SchedulesAcrossCrashesTest {
    private static final int STEP = Boolean.getBoolean("florin.everyCrash") ? 1 : 17;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Asset EUR = Asset.of("EUR", 2);

    /** Some days before clocks go forward in Berlin, at the time of day that they leave out. */
    private static final LocalDateTime START = LocalDateTime.parse("2024-03-28T02:30");

    private static final Instant FIRST = START.plusDays(1).atZone(BERLIN).toInstant();
    private static final Period DAY = Period.ofDays(1);

    /** Time passes, and then somebody may ask for something. */
    private record Step(Duration passes, @Nullable Command command) {}

    @Test
    void wherePowerIsLostOnce() {
        int operations = 0;
        Run run;
        do {
            run = new Run(operations, script(new Random(1), 8), operations, () -> Integer.MAX_VALUE);
            run.toTheEnd();
            operations += STEP;
        } while (run.crashes > 0);
        assertThat(operations).isGreaterThan(200);
    }

    @Test
    void wherePowerIsLostAgainAndAgain() {
        long first = Long.getLong("florin.seed", 0);
        long count = Long.getLong("florin.runs", 6);
        for (long seed = first; seed < first + count; seed++) {
            Random random = new Random(seed);
            try {
                new Run(seed, script(random, 30), 40, () -> random.nextInt(150)).toTheEnd();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("repeat with -Dflorin.runs=1 -Dflorin.seed=" + seed, e);
            }
        }
    }

    private static List<Step> script(Random random, int days) {
        List<Step> steps = new ArrayList<>();
        accounts().forEach(account -> steps.add(new Step(Duration.ZERO, account)));
        schedules().forEach(schedule -> steps.add(new Step(Duration.ZERO, schedule)));
        Duration passed = Duration.ZERO;
        while (passed.compareTo(Duration.ofDays(days)) < 0) {
            Duration passes = Duration.ofMinutes(30L * (1 + random.nextInt(60)));
            passed = passed.plus(passes);
            Command command = switch (random.nextInt(6)) {
                case 0, 1 -> transfer("transfer " + steps.size(), "bank", "ada", 1 + random.nextInt(20));
                case 2 -> transfer("too much " + steps.size(), "bob", "bank", 100_000);
                case 3 -> CancelSchedule.of(CommandId.of("cancel"), CommandId.of("cancelled"));
                default -> null;
            };
            steps.add(new Step(passes, command));
        }
        return steps;
    }

    private static Stream<Command> accounts() {
        return Stream.of(
                OpenAccount.of(Account.named("bank", EUR).debitNormal().unlimited()),
                OpenAccount.of(Account.named("ada", EUR)),
                OpenAccount.of(Account.named("bob", EUR)));
    }

    private static Stream<Command> schedules() {
        Command reserved = new Hold(transfer("reserved", "ada", "bob", 11), Duration.ofMinutes(333));
        Command calendar = PayEach.of(CommandId.of("calendar"), "ada")
                .pay(AccountId.of("bob"), Amount.of(5))
                .pay(AccountId.of("bank"), Amount.of(5_000_000))
                .build();
        Command swept = Sweep.of(CommandId.of("calendar, one"), "bob", "bank").atMost(4);
        return Stream.of(
                Schedule.of(transfer("once", "bank", "ada", 500), FIRST.minusSeconds(90)),
                Schedule.of(transfer("each", "bank", "ada", 7), FIRST).repeat(Recurrence.every(Duration.ofHours(24))),
                Schedule.of(transfer("one", "bank", "ada", 3), FIRST)
                        .repeat(Recurrence.every(Duration.ofHours(5)).missed(Recurrence.Missed.RUN_ONE)),
                Schedule.of(reserved, FIRST)
                        .repeat(Recurrence.every(Duration.ofHours(7)).times(9)),
                Schedule.of(calendar, FIRST).repeat(Recurrence.every(DAY, BERLIN)),
                Schedule.of(swept, FIRST).repeat(Recurrence.every(DAY, BERLIN).missed(Recurrence.Missed.RUN_ONE)),
                Schedule.of(transfer("rejected", "bob", "bank", 1_000_000), FIRST)
                        .repeat(Recurrence.every(DAY.multipliedBy(2), BERLIN).until(FIRST.plus(Duration.ofDays(4)))),
                Schedule.of(transfer("cancelled", "bank", "bob", 1), FIRST)
                        .repeat(Recurrence.every(Duration.ofHours(13))));
    }

    private static Transfer transfer(String name, String from, String to, long minorUnits) {
        return Transfer.of(CommandId.of(name))
                .debit(from, minorUnits)
                .credit(to, minorUnits)
                .build();
    }

    /** One script, on one machine. */
    private static final class Run {
        private final Random random;
        private final List<Step> steps;
        private final IntSupplier nextCrash;
        private final AtomicLong clock = new AtomicLong(START.atZone(BERLIN).toEpochSecond() * 1_000_000_000);
        private final ModelLedger model = ModelLedger.at(clock.get());
        private SimDisk disk = new SimDisk();
        private @Nullable Ledger ledger;
        private int crashes;

        /**
         * @param firstCrash how many operations of the disk the power lasts for
         * @param nextCrash for how many it does once it is back
         */
        Run(long seed, List<Step> steps, int firstCrash, IntSupplier nextCrash) {
            this.random = new Random(seed);
            this.steps = steps;
            this.nextCrash = nextCrash;
            disk.crashAfter(firstCrash);
        }

        void toTheEnd() {
            for (Step step : steps) {
                model.setClock(clock.addAndGet(step.passes.toNanos()));
                boolean done = false;
                while (!done) {
                    done = tried(step.command);
                }
            }
            disk.crashAfter(Integer.MAX_VALUE);
            if (ledger == null) {
                open(null);
            }
            Agreement.onTheWholeVocabulary(ledger, model);
            assertDates();
            ledger.close();
        }

        /** Returns false if the power was lost: then it is back, and what was not done is yet to do. */
        private boolean tried(@Nullable Command command) {
            try {
                if (ledger == null) {
                    open(command);
                }
                if (command == null) {
                    ledger.check(transfer("asked for by nobody", "bank", "ada", 1)); // has a tick come
                } else {
                    ledger.submit(command);
                }
                settle(command);
                assertThat(ledger.fingerprints().position()).isEqualTo(model.position());
                return true;
            } catch (LedgerException e) {
                if (!disk.crashed()) {
                    throw e;
                }
                crash();
                return false;
            }
        }

        /** What was recovered is what the model has done so far, and what it does next. */
        private void open(@Nullable Command command) {
            LedgerOptions options = LedgerOptions.defaults().clock(clock::get).maxClockLeap(Duration.ofDays(100_000));
            ledger = Ledger.open(Books.storage(disk), options);
            settle(command);
            if (!disk.crashed()) {
                Agreement.onTheWholeVocabulary(ledger, model);
            }
        }

        private void crash() {
            crashes++;
            if (ledger != null) {
                try {
                    ledger.close();
                } catch (LedgerException e) {
                    assertThat(disk.crashed()).isTrue();
                }
                ledger = null;
            }
            disk = disk.crash(random);
            disk.crashAfter(nextCrash.getAsInt());
        }

        /** The model does what the ledger has done, until nothing is due and no date is yet to be worked out. */
        private void settle(@Nullable Command command) {
            Follower follower = new Follower(ledger, model);
            long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (follower.follow()
                    || followed(follower, command)
                    || model.isDueByTheClock()
                    || !model.unplanned().isEmpty()) {
                assertThat(System.nanoTime()).as("what is due is never done").isLessThan(patience);
                LockSupport.parkNanos(20_000);
            }
        }

        /** The command itself, once it is settled: what came before it can be seen by then. */
        private boolean followed(Follower follower, @Nullable Command command) {
            if (command == null
                    || model.outcome(command.id()).isPresent()
                    || ledger.outcome(command.id()).isEmpty()) {
                return false;
            }
            if (!follower.follow()) {
                model.submit(command);
                assertThat(ledger.outcome(command.id())).isEqualTo(model.outcome(command.id()));
            }
            return true;
        }

        /** Apart from the model: the dates that each schedule must have had by now. */
        private void assertDates() {
            assertThat(dates("once")).containsExactly(FIRST.minusSeconds(90));
            assertThat(dates("each")).isEqualTo(expected(date -> date.plus(Duration.ofHours(24))));
            List<Instant> daily = expected(date -> date.atZone(BERLIN)
                    .toLocalDateTime()
                    .toLocalDate()
                    .plusDays(1)
                    .atTime(START.toLocalTime())
                    .atZone(BERLIN)
                    .toInstant());
            assertThat(dates("calendar")).isEqualTo(daily);
            assertThat(daily).containsAll(dates("calendar, one"));
            assertThat(dates("reserved"))
                    .isEqualTo(expected(date -> date.plus(Duration.ofHours(7))).subList(0, 9));
            assertThat(dates("rejected")).containsExactly(daily.get(0), daily.get(2), daily.get(4));
        }

        private List<Instant> expected(UnaryOperator<Instant> next) {
            Instant now = Instant.ofEpochSecond(0, clock.get());
            return Stream.iterate(FIRST, date -> !date.isAfter(now), next).toList();
        }

        private List<Instant> dates(String schedule) {
            return ledger.runs(CommandId.of(schedule), 0, ScheduleRuns.MAX_LIMIT).orElseThrow().runs().stream()
                    .map(ScheduleRun::due)
                    .toList();
        }
    }
}
