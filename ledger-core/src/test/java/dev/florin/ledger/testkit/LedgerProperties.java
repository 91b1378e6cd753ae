package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What holds for any sequence of commands on any storage: a ledger does what {@link ModelLedger} does. Each storage has a
 * subclass, which says by {@code @PropertyDefaults} how often to try: with edge cases off, since those of sequences are short.
 */
public abstract class LedgerProperties {
    /**
     * Makes an empty storage, which can be opened again after it was closed.
     *
     * @return the storage
     */
    protected abstract Storage newStorage();

    /** Sequences of commands. */
    @Provide
    Arbitrary<List<Command>> sequences() {
        return Commands.sequences();
    }

    /** Sequences of commands, with time that passes and books that are opened again between them. */
    @Provide
    Arbitrary<List<Step>> steps() {
        return Commands.steps();
    }

    @Property
    void eachStepDoesWhatTheModelDoes(@ForAll("steps") List<Step> steps, @ForAll long seed) {
        try (SteppedLedger ledger = new SteppedLedger(newStorage(), seed)) {
            for (Step step : steps) {
                ledger.take(step);
                ledger.assertBalances();
            }
            ledger.assertEverything();
        }
    }

    @Property
    void groupsOfAnySizeAndFormDoWhatSinglesDo(@ForAll("steps") List<Step> steps, @ForAll long seed) {
        try (SteppedLedger ledger = new SteppedLedger(newStorage(), seed)) {
            ledger.takeInGroups(steps);
            ledger.assertEverything();
        }
    }

    @Property
    void replaysAndConflictsLeaveNoTrace(@ForAll("steps") List<Step> steps, @ForAll long seed) {
        try (SteppedLedger ledger = new SteppedLedger(newStorage(), seed)) {
            ledger.takeInGroups(steps);
            Fingerprints before = ledger.fingerprints();
            Random random = new Random(seed);
            List<Command> again = commands(steps);
            commands(steps).forEach(command -> again.add(Altered.part(command, random.nextInt(1_000))));
            ledger.submit(again);
            assertThat(ledger.fingerprints()).isEqualTo(before);
        }
    }

    /** What is said to be final never changes, and what was shown as the balance of now is what that moment had for ever. */
    @Property
    void answersAboutThePastStay(@ForAll("steps") List<Step> steps, @ForAll long seed) {
        try (SteppedLedger ledger = new SteppedLedger(newStorage(), seed)) {
            StayingAnswers answers = new StayingAnswers(new Random(seed));
            for (Step step : steps) {
                ledger.take(step);
                ledger.settle();
                answers.ask(
                        ledger.ledger(), LedgerClock.instantOf(ledger.model().lastNanos()));
            }
            answers.assertSame(ledger.ledger());
        }
    }

    private static List<Command> commands(List<Step> steps) {
        List<Command> commands = new ArrayList<>();
        steps.forEach(step -> {
            if (step instanceof Step.Submit submit) {
                commands.add(submit.command());
            }
        });
        return commands;
    }

    @Property
    void aCheckTellsWhatSubmittingGivesAndLeavesNoTrace(@ForAll("steps") List<Step> steps, @ForAll long seed) {
        Random random = new Random(seed);
        List<Command> commands = commands(steps);
        try (SteppedLedger ledger = new SteppedLedger(newStorage(), seed)) {
            for (Step step : steps) {
                if (step instanceof Step.Submit submit) {
                    checkWithoutTrace(ledger, commands.get(random.nextInt(commands.size())));
                    Outcome checked = ledger.check(submit.command());
                    assertThat(ledger.submit(submit.command())).isEqualTo(checked);
                } else {
                    ledger.take(step);
                }
            }
            ledger.assertEverything();
        }
    }

    /** Checks a command at any moment: before what is due is done, mostly after that. */
    private static void checkWithoutTrace(SteppedLedger ledger, Command command) {
        ledger.check(command);
        Fingerprints before = ledger.fingerprints();
        Optional<Outcome> known = ledger.ledger().outcome(command.id());
        ledger.check(command);
        assertThat(ledger.fingerprints()).isEqualTo(before);
        assertThat(ledger.ledger().outcome(command.id())).isEqualTo(known);
    }

    @Property
    void aMalformedCommandChangesNothingAndKeepsOthersOfItsGroupOut(@ForAll("sequences") List<Command> commands) {
        try (Ledger ledger = Ledger.open(newStorage())) {
            ledger.submitAll(commands);
            Fingerprints before = ledger.fingerprints();
            AccountUpdate malformed = AccountUpdate.of(CommandId.of("nothing"), Universe.ACCOUNTS.get(0));
            Command wellFormed = malformed.code(7);
            List<Command> group = List.of(wellFormed, malformed);
            assertThatThrownBy(() -> ledger.submit(malformed)).isInstanceOf(MalformedCommandException.class);
            assertThatThrownBy(() -> ledger.submitAsync(malformed)).isInstanceOf(MalformedCommandException.class);
            assertThatThrownBy(() -> ledger.submitAll(group)).isInstanceOf(MalformedCommandException.class);
            assertThatThrownBy(() -> ledger.submitAllAsync(group)).isInstanceOf(MalformedCommandException.class);
            assertThat(ledger.fingerprints()).isEqualTo(before);
            assertThat(ledger.outcome(malformed.id())).isEmpty();
            assertThat(ledger.submit(wellFormed))
                    .as("the id is still to be had")
                    .isNotInstanceOf(Outcome.AlreadyPosted.class);
        }
    }

    @Property
    void booksThatAreClosedAndOpenedAgainAreTheSame(@ForAll("sequences") List<Command> commands, @ForAll long seed) {
        Random random = new Random(seed);
        ModelLedger model = new ModelLedger();
        Storage storage = newStorage();
        int done = 0;
        while (done < commands.size()) {
            int until = Math.min(commands.size(), done + random.nextInt(30));
            List<Command> part = commands.subList(done, until);
            Fingerprints before;
            try (Ledger ledger = Ledger.open(storage, options(wildClock(random.nextLong())))) {
                assertThat(ledger.recovery().lastPosition()).isEqualTo(model.position());
                assertThat(new Calls(ledger, seed).submit(part).stream().map(Timeless::of))
                        .isEqualTo(part.stream().map(model::submit).toList());
                before = ledger.fingerprints();
            }
            try (Ledger ledger = Ledger.open(storage)) {
                assertThat(ledger.recovery().cleanShutdown()).isTrue();
                assertThat(ledger.fingerprints()).isEqualTo(before);
                Agreement.onTheWholeVocabulary(ledger, model);
            }
            done = until;
        }
    }

    @Property
    void contentDependsNeitherOnGroupsNorOnTime(@ForAll("sequences") List<Command> commands, @ForAll long seed) {
        Fingerprints one = fill(commands, seed, wildClock(seed));
        Fingerprints other = fill(commands, seed + 1, LedgerClock.system());
        assertThat(other.content()).isEqualTo(one.content());
        assertThat(other.position()).isEqualTo(one.position());
    }

    /** Nor on whether a tick or a command let expire what was due, nor on when the books were closed. */
    @Property
    void stateDependsNotOnGroups(@ForAll("steps") List<Step> steps, @ForAll long seed) {
        Fingerprints one = fill(steps, seed);
        Fingerprints other = fill(
                steps.stream().filter(step -> !(step instanceof Step.Reopen)).toList(), seed + 1);
        assertThat(other.state()).isEqualTo(one.state());
        assertThat(other.content()).isEqualTo(one.content());
    }

    private Fingerprints fill(List<Step> steps, long seed) {
        try (SteppedLedger ledger = new SteppedLedger(newStorage(), seed)) {
            ledger.takeInGroups(steps);
            return ledger.fingerprints();
        }
    }

    private Fingerprints fill(List<Command> commands, long seed, LedgerClock clock) {
        try (Ledger ledger = Ledger.open(newStorage(), options(clock))) {
            new Calls(ledger, seed).submit(commands);
            return ledger.fingerprints();
        }
    }

    private static LedgerOptions options(LedgerClock clock) {
        return LedgerOptions.defaults().clock(clock);
    }

    /** Leaps by up to a day, forwards and backwards. */
    private static LedgerClock wildClock(long seed) {
        Random random = new Random(seed);
        return () -> 1_700_000_000_000_000_000L + random.nextLong(86_400_000_000_000L);
    }
}
