package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * A ledger and a model that go through the same steps, by one clock that only the steps move: so every recorded time is
 * known beforehand, to the nanosecond.
 *
 * <p>When time has passed, what is due expires with the next command or by a tick, whichever is first. Both give the same,
 * as long as the time does not move on again before: a seed says whether the ticks are waited for.
 *
 * <p>One thread.
 */
final class SteppedLedger implements AutoCloseable {
    /** When the clock starts, in seconds since 1970. */
    static final long START_SECONDS = 1_700_000_000L;

    private static final long START_NANOS = START_SECONDS * 1_000_000_000L;

    private final Storage storage;
    private final Random random;
    private final AtomicLong clock = new AtomicLong(START_NANOS);
    private final ModelLedger model = ModelLedger.at(START_NANOS);
    private Ledger ledger;

    /** Whether something may be due that has not expired yet. */
    private boolean timeMoved;

    SteppedLedger(Storage storage, long seed) {
        this.storage = storage;
        this.random = new Random(seed);
        this.ledger = open();
    }

    private Ledger open() {
        return Ledger.open(storage, LedgerOptions.defaults().clock(clock::get).maxClockLeap(Duration.ofDays(100_000)));
    }

    /** The ledger, until the next step. */
    Ledger ledger() {
        return ledger;
    }

    ModelLedger model() {
        return model;
    }

    /** Takes one step; the outcome of a command must be the model's, its time included. */
    void take(Step step) {
        if (step instanceof Step.TimePasses time) {
            pass(time.nanos());
        } else if (step instanceof Step.Reopen) {
            reopen();
        } else {
            submit(((Step.Submit) step).command());
        }
    }

    /** Takes all steps; commands without another step between them are submitted in groups of any size and form. */
    void takeInGroups(List<Step> steps) {
        List<Command> commands = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Submit submit) {
                commands.add(submit.command());
            } else {
                submit(commands);
                commands.clear();
                take(step);
            }
        }
        submit(commands);
    }

    /** Submits a command. */
    Outcome submit(Command command) {
        Outcome outcome = ledger.submit(command);
        assertDone(command, outcome);
        return outcome;
    }

    /** Submits commands in groups of any size and form: while the clock stands still, groups do not matter. */
    void submit(List<Command> commands) {
        List<Outcome> outcomes = new Calls(ledger, random.nextLong()).submit(commands);
        for (int i = 0; i < commands.size(); i++) {
            assertDone(commands.get(i), outcomes.get(i));
        }
    }

    private void assertDone(Command command, Outcome outcome) {
        assertThat(outcome).as("%s", command).isEqualTo(model.submit(command));
        timeMoved = false;
    }

    private void pass(long nanos) {
        settle();
        model.setClock(clock.addAndGet(nanos));
        timeMoved = true;
        if (random.nextBoolean()) {
            settle();
        }
    }

    /** What is due expires before the books are closed, or once they are open again. */
    private void reopen() {
        if (random.nextBoolean()) {
            settle();
        }
        Fingerprints before = ledger.fingerprints();
        ledger.close();
        ledger = open();
        assertThat(ledger.recovery().cleanShutdown()).isTrue();
        if (!timeMoved) {
            assertThat(ledger.recovery().lastPosition()).isEqualTo(model.position());
            assertThat(ledger.fingerprints()).isEqualTo(before);
        }
        assertEverything();
    }

    /** Waits until ticks have let expire what is due. */
    void settle() {
        if (timeMoved) {
            model.advanceTo(clock.get());
            Awaitility.await("what is due has expired")
                    .atMost(Duration.ofSeconds(30))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> ledger.fingerprints().position() >= model.position());
            timeMoved = false;
        }
    }

    /** Balances agree, unless something is due: then they may be those before or after it expired. */
    void assertBalances() {
        if (!timeMoved) {
            Agreement.onBalances(ledger, model);
        }
    }

    void assertEverything() {
        settle();
        Agreement.onTheWholeVocabulary(ledger, model);
    }

    /** What {@link Ledger#fingerprints} says when nothing is due. */
    Fingerprints fingerprints() {
        settle();
        return ledger.fingerprints();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
