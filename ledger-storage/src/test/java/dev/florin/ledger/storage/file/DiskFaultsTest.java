package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.LedgerFailedException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.OutcomeUnknownException;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.storage.file.FaultyDisk.Operation;
import dev.florin.ledger.testkit.SmallRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation of a small run fails in turn, once or from then on: opening, posting, closing. Each fault is told, none
 * gives a wrong answer, nothing that was acknowledged is lost, and when the cause is gone the books open and go on.
 */
@Timeout(120)
class DiskFaultsTest {
    /** What a run acknowledged before it met a fault. */
    private record Told(List<Command> commands, List<Outcome> outcomes) {}

    @ParameterizedTest
    @EnumSource(Operation.class)
    void anOperationThatFailsOnceIsToldAndCostsNothing(Operation operation) {
        sweep(operation, false);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void aDiskThatGoesOnFailingIsToldAndCostsNothing(Operation operation) {
        sweep(operation, true);
    }

    /** Faults at every number, until a run meets none. */
    private static void sweep(Operation operation, boolean forEver) {
        int number = 1;
        while (meetsFault(operation, number, forEver)) {
            number++;
        }
        // New books need no such operation, or not in every version; all others do.
        boolean optional =
                operation == Operation.DELETE || operation == Operation.RENAME || operation == Operation.READ;
        assertThat(number).isGreaterThan(optional ? 0 : 2);
    }

    private static boolean meetsFault(Operation operation, int number, boolean forEver) {
        SimDisk disk = new SimDisk();
        FaultyDisk.Plan plan = new FaultyDisk.Plan();
        plan.fail(operation, number, forEver);
        Told first = run(disk, plan);
        Told second = run(disk, plan);
        boolean met = plan.hasFailed();
        plan.heal();
        String where = operation + " " + number;
        SimDisk crashed = disk.crash(new Random(number));
        check(where, disk, first, second);
        check(where + ", and the power", crashed, first, second);
        return met;
    }

    /** Half of the commands, then the books are closed, opened and asked again; whatever fails is told. */
    private static Told run(SimDisk disk, FaultyDisk.Plan plan) {
        Told told = new Told(new ArrayList<>(), new ArrayList<>());
        Ledger ledger;
        try {
            ledger = Ledger.open(Books.storage(FaultyDisk.folders(disk, plan)));
        } catch (LedgerException e) {
            assertClear(e);
            return told;
        }
        try {
            for (Command command : SmallRun.commands()) {
                Outcome outcome = ledger.submit(command);
                told.commands.add(command);
                told.outcomes.add(outcome);
            }
            SmallRun.Answers answers = SmallRun.ask(ledger);
            for (int i = 0; i < told.outcomes.size(); i++) {
                assertThat(answers.outcomes().get(i).map(DiskFaultsTest::asAgain))
                        .contains(asAgain(told.outcomes.get(i)));
            }
        } catch (LedgerException e) {
            assertClear(e);
        }
        try {
            ledger.close();
        } catch (LedgerException e) {
            assertClear(e);
        }
        return told;
    }

    /** It says what failed, on which file, and what to do. */
    private static void assertClear(LedgerException fault) {
        assertThat(fault)
                .isInstanceOfAny(StorageException.class, OutcomeUnknownException.class, LedgerFailedException.class);
        assertThat(fault.getMessage())
                .containsAnyOf("fails as asked for", "No space left on device", "Input/output error")
                .contains("faulty/")
                .containsAnyOf("open the books again", "open them again", "ask again", "is durable");
    }

    /** Books on the healthy disk hold what was told, and take everything again. */
    private static void check(String where, SimDisk disk, Told first, Told second) {
        try (Ledger ledger = Ledger.open(Books.storage(disk))) {
            for (Told told : List.of(first, second)) {
                for (int i = 0; i < told.commands.size(); i++) {
                    Outcome outcome = told.outcomes.get(i);
                    Outcome again = ledger.submit(told.commands.get(i));
                    assertThat(again).as("%s: %s", where, told.commands.get(i)).isEqualTo(asAgain(outcome));
                }
            }
            SmallRun.commands().forEach(ledger::submit);
            assertThat(ledger.fingerprints().content()).as(where).isEqualTo(expected());
            assertThat(ledger.trialBalance().isBalanced()).isTrue();
        }
        try (Ledger ledger = Ledger.open(Books.storage(disk))) {
            assertThat(ledger.recovery().cleanShutdown()).as(where).isTrue();
            assertThat(ledger.fingerprints().content()).as(where).isEqualTo(expected());
        }
    }

    private static Outcome asAgain(Outcome outcome) {
        return outcome instanceof Outcome.Posted posted
                ? new Outcome.AlreadyPosted(posted.receipt(), posted.decision())
                : outcome;
    }

    private static String expected() {
        try (Ledger ledger = Ledger.open(InMemoryStorage.create())) {
            SmallRun.commands().forEach(ledger::submit);
            return ledger.fingerprints().content();
        }
    }
}
