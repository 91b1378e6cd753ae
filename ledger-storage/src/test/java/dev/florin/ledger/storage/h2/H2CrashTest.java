package dev.florin.ledger.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.RandomCommands;
import dev.florin.ledger.testkit.SmallBooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was acknowledged was forced: a disk that loses and tears everything else loses nothing of it. */
@Timeout(300)
class H2CrashTest {
    private static Storage books(String machine) {
        return H2Storage.url("jdbc:h2:" + machine + "books;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;USER=SA;PASSWORD=")
                .acceptWeakerDurability()
                .indexSizes(TemporaryDatabases.SMALL);
    }

    @Test
    void everyOutcomeComesAfterAForce() {
        String machine = LossyPath.machine();
        try (Ledger ledger = Ledger.open(books(machine))) {
            SmallBooks.openBank(ledger);
            for (int i = 0; i < 20; i++) {
                int before = LossyPath.forces(machine);
                SmallBooks.openUser(ledger, "user " + i, 1);
                assertThat(LossyPath.forces(machine)).isGreaterThan(before);
            }
        }
        LossyPath.forget(machine);
    }

    /**
     * H2's own thread writes what is committed, too. If it has just begun, a force must wait for it, and {@code CHECKPOINT SYNC}
     * alone does not: kill -9 lost an acknowledged transfer that way.
     */
    @Test
    void whatH2HasJustBegunToWriteIsWaitedFor() {
        String machine = LossyPath.machine();
        String url = "jdbc:h2:" + machine
                + "books;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;USER=SA;PASSWORD=;WRITE_DELAY=1";
        List<String> crashed = new ArrayList<>();
        try (Ledger ledger = Ledger.open(H2Storage.url(url).acceptWeakerDurability())) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 1);
            for (int i = 0; i < 80; i++) {
                ledger.post(SmallBooks.transfer("bank", "ada", 1));
                crashed.add(LossyPath.crash(machine, new Random(i)));
            }
        }
        for (int i = 0; i < crashed.size(); i++) {
            String found = crashed.get(i);
            if (i % 4 == 0) {
                try (Ledger ledger = Ledger.open(books(found))) {
                    assertThat(SmallBooks.posted(ledger, "ada")).isGreaterThanOrEqualTo(i + 2);
                }
            }
            LossyPath.forget(found);
        }
        LossyPath.forget(machine);
    }

    @Test
    void whatWasAcknowledgedSurvivesCrashes() {
        long first = Long.getLong("florin.seed", 0);
        long runs = Long.getLong("florin.runs", 12);
        for (long seed = first; seed < first + runs; seed++) {
            try {
                run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + "; repeat it with -Dflorin.seed=" + seed, e);
            }
        }
    }

    /** Posts, and pulls the plug in the middle of it, some times. */
    private static void run(long seed) {
        Random random = new Random(seed);
        String machine = LossyPath.machine();
        List<Command> commands = new RandomCommands(seed).take(120);
        List<Outcome> told = new ArrayList<>();
        int next = 0;
        while (next < commands.size()) {
            int until = Math.min(commands.size(), next + 1 + random.nextInt(40));
            List<String> crashed = new ArrayList<>();
            try (Ledger ledger = Ledger.open(books(machine))) {
                assertTold(ledger, commands, told);
                for (; next < until; next++) {
                    told.add(ledger.submit(commands.get(next)));
                }
                crashed.add(LossyPath.crash(machine, random));
                // Under way when the power goes: it may survive or not.
                ledger.submitAll(commands.subList(next, Math.min(commands.size(), next + random.nextInt(5))));
                if (random.nextBoolean()) {
                    crashed.set(0, LossyPath.crash(machine, random));
                    next = Math.min(next, told.size());
                }
            }
            LossyPath.forget(machine);
            machine = crashed.get(0);
        }
        try (Ledger ledger = Ledger.open(books(machine))) {
            assertTold(ledger, commands, told);
            assertThat(ledger.trialBalance().isBalanced()).isTrue();
        }
        LossyPath.forget(machine);
    }

    /** Every outcome that was told is the one that the books give, now and for ever. */
    private static void assertTold(Ledger ledger, List<Command> commands, List<Outcome> told) {
        for (int i = 0; i < told.size(); i++) {
            Outcome again = ledger.submit(commands.get(i));
            Outcome first = told.get(i);
            if (first instanceof Outcome.Posted posted) {
                assertThat(again).isEqualTo(new Outcome.AlreadyPosted(posted.receipt(), posted.decision()));
            } else {
                assertThat(again).isEqualTo(first);
            }
        }
    }
}
