package dev.florin.ledger.cli.demo;

import dev.florin.ledger.AccountHandle;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntToLongFunction;

/** How fast the ledger answers, measured by the wall clock while it works. */
final class Speed {
    /** Transfers of one hand-over. */
    static final int BATCH = 8_000;

    private static final int READS = 1_000_000;
    private static final int ROUNDS = 4;

    private Speed() {}

    /**
     * What was answered, and in what time.
     *
     * @param outcomes the answers
     * @param nanos from the first hand-over to the last answer
     * @param laterHalf how many of the answers came in the later half of the batches
     * @param laterNanos from the last answer of the earlier half to the last answer of all
     */
    record Measured(List<Outcome> outcomes, long nanos, int laterHalf, long laterNanos) {
        long perSecond() {
            return Speed.perSecond(outcomes.size(), nanos);
        }

        /** Without the time in which Java still compiles the code. */
        long perSecondLater() {
            return Speed.perSecond(laterHalf, laterNanos);
        }
    }

    private static long perSecond(long count, long nanos) {
        return Math.round(count * 1e9 / Math.max(1, nanos));
    }

    /** Hands over all batches and waits for all answers, so that deciding, writing and forcing overlap. */
    static Measured post(Ledger ledger, List<Transfer> transfers) {
        long start = System.nanoTime();
        List<CompletableFuture<List<Outcome>>> answers = new ArrayList<>();
        for (int from = 0; from < transfers.size(); from += BATCH) {
            int to = Math.min(from + BATCH, transfers.size());
            answers.add(ledger.submitAllAsync(transfers.subList(from, to)).toCompletableFuture());
        }
        List<Outcome> outcomes = new ArrayList<>(transfers.size());
        answers.subList(0, answers.size() / 2).forEach(answer -> outcomes.addAll(answer.join()));
        long half = System.nanoTime();
        int earlier = outcomes.size();
        answers.subList(answers.size() / 2, answers.size()).forEach(answer -> outcomes.addAll(answer.join()));
        long end = System.nanoTime();
        return new Measured(outcomes, end - start, outcomes.size() - earlier, end - half);
    }

    /** How many a second, when each is handed over after the one before is answered. */
    static long postSingly(Ledger ledger, List<Transfer> transfers) {
        long start = System.nanoTime();
        transfers.forEach(ledger::post);
        return perSecond(transfers.size(), System.nanoTime() - start);
    }

    static long readByHandle(Ledger ledger, List<AccountId> accounts) {
        AccountHandle[] handles = accounts.stream().map(ledger::handle).toArray(AccountHandle[]::new);
        return readsPerSecond(handles.length, i -> handles[i].balance().version());
    }

    static long readById(Ledger ledger, List<AccountId> accounts) {
        AccountId[] ids = accounts.toArray(AccountId[]::new);
        return readsPerSecond(ids.length, i -> ledger.balance(ids[i]).version());
    }

    /** Rounds of the same reads: the first ones warm the compiler, the last one counts. */
    private static long readsPerSecond(int accounts, IntToLongFunction read) {
        int[] order = new SplittableRandom(1).ints(READS, 0, accounts).toArray();
        long expected = readAll(order, read);
        long nanos = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long sum = readAll(order, read);
            nanos = System.nanoTime() - start;
            if (sum != expected) {
                throw new IllegalStateException("two rounds of the same reads differ: " + expected + " and " + sum);
            }
        }
        return perSecond(READS, nanos);
    }

    private static long readAll(int[] order, IntToLongFunction read) {
        long sum = 0;
        for (int account : order) {
            sum += read.applyAsLong(account);
        }
        return sum;
    }
}
