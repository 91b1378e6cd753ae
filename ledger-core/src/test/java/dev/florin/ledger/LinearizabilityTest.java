package dev.florin.ledger;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.testkit.SmallBooks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever callers do at the same time, there is one order that explains all they were told: checked by Lincheck, which
 * makes up scenarios, runs each many times on threads of its own, and looks for that order.
 *
 * <p>Only its stress mode can drive a whole ledger: the model checker must own every thread, and a ledger has two of its
 * own. {@code PublishedBooksModelTest} lets it at the heart of the reads. {@code -Dflorin.scenarios=1000} looks longer.
 */
class LinearizabilityTest {
    private static final int SCENARIOS = Integer.getInteger("florin.scenarios", 15);
    private static final int RUNS_OF_EACH = 300;

    @AfterAll
    static void close() {
        AtTheSameTime.LEDGER.close();
    }

    @Test
    void postsAndBalancesHaveOneOrder() {
        new StressOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(RUNS_OF_EACH)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(InOneOrder.class)
                .check(AtTheSameTime.class);
    }

    /** Two accounts of one ledger, which all scenarios share; each scenario has two accounts of its own. */
    @Param(name = "account", gen = IntGen.class, conf = "0:1")
    @Param(name = "amount", gen = IntGen.class, conf = "1:3")
    @Param(name = "retry", gen = IntGen.class, conf = "0:1")
    public static final class AtTheSameTime {
        private static final Ledger LEDGER = Ledger.open(InMemoryStorage.create());
        private static final AccountId BANK = AccountId.of("bank");

        static {
            SmallBooks.openBank(LEDGER);
        }

        private final List<AccountId> accounts = List.of(AccountId.next(), AccountId.next());
        private final List<CommandId> retries = List.of(CommandId.next(), CommandId.next());

        public AtTheSameTime() {
            List<Command> commands = new ArrayList<>();
            for (AccountId account : accounts) {
                commands.add(OpenAccount.of(Account.of(account, SmallBooks.USD)));
                commands.add(transfer(CommandId.next(), BANK, account, InOneOrder.START));
            }
            LEDGER.submitAll(commands);
        }

        private static Transfer transfer(CommandId id, AccountId from, AccountId to, long amount) {
            return Transfer.of(id).debit(from, amount).credit(to, amount).build();
        }

        private static String kind(Outcome outcome) {
            return outcome.getClass().getSimpleName();
        }

        @Operation(params = {"account", "amount"})
        public String post(int from, int amount) {
            return kind(LEDGER.submit(transfer(CommandId.next(), accounts.get(from), accounts.get(1 - from), amount)));
        }

        @Operation(params = {"retry", "amount"})
        public String postWithId(int retry, int amount) {
            Outcome outcome = LEDGER.submitAsync(transfer(retries.get(retry), accounts.get(0), accounts.get(1), amount))
                    .toCompletableFuture()
                    .join();
            return outcome instanceof Outcome.Rejected rejected
                    ? rejected.rejection().reason().name()
                    : kind(outcome);
        }

        @Operation(params = "account")
        public long balance(int account) {
            return LEDGER.balance(accounts.get(account)).posted().toLong();
        }

        @Operation
        public List<Long> balances() {
            return LEDGER.balances(accounts).stream()
                    .map(balance -> balance.posted().toLong())
                    .toList();
        }
    }

    /** The same, one call after the other. */
    public static final class InOneOrder {
        static final long START = 3;

        private final long[] balances = {START, START};
        private final Map<Integer, Integer> settled = new HashMap<>();
        private final Map<Integer, Boolean> posted = new HashMap<>();

        public String post(int from, int amount) {
            return move(from, amount) ? "Posted" : "Rejected";
        }

        private boolean move(int from, int amount) {
            if (balances[from] < amount) {
                return false;
            }
            balances[from] -= amount;
            balances[1 - from] += amount;
            return true;
        }

        public String postWithId(int retry, int amount) {
            Integer first = settled.putIfAbsent(retry, amount);
            if (first != null && first != amount) {
                return "ID_CONFLICT";
            }
            if (first == null) {
                posted.put(retry, move(0, amount));
                return posted.get(retry) ? "Posted" : "BELOW_LOWER_LIMIT";
            }
            return posted.get(retry) ? "AlreadyPosted" : "BELOW_LOWER_LIMIT";
        }

        public long balance(int account) {
            return balances[account];
        }

        public List<Long> balances() {
            return List.of(balances[0], balances[1]);
        }
    }
}
