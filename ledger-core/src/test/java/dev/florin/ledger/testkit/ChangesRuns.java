package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.ChangeStream;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams of changes of books in which anything happens, against the whole journal, on any storage. Each has a subclass. */
public abstract class ChangesRuns {
    private static final long SEEDS = 5;
    private static final int ROUNDS = 8;

    /**
     * Makes an empty storage, which can be opened again after it was closed.
     *
     * @param seed tells it from others
     * @return the storage
     */
    protected abstract Storage newStorage(long seed);

    /** Among them are updates of accounts, renamed ones too, which later readers must not see too early. */
    @Test
    void effectsReadTheSameWhereverAStreamBegins() throws InterruptedException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Storage storage = newStorage(seed);
            Random random = new Random(seed);
            List<Effect> whenOpen;
            try (SteppedLedger stepped = new SteppedLedger(storage, seed)) {
                stepped.takeInGroups(new RandomCommands(seed).takeSteps(400));
                stepped.settle();
                whenOpen = oneByOne(stepped.ledger(), random);
            }
            List<Effect> journal = WholeJournal.effects(storage);
            assertThat(journal).extracting(Effect::kind).contains(EffectKind.ACCOUNT_UPDATED);
            assertThat(whenOpen).as("seed %s", seed).isEqualTo(journal);
            try (Ledger again = Ledger.open(storage)) {
                assertThat(oneByOne(again, random).subList(0, journal.size()))
                        .as("seed %s, opened again", seed)
                        .isEqualTo(journal);
            }
        }
    }

    /** Each effect as the first one of a stream of its own, which goes on for a while. */
    private static List<Effect> oneByOne(Ledger ledger, Random random) throws InterruptedException {
        List<Effect> effects = new ArrayList<>();
        long last = ledger.fingerprints().position();
        for (long position = 0; position < last; position++) {
            try (ChangeStream stream = ledger.changes(position)) {
                List<Effect> some = stream.next(1 + random.nextInt(3), Duration.ZERO);
                effects.add(some.get(0));
            }
        }
        return effects;
    }

    /** What was fed and how far are kept together; the books are closed and opened at any time. */
    @Test
    void whatIsFedFromAKeptPositionIsEveryEffectOnce() throws InterruptedException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Storage storage = newStorage(seed);
            Random random = new Random(seed);
            List<Effect> fed = new ArrayList<>();
            try (SteppedLedger stepped = new SteppedLedger(storage, seed)) {
                RandomCommands commands = new RandomCommands(seed);
                for (int round = 0; round < ROUNDS; round++) {
                    stepped.takeInGroups(commands.takeSteps(40));
                    try (ChangeStream stream = stepped.ledger().changes(fed.size())) {
                        for (int bites = random.nextInt(5); bites > 0; bites--) {
                            fed.addAll(stream.next(1 + random.nextInt(30), Duration.ZERO));
                        }
                        assertThat(stream.position()).isEqualTo(fed.size());
                    }
                    stepped.take(Step.Reopen.REOPEN);
                }
                stepped.settle();
                try (ChangeStream stream = stepped.ledger().changes(fed.size())) {
                    fed.addAll(stream.next(ChangeStream.MOST_EFFECTS, Duration.ZERO));
                }
            }
            assertThat(fed).as("seed %s", seed).isEqualTo(WholeJournal.effects(storage));
        }
    }
}
