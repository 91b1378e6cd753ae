package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.RejectionReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** The generators reach all that books can answer, and most of what they make is sensible. */
class GeneratorsTest {
    /** Time-outs of centuries and effects of megabytes have tests of their own. */
    private static final Set<RejectionReason> OUT_OF_REACH =
            EnumSet.of(RejectionReason.DUE_TIME_TOO_LATE, RejectionReason.EFFECTS_TOO_LARGE);

    @Test
    void randomStepsMeetEveryOutcomeAndMostArePosted() {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int seed = 0; seed < 100; seed++) {
            Run run = new Run();
            new RandomCommands(seed)
                    .takeSteps(300)
                    .forEach(step -> run.labels(step).forEach(label -> outcomes.merge(label, 1, Integer::sum)));
        }
        assertThat(outcomes.keySet()).containsAll(expected());
        assertThat(outcomes.get("posted"))
                .as("posted of %s commands: %s", outcomes.get("command"), outcomes)
                .isGreaterThan(outcomes.get("command") / 2);
    }

    /** With a seed, since what is rare is not met by all. */
    @Property(tries = 600, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void stepsMeetEveryOutcomeAndManyArePosted(@ForAll("steps") List<Step> steps) {
        Run run = new Run();
        steps.forEach(step -> run.labels(step).forEach(Statistics::collect));
        Statistics.coverage(coverage -> {
            expected().forEach(label -> coverage.check(label).count(count -> count > 0));
            // Each command is counted as such, too, so that half of them are less than a quarter of all labels.
            coverage.check("posted").percentage(percent -> percent > 20);
        });
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Commands.steps();
    }

    private static List<String> expected() {
        List<String> labels = new ArrayList<>(Arrays.stream(RejectionReason.values())
                .filter(reason -> !OUT_OF_REACH.contains(reason))
                .map(RejectionReason::name)
                .toList());
        Arrays.stream(CommandKind.values()).forEach(kind -> labels.add("posted " + kind));
        return labels;
    }

    /** A model, and what it answered. */
    private static final class Run {
        private final ModelLedger model = ModelLedger.at(0);
        private long nanos;

        List<String> labels(Step step) {
            if (step instanceof Step.TimePasses time) {
                nanos += time.nanos();
                model.setClock(nanos);
            }
            return step instanceof Step.Submit submit ? labels(submit.command()) : List.of();
        }

        private List<String> labels(Command command) {
            Outcome outcome = model.submit(command);
            if (outcome instanceof Outcome.Rejected rejected) {
                return List.of("command", rejected.rejection().reason().name());
            }
            return List.of("command", "posted", "posted " + command.kind());
        }
    }
}
