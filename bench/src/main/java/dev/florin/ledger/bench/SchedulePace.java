package dev.florin.ledger.bench;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.file.FileStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many schedules that are due at the same moment: how fast they are set up, how much heap they take, how fast their dates run and
 * are planned, and how long the books take to open with all of them. The clock is a number here, so that a month passes at once.
 *
 * <p>Arguments: a folder for the books, which are made there; how many schedules.
 */
public final class SchedulePace {
    private static final Asset USD = Asset.of("USD", 2);
    private static final int ACCOUNTS = 1_000;
    private static final int AT_ONCE = 4_000;
    private static final Instant FIRST = Instant.parse("2026-12-01T00:00:00Z");

    private final Path folder;
    private final int count;
    private final AtomicLong clock = new AtomicLong(LedgerClock.nanosOf(FIRST.minus(Duration.ofDays(1))));

    private SchedulePace(Path folder, int count) {
        this.folder = folder;
        this.count = count;
    }

    /** Measures and prints a line for each step. */
    public static void main(String[] args) throws InterruptedException {
        new SchedulePace(Path.of(args[0]), Integer.parseInt(args[1])).run();
    }

    private void run() throws InterruptedException {
        try (Ledger ledger = open()) {
            openAccounts(ledger);
            long before = used();
            long start = System.nanoTime();
            setUp(ledger);
            print("set up", start, count);
            System.out.printf("heap: %d bytes a schedule%n", (used() - before) / count);
            // A date has run when its effect and what it did are recorded, and the next one is planned by a third.
            runDates(ledger, "first date of all: run, posted and planned", FIRST);
            runDates(ledger, "second date", FIRST.plus(Duration.ofDays(31)));
        }
        long start = System.nanoTime();
        open().close();
        print("opened and closed again", start, count);
    }

    private Ledger open() {
        return Ledger.open(
                FileStorage.at(folder),
                LedgerOptions.defaults().clock(clock::get).maxClockLeap(Duration.ofDays(1_000)));
    }

    private void runDates(Ledger ledger, String what, Instant date) throws InterruptedException {
        long last = ledger.fingerprints().position() + 3L * count;
        long start = System.nanoTime();
        clock.set(LedgerClock.nanosOf(date));
        while (ledger.fingerprints().position() < last) {
            Thread.sleep(1);
        }
        print(what, start, count);
    }

    private void setUp(Ledger ledger) {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            commands.add(Schedule.of(
                            Transfer.of(CommandId.of("schedule " + i))
                                    .debit(account(i % ACCOUNTS), 100)
                                    .credit(account((i + 1) % ACCOUNTS), 100)
                                    .build(),
                            FIRST)
                    .repeat(Recurrence.every(Period.ofMonths(1), ZoneOffset.UTC)));
            if (commands.size() == AT_ONCE || i == count - 1) {
                requirePosted(ledger.submitAll(commands));
                commands.clear();
            }
        }
    }

    private static void openAccounts(Ledger ledger) {
        List<Command> openings = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            openings.add(OpenAccount.of(Account.of(account(i), USD).unlimited()));
        }
        requirePosted(ledger.submitAll(openings));
    }

    private static void requirePosted(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (!(outcome instanceof Outcome.Posted)) {
                throw new IllegalStateException("not as asked: " + outcome);
            }
        }
    }

    private static AccountId account(int i) {
        return AccountId.of(i * 0x9E3779B97F4A7C15L, i + 1);
    }

    private static void print(String what, long startNanos, int times) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        System.out.printf("%s: %.2f s, %,.0f a second%n", what, seconds, times / seconds);
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
