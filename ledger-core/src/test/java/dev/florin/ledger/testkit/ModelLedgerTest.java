package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.RejectionReason;
import dev.florin.ledger.Transfer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model itself does what the tables say, and the generators reach all that it can say. */
class ModelLedgerTest {

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.testkit.LedgerTables#scenarios")
    void theModelDoesWhatTheTableSays(CommandTable.Scenario scenario) {
        ModelLedger model = new ModelLedger();
        TableBooks books = new TableBooks(model::submit, model::account);
        scenario.lines().forEach(books::run);
    }

    @Test
    void randomCommandsMeetEveryOutcome() {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int seed = 0; seed < 200; seed++) {
            ModelLedger model = ModelLedger.at(Universe.START_NANOS);
            for (Step step : new RandomCommands(seed).takeSteps(200)) {
                taken(model, step).ifPresent(label -> outcomes.merge(label, 1, Integer::sum));
            }
        }
        assertThat(outcomes.keySet()).containsAll(reasons());
        assertThat(outcomes.get("posted transfer"))
                .as("transfers posted of 40,000 steps: %s", outcomes)
                .isGreaterThan(3_000);
    }

    /** With a seed, since what is rare is not met by all. */
    @Property(tries = 500, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void sequencesMeetEveryOutcome(@ForAll("steps") List<Step> steps) {
        ModelLedger model = ModelLedger.at(Universe.START_NANOS);
        steps.forEach(step -> taken(model, step).ifPresent(Statistics::collect));
        Statistics.coverage(coverage -> {
            reasons().forEach(reason -> coverage.check(reason).count(count -> count > 0));
            coverage.check("posted transfer").percentage(percent -> percent > 5);
            coverage.check("AlreadyPosted").percentage(percent -> percent > 1);
        });
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void alteredCommandsDifferHoweverOftenTheyWereAltered(
            @ForAll("sequences") List<Command> commands, @ForAll int first, @ForAll int second) {
        for (Command command : commands) {
            Command once = Altered.part(command, first);
            assertThat(Contents.firstDifference(command, once))
                    .as("%s, part %d", command, first)
                    .isPresent();
            for (int again : new int[] {first, second}) {
                assertThat(Contents.firstDifference(once, Altered.part(once, again)))
                        .as("%s, part %d", once, again)
                        .isPresent();
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Commands.steps();
    }

    @Provide
    Arbitrary<List<Command>> sequences() {
        return Commands.sequences();
    }

    /** What came of a step, if it was a command. */
    private static Optional<String> taken(ModelLedger model, Step step) {
        if (step instanceof Step.TimePasses passes) {
            model.advanceTo(model.nextNanos() + passes.nanos());
        }
        return step instanceof Step.Submit submit
                ? Optional.of(label(submit.command(), model.submit(submit.command())))
                : Optional.empty();
    }

    /** All but one that is out of the model's reach, one that only books of the year 2062 or later meet, and one of thousands of dates. */
    private static List<String> reasons() {
        return Arrays.stream(RejectionReason.values())
                .filter(reason -> reason != RejectionReason.EFFECTS_TOO_LARGE
                        && reason != RejectionReason.DUE_TIME_TOO_LATE
                        && reason != RejectionReason.FIRST_DATE_TOO_EARLY)
                .map(Enum::name)
                .toList();
    }

    private static String label(Command command, Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            Rejection rejection = rejected.rejection();
            return rejection.reason().name();
        }
        return outcome instanceof Outcome.Posted && command instanceof Transfer
                ? "posted transfer"
                : outcome.getClass().getSimpleName();
    }
}
