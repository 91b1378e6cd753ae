package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.spi.Storage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Books to which one process after the other posted until it was killed, and what they acknowledged: the books hold all of
 * it, at most what was on its way besides, and nothing twice.
 */
final class KilledBooks {
    private static final int CHECKED_AT_ONCE = 1_000;

    private final Storage storage;

    /** By the number of the load, what each thread had acknowledged. */
    private final Map<Long, KillLoad.Acknowledged[]> told = new LinkedHashMap<>();

    /** By the number of the load, how many commands of each thread the books held when they were opened behind the kill. */
    private final Map<Long, long[]> found = new LinkedHashMap<>();

    private long acknowledged;

    KilledBooks(StorageKind kind, Path folder) {
        storage = kind.at(folder);
    }

    /** Takes what a killed process had said. */
    void take(long load, List<String> lines) {
        KillLoad.Acknowledged[] last = new KillLoad.Acknowledged[KillLoad.THREADS];
        Arrays.setAll(last, thread -> new KillLoad.Acknowledged(thread, 0, 0));
        for (String line : lines) {
            KillLoad.Acknowledged told = KillLoad.Acknowledged.parse(line);
            last[told.thread()] = told;
        }
        told.put(load, last);
        acknowledged +=
                Arrays.stream(last).mapToLong(KillLoad.Acknowledged::count).sum();
    }

    long acknowledged() {
        return acknowledged;
    }

    /** Opens the books, compares, and closes them. */
    void check(boolean everything) {
        try (Ledger ledger = Ledger.open(storage)) {
            for (Map.Entry<Long, KillLoad.Acknowledged[]> load : told.entrySet()) {
                if (found.get(load.getKey()) == null) {
                    count(ledger, load.getKey(), load.getValue());
                    askAgain(ledger, load.getKey(), load.getValue());
                } else if (everything) {
                    askAgain(ledger, load.getKey(), load.getValue());
                }
            }
            assertConserved(ledger);
            goOn(ledger);
            assertConserved(ledger);
        }
    }

    private void goOn(Ledger ledger) {
        KillLoad.openAccounts(ledger);
        long load = -1L - told.size();
        long position = KillLoad.position(ledger.submitAll(KillLoad.commands(load, 0, 1, 1)));
        told.put(load, new KillLoad.Acknowledged[] {new KillLoad.Acknowledged(0, 1, position)});
        found.put(load, new long[] {1});
    }

    /** What was acknowledged is there, and of what was on its way the beginning, or nothing. */
    private void count(Ledger ledger, long load, KillLoad.Acknowledged[] threads) {
        long[] counts = new long[threads.length];
        for (KillLoad.Acknowledged told : threads) {
            long count = told.count();
            while (ledger.outcome(KillLoad.id(load, told.thread(), count + 1)).isPresent()) {
                count++;
            }
            assertThat(count - told.count()).as("on the way").isLessThanOrEqualTo(KillLoad.MOST_AT_ONCE);
            for (long behind = count + 2; behind <= told.count() + KillLoad.MOST_AT_ONCE; behind++) {
                assertThat(ledger.outcome(KillLoad.id(load, told.thread(), behind)))
                        .as("a command without the one before it")
                        .isEmpty();
            }
            counts[told.thread()] = count;
        }
        found.put(load, counts);
    }

    /** The same commands once more: each gets the outcome that it had. */
    private void askAgain(Ledger ledger, long load, KillLoad.Acknowledged[] threads) {
        for (KillLoad.Acknowledged told : threads) {
            for (long first = 1; first <= told.count(); first += CHECKED_AT_ONCE) {
                int count = (int) Math.min(CHECKED_AT_ONCE, told.count() - first + 1);
                List<Command> commands = KillLoad.commands(load, told.thread(), first, count);
                List<Outcome> outcomes = ledger.submitAll(commands);
                for (int i = 0; i < count; i++) {
                    assertThat(outcomes.get(i))
                            .as(
                                    "%s of thread %s of load %s, of which %s were told",
                                    first + i, told.thread(), load, told)
                            .isInstanceOf(
                                    KillLoad.isRejected(first + i)
                                            ? Outcome.Rejected.class
                                            : Outcome.AlreadyPosted.class);
                }
                if (first + count > told.count()) {
                    assertThat(KillLoad.position(outcomes)).isEqualTo(told.position());
                }
            }
        }
    }

    private void assertConserved(Ledger ledger) {
        long moved = 0;
        for (long[] counts : found.values()) {
            moved += Arrays.stream(counts).map(KillLoad::moved).sum();
        }
        assertThat(ledger.trialBalance().isBalanced()).isTrue();
        if (ledger.account(SmallBooks.BANK).isPresent()) {
            assertThat(SmallBooks.posted(ledger, SmallBooks.BANK))
                    .as("what left the bank")
                    .isEqualTo(moved);
        } else {
            assertThat(moved).isZero();
        }
    }
}
