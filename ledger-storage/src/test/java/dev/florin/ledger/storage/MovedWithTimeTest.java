package dev.florin.ledger.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldQuery;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.ScheduleQuery;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.RandomCommands;
import dev.florin.ledger.testkit.Step;
import dev.florin.ledger.testkit.Universe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Books in which holds expired, schedules ran and sessions ended: moved there and back, they answer as before. */
class MovedWithTimeTest {
    private static final long EARLIEST_NANOS = LedgerClock.nanosOf(Instant.parse("1678-01-01T00:00:00Z"));

    @TempDir
    private Path root;

    private static Ledger open(Storage storage, LedgerClock clock) {
        return Ledger.open(storage, LedgerOptions.defaults().clock(clock).maxClockLeap(Duration.ofDays(100_000)));
    }

    /** All ids that were sent. */
    private static List<CommandId> fill(Storage storage, long seed) {
        AtomicLong clock = new AtomicLong(Universe.START_NANOS);
        List<CommandId> ids = new ArrayList<>();
        List<Command> commands = new ArrayList<>();
        Ledger ledger = open(storage, clock::get);
        try {
            for (Step step : new RandomCommands(seed).takeSteps(250)) {
                if (step instanceof Step.Submit submit) {
                    commands.add(submit.command());
                    ids.add(submit.command().id());
                    continue;
                }
                ledger.submitAll(commands);
                commands.clear();
                if (step instanceof Step.TimePasses time) {
                    clock.addAndGet(time.nanos());
                } else {
                    ledger.close();
                    ledger = open(storage, clock::get);
                }
            }
            ledger.submitAll(commands);
            settle(ledger, clock);
        } finally {
            ledger.close();
        }
        return ids;
    }

    /** Waits until no date is due and none is missing, which would be added at the next opening. */
    private static void settle(Ledger ledger, AtomicLong clock) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> ledger.schedules(ScheduleQuery.all()).schedules().stream()
                        .allMatch(view -> view.nextDue()
                                .filter(due -> LedgerClock.nanosOf(due) > clock.get())
                                .isPresent()));
    }

    /** With a clock that stands before everything, so that asking leaves the books as they are. */
    private static List<Object> answers(Storage storage, List<CommandId> ids) {
        List<Object> answers = new ArrayList<>();
        try (Ledger ledger = open(storage, () -> EARLIEST_NANOS)) {
            List<AccountView> accounts = ledger.accounts(AccountQuery.all()).accounts();
            answers.add(ledger.fingerprints());
            answers.add(ledger.trialBalance());
            answers.add(accounts);
            answers.add(ledger.holds(HoldQuery.all()));
            answers.add(ledger.schedules(ScheduleQuery.all()));
            answers.add(ledger.transfers(TransferQuery.newestFirst()));
            for (AccountView view : accounts) {
                AccountId id = view.account().id();
                answers.add(ledger.statement(id, StatementQuery.newestFirst()));
                answers.add(ledger.statement(id, StatementQuery.oldestFirst().byEffectiveTime()));
            }
            for (CommandId id : ids) {
                Optional<Outcome> outcome = ledger.outcome(id);
                answers.add(outcome);
                answers.add(ledger.transfer(id));
                answers.add(ledger.hold(id));
                answers.add(ledger.schedule(id));
                answers.add(ledger.chainedReceipt(id));
            }
        }
        return answers;
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void everyAnswerIsTheOneBefore(Place place) {
        long firstSeed = Long.getLong("florin.seed", 40);
        for (long seed = firstSeed; seed < firstSeed + Long.getLong("florin.runs", 3); seed++) {
            Storage source = Place.FILES.in(root.resolve("source-" + seed));
            Storage there = place.in(root.resolve("there-" + seed));
            Storage back = Place.FILES.in(root.resolve("back-" + seed));
            List<CommandId> ids = fill(source, seed);
            List<Object> expected = answers(source, ids);
            Migration.from(source).to(there).groupBytes(5_000).run();
            assertThat(answers(there, ids)).as("seed %d", seed).isEqualTo(expected);
            Migration.from(there).to(back).run();
            assertThat(answers(back, ids)).as("seed %d", seed).isEqualTo(expected);
        }
    }
}
