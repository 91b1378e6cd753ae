package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Callers that send commands at the same time. Which order they took effect in shows afterwards: a conflict with each id
 * tells its position. Fed with that order, the model must come to the same.
 */
final class ConcurrentRun {
    private static final int CALLERS = 8;
    private static final int COMMON = 100;
    private static final int COMMANDS = 300;

    private record Answered(Command command, Outcome outcome) {}

    private ConcurrentRun() {}

    static void check(Storage storage, long seed) {
        try (Ledger ledger = Ledger.open(storage)) {
            List<Answered> answers = new ArrayList<>(send(ledger, List.of(common(seed)), seed));
            answers.addAll(send(ledger, shares(seed), seed));
            ModelLedger model = new ModelLedger();
            for (Command command : inOrder(ledger, answers).values()) {
                model.submit(command);
            }
            answers.forEach(answer -> assertAgrees(model, answer));
            Agreement.onTheWholeVocabulary(ledger, model);
        }
    }

    /** What callers find when they begin: accounts with money, movements to refund, holds to capture. */
    private static List<Command> common(long seed) {
        return new RandomCommands(seed).take(COMMON);
    }

    /** What goes on from there is everybody's, and may come from several callers; beside it, each has its own world. */
    private static List<List<Command>> shares(long seed) {
        Random random = new Random(seed);
        int percentShared = List.of(0, 50, 100).get(random.nextInt(3));
        List<Command> shared = new RandomCommands(seed).take(COMMON + COMMANDS).subList(COMMON, COMMON + COMMANDS);
        List<List<Command>> shares = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int world = caller + 1;
            Iterator<Command> own = new RandomCommands(seed + world)
                    .take(COMMANDS).stream()
                            .map(command -> Moved.to(world, command))
                            .iterator();
            List<Command> share = new ArrayList<>();
            for (Command command : shared) {
                boolean takesShared = random.nextInt(100) < percentShared;
                if (random.nextInt(4) == 0) {
                    share.add(takesShared ? command : own.next());
                }
            }
            shares.add(share);
        }
        return shares;
    }

    private static List<Answered> send(Ledger ledger, List<List<Command>> shares, long seed) {
        ExecutorService callers = Executors.newFixedThreadPool(shares.size());
        try {
            CyclicBarrier start = new CyclicBarrier(shares.size());
            List<CompletableFuture<List<Answered>>> runs = new ArrayList<>();
            for (List<Command> share : shares) {
                Calls calls = new Calls(ledger, seed + runs.size());
                runs.add(CompletableFuture.supplyAsync(() -> send(calls, share, start), callers));
            }
            return runs.stream().flatMap(run -> run.join().stream()).toList();
        } finally {
            callers.shutdownNow();
        }
    }

    private static List<Answered> send(Calls calls, List<Command> share, CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        List<Outcome> outcomes = calls.submit(share);
        List<Answered> answers = new ArrayList<>();
        for (int i = 0; i < share.size(); i++) {
            answers.add(new Answered(share.get(i), outcomes.get(i)));
        }
        return answers;
    }

    /** The first command of each id, by position. */
    private static Map<Long, Command> inOrder(Ledger ledger, List<Answered> answers) {
        Map<Long, Command> order = new TreeMap<>();
        for (Answered answer : answers) {
            if (!isConflict(answer.outcome)) {
                Outcome conflict = ledger.submit(Altered.part(answer.command, 0));
                Rejection.IdConflict told = (Rejection.IdConflict) ((Outcome.Rejected) conflict).rejection();
                order.put(told.firstPosition(), answer.command);
            }
        }
        return order;
    }

    /** To the model every command is now known: it answers as to one that came late. */
    private static void assertAgrees(ModelLedger model, Answered answer) {
        Outcome told = Timeless.of(answer.outcome);
        Outcome asIfLate = told instanceof Outcome.Posted posted
                ? new Outcome.AlreadyPosted(posted.receipt(), posted.decision())
                : told;
        assertThat(asIfLate).as("%s", answer.command).isEqualTo(model.submit(answer.command));
    }

    private static boolean isConflict(Outcome outcome) {
        return outcome instanceof Outcome.Rejected rejected && rejected.rejection() instanceof Rejection.IdConflict;
    }
}
