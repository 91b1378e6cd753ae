package dev.florin.ledger.cli;

import dev.florin.ledger.Command;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.storage.file.FileStorage;
import dev.florin.ledger.testkit.RandomCommands;
import dev.florin.ledger.testkit.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Books in a folder, filled with a random run of commands of all kinds: the same for the same seed. */
final class RandomBooks {
    private static final long START_NANOS = 1_700_000_000_000_000_000L;

    private RandomBooks() {}

    static void make(Path folder, long seed, int steps) {
        make(folder, seed, steps, command -> true);
    }

    /** Only amounts that every program can add up. */
    static void makeSmall(Path folder, long seed, int steps) {
        make(folder, seed, steps, RandomBooks::isSmall);
    }

    private static void make(Path folder, long seed, int steps, Predicate<Command> wanted) {
        AtomicLong clock = new AtomicLong(START_NANOS);
        Ledger ledger = open(folder, clock);
        try {
            List<Command> commands = new ArrayList<>();
            for (Step step : new RandomCommands(seed).takeSteps(steps)) {
                if (step instanceof Step.Submit submit) {
                    if (wanted.test(submit.command())) {
                        commands.add(submit.command());
                    }
                    continue;
                }
                ledger.submitAll(commands);
                commands.clear();
                if (step instanceof Step.TimePasses time) {
                    clock.addAndGet(time.nanos());
                } else {
                    ledger.close();
                    ledger = open(folder, clock);
                }
            }
            ledger.submitAll(commands);
        } finally {
            ledger.close();
        }
    }

    private static Ledger open(Path folder, AtomicLong clock) {
        return Ledger.open(
                FileStorage.at(folder).segmentBytes(1 << 20),
                LedgerOptions.defaults().clock(clock::get).maxClockLeap(Duration.ofDays(100_000)));
    }

    private static boolean isSmall(Command command) {
        if (command instanceof Transfer transfer) {
            return transfer.entries().stream().map(Entry::amount).allMatch(RandomBooks::isSmall);
        } else if (command instanceof Hold hold) {
            return isSmall(hold.transfer());
        } else if (command instanceof PayEach payment) {
            return payment.payees().stream().map(PayEach.Payee::amount).allMatch(RandomBooks::isSmall);
        } else if (command instanceof Group group) {
            return group.members().stream().allMatch(RandomBooks::isSmall);
        }
        return true;
    }

    private static boolean isSmall(Amount amount) {
        return amount.compareTo(Amount.of(1_000_000_000_000L)) < 0;
    }
}
