package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
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
 * <p>When time has passed, what is due is done with the next command or by a tick, whichever is first. Both give the same,
 * as long as the time does not move on again before: a seed says whether the ticks are waited for.
 *
 * <p>One thread.
 */
final class SteppedLedger implements AutoCloseable {
    private static final Command PROBE = CancelSchedule.of(CommandId.of("a probe"), CommandId.of("a probe"));

    private final Storage storage;
    private final Random random;
    private final AtomicLong clock = new AtomicLong(Universe.START_NANOS);
    private final ModelLedger model = ModelLedger.at(Universe.START_NANOS);
    private Ledger ledger;

    /** Whether something may be due that is not done yet. */
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
        settleDates();
        Outcome expected = model.submit(command);
        Outcome outcome = ledger.submit(command);
        assertThat(outcome).as("%s", command).isEqualTo(expected);
        timeMoved = false;
        settle();
        return outcome;
    }

    /**
     * Submits commands in groups of any size and form: while the clock stands still, groups do not matter, unless a command
     * leaves something due, or a date to be worked out. Then the ledger is waited for.
     */
    void submit(List<Command> commands) {
        List<Command> together = new ArrayList<>();
        List<Outcome> expected = new ArrayList<>();
        for (Command command : commands) {
            if (together.isEmpty()) {
                settleDates();
            }
            together.add(command);
            expected.add(model.submit(command));
            timeMoved = false;
            if (hasMoreToDo()) {
                assertAnswers(together, expected);
                settle();
            }
        }
        assertAnswers(together, expected);
    }

    private void assertAnswers(List<Command> commands, List<Outcome> expected) {
        List<Outcome> outcomes = new Calls(ledger, random.nextLong()).submit(commands);
        for (int i = 0; i < commands.size(); i++) {
            assertThat(outcomes.get(i)).as("%s", commands.get(i)).isEqualTo(expected.get(i));
        }
        commands.clear();
        expected.clear();
    }

    private boolean hasMoreToDo() {
        return model.nextDue().isPresent() || !model.unplanned().isEmpty();
    }

    /**
     * What is due by recorded time alone is done first: a tick that the ledger had begun before the clock was set back does it at
     * any moment, which is told by the recorded times as soon as the clock goes on.
     */
    private void pass(long nanos) {
        settleAll();
        model.setClock(clock.addAndGet(nanos));
        timeMoved = true;
        if (random.nextBoolean()) {
            settle();
        }
    }

    /** What is due is done before the books are closed, or once they are open again. */
    private void reopen() {
        if (random.nextBoolean()) {
            settle();
        }
        boolean settled = isQuiet();
        Fingerprints before = ledger.fingerprints();
        ledger.close();
        ledger = open();
        assertThat(ledger.recovery().cleanShutdown()).isTrue();
        if (settled) {
            assertThat(ledger.recovery().lastPosition()).isEqualTo(model.position());
            assertThat(ledger.fingerprints()).isEqualTo(before);
        }
        assertEverything();
    }

    /** Waits for dates that are worked out once what is due is done: between which batches, the ledger alone knows. */
    void settleDates() {
        if (timeMoved && model.willPlan()) {
            settle();
        }
    }

    /**
     * Waits until ticks have done what is due by the clock, and all dates are known that can be. Mostly a check has the tick
     * come: the ledger looks at a clock that was set only now and then.
     */
    void settle() {
        Follower follower = new Follower(ledger, model);
        if (model.isDueByTheClock() && random.nextInt(8) > 0) {
            ledger.check(PROBE);
        }
        while (model.isDueByTheClock() || !model.unplanned().isEmpty()) {
            Awaitility.await("what is due is done")
                    .atMost(Duration.ofSeconds(30))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(follower::follow);
        }
        timeMoved = false;
    }

    /** Checks a command, which has a tick come if something is due; what that did is done in the model, too. */
    Outcome check(Command command) {
        while (model.willPlan()) {
            haveATick();
        }
        Outcome expected = model.check(command);
        Outcome checked = ledger.check(command);
        assertThat(checked).as("check of %s", command).isEqualTo(expected);
        model.doWhatIsDue();
        settle();
        return checked;
    }

    private void haveATick() {
        settle();
        ledger.check(PROBE);
        model.doWhatIsDue();
        settle();
    }

    /** Settles also what is due by recorded time alone, since the clock was set back: a check does not wait for the clock. */
    private void settleAll() {
        settle();
        while (model.nextDue().isPresent()) {
            haveATick();
        }
    }

    /** Whether nothing is due, be it by recorded time alone: a tick that was offered before would find that, too. */
    private boolean isQuiet() {
        return !timeMoved && model.nextDue().isEmpty();
    }

    /** Balances agree, unless something is due: then they may be those before or after it is done. */
    void assertBalances() {
        if (isQuiet()) {
            Agreement.onBalances(ledger, model);
        }
    }

    void assertEverything() {
        settleAll();
        Agreement.onTheWholeVocabulary(ledger, model);
    }

    /** What {@link Ledger#fingerprints} says when nothing is due. */
    Fingerprints fingerprints() {
        settleAll();
        return ledger.fingerprints();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
