package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.Command;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Runs of hundreds of commands against the model, on any storage. Each storage has a subclass.
 *
 * <p>A run is told by its seed. {@code -Dflorin.runs=1000} makes more runs, {@code -Dflorin.seed=7} starts with another
 * seed than 0; a failure says how to repeat it.
 */
public abstract class LedgerRuns {
    private static final int STEPS = 450;

    /**
     * Makes an empty storage, which can be opened again after it was closed.
     *
     * @return the storage
     */
    protected abstract Storage newStorage();

    /** Time passes now and then, and the books are closed and opened again. */
    @Test
    void longSequencesDoWhatTheModelDoes() {
        forEachSeed(seed -> {
            try (SteppedLedger ledger = new SteppedLedger(newStorage(), seed)) {
                ledger.takeInGroups(new RandomCommands(seed).takeSteps(STEPS));
                ledger.assertEverything();
            }
        });
    }

    @Test
    void callersAtTheSameTimeGetWhatTheModelGivesInTheOrderOfPositions() {
        forEachSeed(seed -> ConcurrentRun.check(newStorage(), seed));
    }

    @Test
    void theLargestCommandsAreCarriedOutAndFoundAgain() {
        Account full = withLargestTexts(
                Account.named("bank:cash", Universe.ASSETS.get(0)).unlimited());
        Transfer.Builder builder = Transfer.of(Universe.commandId(0)).reference("\u4e2d".repeat(341) + "!");
        for (int i = 0; i < Transfer.MAX_ENTRIES / 2; i++) {
            builder.debit("bank:cash", Long.MAX_VALUE).credit("users:ada", Long.MAX_VALUE);
        }
        full.metadata().forEach(builder::metadata);
        List<Command> commands = List.of(
                OpenAccount.of(full),
                OpenAccount.of(Account.named("users:ada", Universe.ASSETS.get(0))),
                builder.build());
        Storage storage = newStorage();
        ModelLedger model = new ModelLedger();
        Fingerprints before;
        try (Ledger ledger = Ledger.open(storage)) {
            assertAgree(ledger.submitAll(commands), commands, model);
            Agreement.onTheWholeVocabulary(ledger, model);
            before = ledger.fingerprints();
        }
        try (Ledger ledger = Ledger.open(storage)) {
            Agreement.onTheWholeVocabulary(ledger, model);
            assertAgree(ledger.submitAll(commands), commands, model);
            assertThat(ledger.fingerprints()).isEqualTo(before);
        }
    }

    /** More than one hand-over takes, in number and in bytes. */
    @Test
    void aGroupOfAnySizeIsCarriedOutInItsOrder() {
        List<Command> commands = new ArrayList<>();
        commands.add(OpenAccount.of(
                Account.named("bank:cash", Universe.ASSETS.get(0)).unlimited()));
        commands.add(OpenAccount.of(
                Account.named("users:ada", Universe.ASSETS.get(0)).upperLimit(10_000)));
        IntStream.range(0, 20_000)
                .mapToObj(i -> Transfer.of(Universe.commandId(i))
                        .debit("bank:cash", 1)
                        .credit("users:ada", 1)
                        .reference("r".repeat(i % 500))
                        .build())
                .forEach(commands::add);
        ModelLedger model = new ModelLedger();
        try (Ledger ledger = Ledger.open(newStorage())) {
            assertAgree(ledger.submitAll(commands), commands, model);
            Agreement.onBalances(ledger, model);
            assertThat(ledger.balance("users:ada").posted().toLong()).isEqualTo(10_000);
        }
    }

    private static Account withLargestTexts(Account account) {
        Account full = account.name("n".repeat(512));
        for (int i = 0; i < 63; i++) {
            String number = Integer.toString(100 + i);
            full = full.metadata(number + "k".repeat(125), "v".repeat(392));
        }
        return full.metadata("z", "");
    }

    private static void assertAgree(List<Outcome> outcomes, List<Command> commands, ModelLedger model) {
        for (int i = 0; i < commands.size(); i++) {
            assertThat(Timeless.of(outcomes.get(i)))
                    .as("command %s of the group: %s", i, commands.get(i))
                    .isEqualTo(model.submit(commands.get(i)));
        }
    }

    /**
     * How many runs each test makes unless told otherwise.
     *
     * @return at least 1
     */
    protected long usualRuns() {
        return 12;
    }

    private void forEachSeed(LongConsumer run) {
        long first = Long.getLong("florin.seed", 0);
        long count = Long.getLong("florin.runs", usualRuns());
        for (long seed = first; seed < first + count; seed++) {
            try {
                run.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("repeat with -Dflorin.runs=1 -Dflorin.seed=" + seed, e);
            }
        }
    }
}
