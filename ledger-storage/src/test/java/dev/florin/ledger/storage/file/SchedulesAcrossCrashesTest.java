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
import dev.florin.ledger.Outcome;
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
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Days pass, with schedules of every rhythm, on a machine that loses power: wherever it does, each date runs exactly once
 * and in order, and after each recovery the books are those of the model, to the nanosecond.
 *
 * <p>{@code -Dflorin.everyCrash=true} lets the power go at every operation of the disk instead of at some, and
 * {@code -Dflorin.runs=1000} makes more runs of many crashes, from {@code -Dflorin.seed=7} on.
 */
@Timeout(600)
class SchedulesAcrossCrashesTest {
    private static final int STEP = Boolean.getBoolean("florin.everyCrash") ? 1 : 13;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Asset EUR = Asset.of("EUR", 2);

    /** Some days before clocks go forward in Berlin, on the minute at which what is daily falls into the gap. */
    private static final Instant START = Instant.parse("2024-03-28T01:30:00Z");

    /** Time passes, and then somebody may ask for something. */
    private record Step(Duration passes, @Nullable Command command) {}

    @Test
    void wherePowerIsLostOnce() {
        List<Step> steps = script(new Random(1), 9);
        int operations = 0;
        while (new Run(steps, 1).crashingAfter(operations)) {
            operations += STEP;
        }
        assertThat(operations).isGreaterThan(100);
    }

    @Test
    void wherePowerIsLostAgainAndAgain() {
        long first = Long.getLong("florin.seed", 0);
        long count = Long.getLong("florin.runs", 10);
        for (long seed = first; seed < first + count; seed++) {
            try {
                new Run(script(new Random(seed), 25), seed).crashingOverAndOver();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("repeat with -Dflorin.runs=1 -Dflorin.seed=" + seed, e);
            }
        }
    }

    private static List<Step> script(Random random, int days) {
        List<Step> steps = new ArrayList<>();
        Stream.concat(accounts(), schedules().stream()).forEach(command -> steps.add(new Step(Duration.ZERO, command)));
        Duration passed = Duration.ZERO;
        while (passed.compareTo(Duration.ofDays(days)) < 0) {
            Duration passes = Duration.ofMinutes(60L * (1 + random.nextInt(30)));
            passed = passed.plus(passes);
            Command command =
                    switch (random.nextInt(6)) {
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

    private static List<Schedule> schedules() {
        Instant first = START.plus(Duration.ofHours(24));
        return List.of(
                Schedule.of(transfer("once", "bank", "ada", 500), START.plusSeconds(90)),
                Schedule.of(transfer("each", "bank", "ada", 7), first)
                        .repeat(Recurrence.every(Duration.ofHours(24))),
                Schedule.of(transfer("one", "bank", "ada", 3), first)
                        .repeat(Recurrence.every(Duration.ofHours(5)).missed(Recurrence.Missed.RUN_ONE)),
                Schedule.of(
                                new Hold(transfer("reserved", "ada", "bob", 11), Duration.ofMinutes(333)),
                                first)
                        .repeat(Recurrence.every(Duration.ofHours(7)).times(9)),
                Schedule.of(
                                PayEach.of(CommandId.of("calendar"), "ada")
                                        .pay(AccountId.of("bob"), Amount.of(5))
                                        .pay(AccountId.of("bank"), Amount.of(5_000_000))
                                        .build(),
                                first)
                        .repeat(Recurrence.every(Period.ofDays(1), BERLIN)),
                Schedule.of(Sweep.of(CommandId.of("calendar, one"), "bob", "bank").atMost(4), first)
                        .repeat(Recurrence.every(Period.ofDays(1), BERLIN).missed(Recurrence.Missed.RUN_ONE)),
                Schedule.of(transfer("rejected", "bob", "bank", 1_000_000), first)
                        .repeat(Recurrence.every(Period.ofDays(2), BERLIN).until(first.plus(Duration.ofDays(4)))),
                Schedule.of(transfer("cancelled", "bank", "bob", 1), first)
                        .repeat(Recurrence.every(Duration.ofHours(13))));
    }

    private static Transfer transfer(String name, String from, String to, long minorUnits) {
        return Transfer.of(CommandId.of(name))
                .debit(from, minorUnits)
                .credit(to, minorUnits)
                .build();
    }

    /** One script, on one disk after the other. */
    private static final class Run {
        private final List<Step> steps;
        private final Random random;
        private final AtomicLong clock = new AtomicLong(START.getEpochSecond() * 1_000_000_000);
        private final ModelLedger model = ModelLedger.at(clock.get());
        private SimDisk disk = new SimDisk();
        private @Nullable Ledger ledger;
        private int crashes;

        /** What the power lasts for, once it is back. */
        private final IntSupplier nextCrash;

        Run(List<Step> steps, long seed, int firstCrash, IntUnaryOperator nextCrash) {
            this.steps = steps;
            this.random = new Random(seed);
            disk.crashAfter(firstCrash);
            this.nextCrash = nextCrash;
        }
    }
}
