package dev.florin.ledger.testkit;

import dev.florin.ledger.Command;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Hands commands to a ledger in groups of any size, each in any of the four forms of calling. */
final class Calls {
    private static final int MOST = 20;

    private final Ledger ledger;
    private final Random random;

    Calls(Ledger ledger, long seed) {
        this.ledger = ledger;
        this.random = new Random(seed);
    }

    /** The outcomes, in the order of the commands. */
    List<Outcome> submit(List<? extends Command> commands) {
        List<Outcome> outcomes = new ArrayList<>();
        while (outcomes.size() < commands.size()) {
            int end = Math.min(commands.size(), outcomes.size() + 1 + random.nextInt(MOST));
            outcomes.addAll(submitGroup(commands.subList(outcomes.size(), end)));
        }
        return outcomes;
    }

    private List<Outcome> submitGroup(List<? extends Command> group) {
        return switch (random.nextInt(4)) {
            case 0 -> group.stream().map(ledger::submit).toList();
            case 1 -> ledger.submitAll(group);
            case 2 -> ledger.submitAllAsync(group).toCompletableFuture().join();
            default -> {
                List<CompletableFuture<Outcome>> stages = group.stream()
                        .map(command -> ledger.submitAsync(command).toCompletableFuture())
                        .toList();
                yield stages.stream().map(CompletableFuture::join).toList();
            }
        };
    }
}
