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

    @Property
    void eachCommandDoesWhatTheModelDoes(@ForAll("sequences") List<Command> commands) {
        ModelLedger model = new ModelLedger();
        try (Ledger ledger = Ledger.open(newStorage())) {
            for (Command command : commands) {
                assertThat(Timeless.of(ledger.submit(command)))
                        .as("%s", command)
                        .isEqualTo(model.submit(command));
                Agreement.onBalances(ledger, model);
            }
            Agreement.onTheWholeVocabulary(ledger, model);
        }
    }

    @Property
    void groupsOfAnySizeAndFormDoWhatSinglesDo(@ForAll("sequences") List<Command> commands, @ForAll long seed) {
        ModelLedger model = new ModelLedger();
        try (Ledger ledger = Ledger.open(newStorage())) {
            List<Outcome> outcomes = new Calls(ledger, seed).submit(commands);
            assertThat(outcomes.stream().map(Timeless::of))
                    .isEqualTo(commands.stream().map(model::submit).toList());
            Agreement.onTheWholeVocabulary(ledger, model);
        }
    }

    @Property
    void replaysAndConflictsLeaveNoTrace(@ForAll("sequences") List<Command> commands, @ForAll long seed) {
        ModelLedger model = new ModelLedger();
        try (Ledger ledger = Ledger.open(newStorage())) {
            commands.forEach(
                    command -> assertThat(Timeless.of(ledger.submit(command))).isEqualTo(model.submit(command)));
            Fingerprints before = ledger.fingerprints();
            Random random = new Random(seed);
            List<Command> again = new ArrayList<>(commands);
            commands.forEach(command -> again.add(Altered.part(command, random.nextInt(1_000))));
            List<Outcome> outcomes = new Calls(ledger, seed).submit(again);
            assertThat(outcomes.stream().map(Timeless::of))
                    .isEqualTo(again.stream().map(model::submit).toList());
            assertThat(ledger.fingerprints()).isEqualTo(before);
        }
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

    @Property
    void stateDependsNotOnGroups(@ForAll("sequences") List<Command> commands, @ForAll long seed) {
        // A clock that stands still gives the same times however commands are grouped.
        Fingerprints one = fill(commands, seed, () -> 1_000);
        Fingerprints other = fill(commands, seed + 1, () -> 1_000);
        assertThat(other.state()).isEqualTo(one.state());
        assertThat(other.content()).isEqualTo(one.content());
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
